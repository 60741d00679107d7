import { dirname } from "node:path";
import type { RunFiles, WritableFile } from "../../../src/io/runFolder/runFiles.js";
import { systemError } from "./faultyFiles.js";

interface FileNode {
  content: Buffer;
  /** What the disk has of it for certain. */
  synced: Buffer;
}

/** What a loss of power leaves of what was not synced: nothing, or the names but not the content that they should have. */
export type PowerLoss = "nothing" | "names";

/**
 * A disk in memory that knows what has been synced: names of a folder and bytes of a file are safe only once they were. It is stricter
 * than any real one.
 */
export class MemoryDisk implements RunFiles {
  #names = new Map<string, FileNode | "folder">([["/", "folder"]]);
  #syncedNames = new Map(this.#names);

  /** The disk after the power went: with what was certain, and of the rest what `left` says. */
  afterPowerLoss(left: PowerLoss): MemoryDisk {
    const disk = new MemoryDisk();
    const names = left === "names" ? this.#names : this.#syncedNames;
    for (const [path, node] of [...names].sort(([a], [b]) => a.length - b.length)) {
      // What lies in a folder whose name is lost is lost with it.
      if (path !== "/" && disk.#names.get(dirname(path)) !== "folder") continue;
      const copy = node === "folder" ? node : { content: node.synced, synced: node.synced };
      disk.#names.set(path, copy);
    }
    disk.#syncedNames = new Map(disk.#names);
    return disk;
  }

  async openNew(path: string): Promise<WritableFile> {
    if (this.#names.has(path)) throw systemError("EEXIST");
    return this.#open(path);
  }

  async openAppend(path: string): Promise<WritableFile> {
    return this.#open(path);
  }

  #open(path: string): WritableFile {
    if (this.#names.get(dirname(path)) !== "folder") throw systemError("ENOENT");
    const found = this.#names.get(path);
    if (found === "folder") throw systemError("EISDIR");
    const node = found ?? { content: Buffer.alloc(0), synced: Buffer.alloc(0) };
    this.#names.set(path, node);
    return {
      async write(bytes) {
        node.content = Buffer.concat([node.content, bytes]);
      },
      async sync() {
        node.synced = node.content;
      },
      async close() {},
    };
  }

  #file(path: string): FileNode {
    const node = this.#names.get(path);
    if (!node) throw systemError("ENOENT");
    if (node === "folder") throw systemError("EISDIR");
    return node;
  }

  async read(path: string): Promise<Uint8Array> {
    return Buffer.from(this.#file(path).content);
  }

  async sizeBytes(path: string): Promise<number | undefined> {
    const node = this.#names.get(path);
    return node && node !== "folder" ? node.content.length : undefined;
  }

  async truncate(path: string, sizeBytes: number): Promise<void> {
    const node = this.#file(path);
    node.content = node.content.subarray(0, sizeBytes);
  }

  async rename(from: string, to: string): Promise<void> {
    this.#names.set(to, this.#file(from));
    this.#names.delete(from);
  }

  async remove(path: string): Promise<void> {
    this.#file(path);
    this.#names.delete(path);
  }

  async makeFolder(path: string): Promise<void> {
    if (this.#names.has(path)) throw systemError("EEXIST");
    if (this.#names.get(dirname(path)) !== "folder") throw systemError("ENOENT");
    this.#names.set(path, "folder");
  }

  async names(folder: string): Promise<string[]> {
    if (this.#names.get(folder) !== "folder") throw systemError("ENOENT");
    return [...this.#names.keys()]
      .filter((path) => path !== folder && dirname(path) === folder)
      .map((path) => path.slice(folder.length + 1));
  }

  async syncFolder(folder: string): Promise<void> {
    for (const path of [...this.#syncedNames.keys()])
      if (path !== "/" && dirname(path) === folder && !this.#names.has(path)) this.#syncedNames.delete(path);
    for (const [path, node] of this.#names) if (dirname(path) === folder) this.#syncedNames.set(path, node);
  }

  async freeBytes(): Promise<number> {
    return 1e12;
  }
}
