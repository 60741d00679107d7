import {
  type ClassMapHead,
  readClassMapHead,
  readTileHead,
  type TileHead,
  tileWindow,
} from "../../../../src/messages/liveMontage/tileMessages.js";
import { unpackPixels } from "../../../../src/messages/pixelValues.js";

/** A tile that has come. */
export interface TilePixels extends TileHead {
  /** Steps from low to high. */
  readonly pixels: Uint16Array;
}

/** A class map that has come. */
export interface TileClassMap extends ClassMapHead {
  readonly classes: Uint8Array;
  /** Which of the tile it is. */
  readonly version: number;
}

/** What is to be there. */
export interface WantedTile {
  readonly index: number;
  readonly isTaken: boolean;
  /** Which class map; 0 for none. */
  readonly classMap: number;
}

/** Asks the kernel. */
export type AskKernel = (
  name: string,
  body: unknown,
  signal: AbortSignal,
) => Promise<{ readonly body: unknown; readonly buffers: readonly DataView[] }>;

interface Job {
  readonly key: string;
  readonly name: "tile" | "classMap";
  readonly index: number;
  readonly version: number;
}

/**
 * The tiles of a live montage on this page: each is asked for once it is taken, and comes once, at most three on their way at a time.
 *
 * The pixels are in no saved notebook: after a reload, and in another page, all are asked for again.
 */
export class TileStore {
  readonly #ask: AskKernel;
  readonly #come: () => void;
  readonly #tiles = new Map<number, TilePixels>();
  readonly #maps = new Map<number, TileClassMap>();
  readonly #asked = new Set<string>();
  readonly #gone = new AbortController();
  #waiting: Job[] = [];
  #onTheirWay = 0;
  #bin = 0;

  /** @param come is called whenever something has come */
  constructor(ask: AskKernel, come: () => void) {
    this.#ask = ask;
    this.#come = come;
  }

  get tiles(): ReadonlyMap<number, TilePixels> {
    return this.#tiles;
  }

  get classMaps(): ReadonlyMap<number, TileClassMap> {
    return this.#maps;
  }

  /** Asks for what is not there yet. Another bin makes all tiles be asked for again; those that are there are shown until then. */
  want(wanted: readonly WantedTile[], bin: number): void {
    this.#bin = bin;
    const jobs = wanted.flatMap(({ index, isTaken, classMap }): Job[] => [
      ...(isTaken ? [{ key: `tile ${index} ${bin}`, name: "tile" as const, index, version: bin }] : []),
      ...(classMap > 0
        ? [{ key: `map ${index} ${classMap}`, name: "classMap" as const, index, version: classMap }]
        : []),
    ]);
    this.#waiting = jobs.filter(({ key }) => !this.#asked.has(key));
    this.#send();
  }

  /** Lets go of all other tiles: they are asked for again when they are wanted again. */
  keepOnly(indices: ReadonlySet<number>): void {
    for (const index of this.#tiles.keys()) if (!indices.has(index)) this.#tiles.delete(index);
    for (const key of this.#asked) if (!indices.has(Number(key.split(" ")[1]))) this.#asked.delete(key);
  }

  /** The kernel is there again, or another one is: what had been asked for may never come. */
  askAgain(): void {
    for (const key of [...this.#asked]) if (!this.#hasCome(key)) this.#asked.delete(key);
  }

  dispose(): void {
    this.#gone.abort(new Error("the widget was closed"));
    this.#waiting = [];
  }

  #hasCome(key: string): boolean {
    const [kind, index, version] = key.split(" ");
    const found = kind === "tile" ? this.#tiles.get(Number(index))?.bin : this.#maps.get(Number(index))?.version;
    return found === Number(version);
  }

  #send(): void {
    while (this.#onTheirWay < tileWindow) {
      const job = this.#waiting.shift();
      if (!job) return;
      this.#asked.add(job.key);
      this.#onTheirWay += 1;
      void this.#get(job).finally(() => {
        this.#onTheirWay -= 1;
        this.#send();
      });
    }
  }

  async #get(job: Job): Promise<void> {
    const { index, name, version } = job;
    const asked = name === "tile" ? { index, bin: version } : { index };
    try {
      const { body, buffers } = await this.#ask(name, asked, this.#gone.signal);
      if (name === "tile") this.#takeTile(body, buffers[0], version);
      else this.#takeMap(body, buffers[0], version);
    } catch {
      // The kernel does not have it, or is gone: the outline stays, and it is asked for again when the kernel comes back.
    }
  }

  #takeTile(body: unknown, bytes: DataView | undefined, bin: number): void {
    const head = readTileHead(body, bytes);
    if (!head || !bytes || bin !== this.#bin) return;
    // What was asked for counts: a tile smaller than one large pixel comes as it is.
    this.#tiles.set(head.index, { ...head, bin, pixels: stepsOf(bytes) });
    this.#come();
  }

  #takeMap(body: unknown, bytes: DataView | undefined, version: number): void {
    const head = readClassMapHead(body, bytes);
    if (!head || !bytes) return;
    this.#maps.set(head.index, { ...head, version, classes: bytesOf(bytes) });
    this.#come();
  }
}

function stepsOf(bytes: DataView): Uint16Array {
  return unpackPixels("uint16", bytesOf(bytes)) as Uint16Array;
}

function bytesOf(bytes: DataView): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
