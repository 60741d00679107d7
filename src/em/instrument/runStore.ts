import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { JournalDocument, RecordingEntry, RecordingStore } from "../../experiment/recordingStore.js";
import type { Recording } from "../../instrument/recording.js";
import { RunFolder } from "../../io/runFolder/runFolder.js";
import type { Address } from "./address.js";

/** A run folder that is made when the first recording comes: looking at an instrument leaves nothing behind. */
export class RunStore implements RecordingStore {
  readonly #runs: string;
  readonly #address: Address;
  #opening: Promise<RunFolder> | undefined;
  #folder: RunFolder | undefined;

  /** @param runs the folder of runs; relative ones start at the notebook's */
  constructor(runs: string, address: Address) {
    this.#runs = resolve(runs);
    this.#address = address;
  }

  /** The folder of the run, once there is one. */
  get folder(): string | undefined {
    return this.#folder?.path;
  }

  async append(recording: Recording, plan?: string): Promise<RecordingEntry> {
    return (await this.#open()).append(recording, plan);
  }

  async appendDocument(document: JournalDocument): Promise<void> {
    await (await this.#open()).appendDocument(document);
  }

  async close(): Promise<void> {
    await this.#folder?.close();
  }

  #open(): Promise<RunFolder> {
    this.#opening ??= this.#create().catch((error: unknown) => {
      // The next recording tries again: the disk may have room by then.
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #create(): Promise<RunFolder> {
    await mkdir(this.#runs, { recursive: true });
    const { text, name } = this.#address;
    const day = new Date().toISOString().slice(0, 10);
    const words = (name || "run")
      .split(/[\\/]/)
      .at(-1)!
      .replace(/[^A-Za-z0-9-]+/g, "-")
      .slice(0, 40);
    const path = join(this.#runs, `${day}-${words}`);
    this.#folder = await RunFolder.create(path, { instrument: text }, { ifThere: "number" });
    return this.#folder;
  }
}
