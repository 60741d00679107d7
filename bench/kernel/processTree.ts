import { readdirSync, readFileSync } from "node:fs";

/** Resident memory of a process and of all that it has started, summed (MB of 10^6 bytes); undefined where there is no /proc. */
export function treeRssMb(pid: number): number | undefined {
  const parents = parentsOfAll();
  if (parents.size === 0) return undefined;
  const tree = new Set([pid]);
  // Parents can have higher numbers than their children when the counter has wrapped, so once more until nothing comes.
  for (let before = 0; before < tree.size; ) {
    before = tree.size;
    for (const [child, parent] of parents) if (tree.has(parent)) tree.add(child);
  }
  const kilobytes = [...tree].map(rssKb).reduce((sum, one) => sum + one, 0);
  return (kilobytes * 1024) / 1e6;
}

function parentsOfAll(): Map<number, number> {
  const parents = new Map<number, number>();
  for (const name of foldersOf("/proc")) {
    const stat = textOf(`/proc/${name}/stat`);
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    if (stat) parents.set(Number(name), parent);
  }
  return parents;
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
