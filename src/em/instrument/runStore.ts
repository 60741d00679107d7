import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { JournalDocument, RecordingEntry, RecordingStore } from "../../experiment/recordingStore.js";
import type { Recording } from "../../instrument/recording.js";
import { RunFolder } from "../../io/runFolder/runFolder.js";
import { isFull, storeError, storeFull } from "../../io/runFolder/storeError.js";
import { absolutePath } from "./absolutePath.js";
import type { Address } from "./address.js";

/** Room for a new folder on a disk: one block. */
const leastBytes = 4096;

/** A run folder that is made when the first recording comes: looking at an instrument leaves nothing behind. */
export class RunStore implements RecordingStore {
  readonly #runs: string;
  readonly #address: Address;
  #opening: Promise<RunFolder> | undefined;
  #folder: RunFolder | undefined;

  /** @param runs the folder of runs; relative ones start at the notebook's */
  constructor(runs: string, address: Address) {
    this.#runs = absolutePath(runs);
    this.#address = address;
  }

  /** The folder of all runs. */
  get place(): string {
    return this.#runs;
  }

  /** Makes the folder of the run now. Errors: StoreFull, BadFile where it cannot be made. */
  async begin(): Promise<void> {
    await this.#open();
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
    await mkdir(this.#runs, { recursive: true }).catch((error: unknown) => {
      throw isFull(error)
        ? storeFull(this.#runs, leastBytes, undefined, error)
        : storeError(this.#runs, "making the folder for the runs", error);
    });
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
