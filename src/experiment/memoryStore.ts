import { EmError } from "../core/error.js";
import type { Recording } from "../instrument/recording.js";
import type { RecordedRun } from "../instrument/replay/recordedRun.js";
import type { JournalDocument, MovableStore, RecordingEntry, StoredItem } from "./recordingStore.js";

/** How much a store in memory holds. */
export interface MemoryStoreOptions {
  /** Default 512 MB, the choice of this program: 64 frames of 1024 x 1024 pixels four times over. The newest recording is always kept. */
  readonly mostBytes?: number;
  /** Name of the instrument: "twin:mxene". */
  readonly instrument?: string;
  /** Is told, in a sentence, when recordings are given up for the first time, and then whenever their number has doubled. */
  readonly say?: (text: string) => void;
}

/** The store of an experiment without a run folder: the newest recordings, as many as fit. They are gone when the process ends. */
export class MemoryStore implements MovableStore {
  readonly mostBytes: number;
  readonly instrument: string;
  readonly #say: (text: string) => void;
  readonly #items: StoredItem[] = [];
  #heldBytes = 0;
  #sequence = 0;
  #dropped = 0;
  #saidAt = 0;
  #isClosed = false;

  constructor(options: MemoryStoreOptions = {}) {
    const { mostBytes = 512e6, instrument = "", say = () => {} } = options;
    if (!(mostBytes >= 0))
      throw new EmError("BadOption", `mostBytes is ${mostBytes}`, { fix: "Give a number of bytes of at least 0." });
    this.mostBytes = mostBytes;
    this.instrument = instrument;
    this.#say = say;
  }

  /** Recordings and documents that are held, the oldest first. */
  get items(): readonly StoredItem[] {
    return this.#items;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Recordings that were given up for newer ones. @unitless */
  get dropped(): number {
    return this.#dropped;
  }

  /** What is held now, as a finished run that can be played back; what is recorded or given up later does not change it. */
  asRun(): RecordedRun {
    const recordings = this.#items.flatMap((item) => ("recording" in item ? [item.recording] : []));
    return {
      name: "the recordings in memory",
      instrument: this.instrument,
      frames: recordings,
      async frame(index) {
        const recording = recordings[index];
        if (recording) return recording;
        throw new EmError("BadOption", `there is no recording ${index} in memory`, {
          fix: recordings.length > 0 ? `Give a number from 0 to ${recordings.length - 1}.` : "Record something first.",
        });
      },
    };
  }

  /** Errors: BadOption when it was closed. */
  async append(recording: Recording, plan?: string): Promise<RecordingEntry> {
    this.#assertOpen();
    this.#items.push({ recording, ...(plan !== undefined && { plan }) });
    this.#heldBytes += recording.data.byteLength;
    this.#dropOldest();
    return { sequence: ++this.#sequence };
  }

  async appendDocument(document: JournalDocument): Promise<void> {
    this.#assertOpen();
    this.#items.push({ document });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  #dropOldest(): void {
    while (this.#heldBytes > this.mostBytes) {
      const index = this.#items.findIndex((item) => "recording" in item);
      const item = this.#items[index];
      if (!item || !("recording" in item) || index === this.#items.length - 1) break;
      this.#items.splice(index, 1);
      this.#heldBytes -= item.recording.data.byteLength;
      this.#dropped++;
    }
    if (this.#dropped === 0 || this.#dropped < 2 * this.#saidAt) return;
    this.#saidAt = this.#dropped;
    const count = this.#dropped === 1 ? "The oldest recording was" : `The ${this.#dropped} oldest recordings were`;
    this.#say(`${count} given up: without a run folder the newest ${this.mostBytes / 1e6} MB are kept.`);
  }

  #assertOpen(): void {
    if (this.#isClosed)
      throw new EmError("BadOption", "the store in memory is closed", { fix: "Give the journal another store." });
  }
}
