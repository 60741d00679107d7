import { randomUUID } from "node:crypto";
import { EmError } from "../core/error.js";
import type { Recording } from "../instrument/recording.js";
import { MemoryStore } from "./memoryStore.js";
import type { JournalDocument, MovableStore, RecordingEntry, RecordingStore } from "./recordingStore.js";

/** What a plan says of itself when it starts. */
export interface PlanStart {
  readonly name: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** How a plan ended. */
export interface PlanStop {
  readonly exitStatus: "success" | "abort" | "fail";
  readonly reason?: string;
}

/** What went over when a journal got another store. */
export interface StoreChange {
  /** Recordings that the new store got from the one before. @unitless */
  readonly moved: number;
  /** Recordings that the one before had given up by then. @unitless */
  readonly dropped: number;
}

interface RunningPlan {
  readonly uid: string;
  recordings: number;
}

interface Waiting {
  readonly recording: Recording;
  readonly plan?: string;
}

/** The most that waits in memory for room on the disk; above it the oldest are given up. */
const mostUnsavedBytes = 1e9;

/**
 * What every acquisition passes through: an acquisition returns to the user only after its recordings are in the journal's store.
 *
 * Recordings that could not be stored wait in memory and are stored, in order, before the next one. Calls are done one after the other.
 *
 * @example
 * const journal = new Journal(await RunFolder.create("runs/drift", { instrument: instrument.name }));
 * const [frame] = await journal.acquire(() => guard.acquire(request));
 * await journal.note("The flake drifts to the left.");
 */
export class Journal {
  #store: RecordingStore;
  #unsaved: Waiting[] = [];
  #given = 0;
  #plan: RunningPlan | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** Without a store the newest recordings are kept in memory. */
  constructor(store: RecordingStore = new MemoryStore()) {
    this.#store = store;
  }

  get store(): RecordingStore {
    return this.#store;
  }

  /** Recordings that could not be stored so far. */
  get unsaved(): readonly Recording[] {
    return this.#unsaved.map(({ recording }) => recording);
  }

  /** Recordings that could not be stored and were too many to wait in memory. @unitless */
  get givenUp(): number {
    return this.#given;
  }

  /** Identity of the plan that runs, if one does. */
  get plan(): string | undefined {
    return this.#plan?.uid;
  }

  /** Takes recordings and gives them back when they are stored. Errors: those of taking; StoreFull; BadFile. */
  async acquire(take: () => Promise<readonly Recording[]>): Promise<readonly Recording[]> {
    const recordings = await take();
    await this.record(recordings);
    return recordings;
  }

  /**
   * Stores recordings and gives the store's entry for each, in their order.
   *
   * Errors: StoreFull, BadFile: they then wait in memory (`unsaved`) and are stored before the next ones; BadShape, BadOption for a
   * recording that no store can hold.
   */
  async record(recordings: readonly Recording[]): Promise<readonly RecordingEntry[]> {
    const plan = this.#plan;
    if (plan) plan.recordings += recordings.length;
    const waiting = recordings.map((recording) => ({ recording, ...(plan && { plan: plan.uid }) }));
    return this.#inTurn(() => this.#save(waiting));
  }

  /** Tries again to store what waits in memory; gives how many recordings that were. Errors: StoreFull, BadFile, and they go on waiting. */
  async saveUnsaved(): Promise<number> {
    return this.#inTurn(async () => {
      const count = this.#unsaved.length;
      await this.#save([]);
      return count;
    });
  }

  /** Writes a note. */
  async note(text: string): Promise<void> {
    await this.#write({ type: "note", text });
  }

  /**
   * Says that a plan starts; what is recorded until it stops belongs to it. Gives its identity.
   *
   * Errors: BadOption while another plan runs.
   */
  async startPlan({ name, params = {} }: PlanStart): Promise<string> {
    if (this.#plan) throw new EmError("BadOption", "a plan runs already", { fix: "Stop it first: stopPlan()." });
    const uid = randomUUID();
    this.#plan = { uid, recordings: 0 };
    await this.#write({ type: "start", uid, plan: name, params }).catch((error: unknown) => {
      this.#plan = undefined;
      throw error;
    });
    return uid;
  }

  /** Says how the plan that runs ended; without one it does nothing. */
  async stopPlan({ exitStatus, reason = "" }: PlanStop): Promise<void> {
    const plan = this.#plan;
    if (!plan) return;
    this.#plan = undefined;
    await this.#write({ type: "stop", start: plan.uid, exitStatus, reason, recordings: plan.recordings });
  }

  /**
   * Goes on in another store. What waits in memory goes over, and what a store in memory holds; the store before is closed.
   *
   * Errors: those of the new store: the journal then stays with the one before.
   */
  async useStore(store: RecordingStore): Promise<StoreChange> {
    return this.#inTurn(async () => {
      const before = this.#store;
      const change = isMovable(before) ? await moveAll(before, store) : { moved: 0, dropped: 0 };
      this.#store = store;
      await before.close();
      const waiting = this.#unsaved.length;
      await this.#save([]);
      return { ...change, moved: change.moved + waiting };
    });
  }

  /** Stores what waits, as far as that is possible, and closes the store. */
  async close(): Promise<void> {
    await this.#inTurn(async () => {
      try {
        await this.#save([]);
      } finally {
        await this.#store.close();
      }
    });
  }

  #write(document: JournalDocument): Promise<void> {
    const dated = { ...document, writtenAt: new Date().toISOString() };
    return this.#inTurn(() => this.#store.appendDocument(dated));
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => {});
    return result;
  }

  /** Stores what waits, then these. */
  async #save(recordings: readonly Waiting[]): Promise<readonly RecordingEntry[]> {
    const queue = [...this.#unsaved, ...recordings];
    const entries: RecordingEntry[] = [];
    for (const [index, { recording, plan }] of queue.entries()) {
      try {
        entries.push(await this.#store.append(recording, plan));
      } catch (error) {
        const canWait = error instanceof EmError && (error.tag === "StoreFull" || error.tag === "BadFile");
        this.#keep(queue.slice(canWait ? index : index + 1));
        throw canWait ? this.#waits(error) : error;
      }
    }
    this.#unsaved = [];
    return entries.slice(entries.length - recordings.length);
  }

  #keep(waiting: readonly Waiting[]): void {
    this.#unsaved = [...waiting];
    let heldBytes = waiting.reduce((sum, { recording }) => sum + recording.data.byteLength, 0);
    while (heldBytes > mostUnsavedBytes && this.#unsaved.length > 1) {
      heldBytes -= this.#unsaved.shift()?.recording.data.byteLength ?? 0;
      this.#given++;
    }
  }

  #waits(error: EmError): EmError {
    const count = this.#unsaved.length;
    const words = `${count} ${count === 1 ? "recording waits" : "recordings wait"} in memory and will be stored with the next one.`;
    return new EmError(error.tag, error.message, { fix: `${error.fix} ${words}`, cause: error });
  }
}

function isMovable(store: RecordingStore): store is MovableStore {
  return Array.isArray((store as Partial<MovableStore>).items);
}

async function moveAll(from: MovableStore, to: RecordingStore): Promise<StoreChange> {
  let moved = 0;
  for (const item of from.items) {
    if ("document" in item) await to.appendDocument(item.document);
    else {
      await to.append(item.recording, item.plan);
      moved++;
    }
  }
  return { moved, dropped: from.dropped };
}
