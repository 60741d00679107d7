import { readdirSync, readFileSync } from "node:fs";

/** Resident memory of a process and of all that it has started, summed (MB of 10^6 bytes); undefined where there is no /proc. */
export function treeRssMb(pid: number): number | undefined {
  const tree = treeOf(pid);
  return tree && (sumOf(tree.map(rssKb)) * 1024) / 1e6;
}

/**
 * Processor time that a process and what it has started have used so far (ms, in steps of 10), of all threads and with
 * what its ended children had used; undefined where there is no /proc. A busy machine changes it little.
 */
export function treeCpuMs(pid: number): number | undefined {
  const tree = treeOf(pid);
  return tree && sumOf(tree.map(cpuTicks)) * tickMs;
}

/** Linux counts the time of a process in hundredths of a second. */
const tickMs = 10;

function treeOf(pid: number): number[] | undefined {
  const parents = parentsOfAll();
  if (parents.size === 0) return undefined;
  const tree = new Set([pid]);
  // Parents can have higher numbers than their children when the counter has wrapped, so once more until nothing comes.
  for (let before = 0; before < tree.size; ) {
    before = tree.size;
    for (const [child, parent] of parents) if (tree.has(parent)) tree.add(child);
  }
  return [...tree];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0);
}

function parentsOfAll(): Map<number, number> {
  const parents = new Map<number, number>();
  for (const name of foldersOf("/proc")) {
    const [, parent] = statOf(Number(name));
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  return parents;
}

/** The fields of /proc/PID/stat from the state on; the name before it may hold blanks. Empty when the process has ended. */
function statOf(pid: number): string[] {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat === "" ? [] : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** User and system time of a process and of its ended children. */
function cpuTicks(pid: number): number {
  return sumOf(statOf(pid).slice(11, 15).map(Number));
}

function foldersOf(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function rssKb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** The text of a file, "" when the process has ended meanwhile. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
