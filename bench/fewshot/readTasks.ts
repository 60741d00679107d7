import fs from "node:fs";
import path from "node:path";
import { em } from "../../src/em/index.js";
import type { ChipTruth, FewShotTask } from "./task.js";

/** A task in the names of the benchmark's tasks.json. */
interface TaskEntry {
  readonly file: string;
  /** Rows and columns of chips. */
  readonly grid: readonly [number, number];
  /** Height and width of a chip. */
  readonly chip: readonly [number, number];
  readonly classes: readonly string[];
  readonly labels: string;
}

/** The tasks of a folder with a tasks.json. Chips whose label is ambiguous have no truth. */
export async function readTasks(folder: string): Promise<FewShotTask[]> {
  const file = path.join(folder, "tasks.json");
  if (!fs.existsSync(file)) throw new Error(`${folder} holds no tasks.json`);
  const entries = Object.entries(JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, TaskEntry>);
  const tasks: FewShotTask[] = [];
  for (const [name, entry] of entries) {
    const [rows, columns] = entry.grid;
    const [chipHeightPx, chipWidthPx] = entry.chip;
    tasks.push({
      name,
      image: await em.open(path.join(folder, entry.file)),
      chips: { columns, rows, chipWidthPx, chipHeightPx, offsetXPx: 0, offsetYPx: 0 },
      classNames: entry.classes,
      truth: readLabels(path.join(folder, entry.labels), columns, entry.classes),
    });
  }
  return tasks;
}

function readLabels(file: string, columns: number, classes: readonly string[]): ChipTruth[] {
  const [header = "", ...lines] = fs.readFileSync(file, "utf8").trim().split(/\r?\n/);
  const names = header.split(",");
  return lines.flatMap((line) => {
    const cells = line.split(",");
    const cell = (name: string) => cells[names.indexOf(name)] ?? "";
    if (cell("tier") === "ambiguous") return [];
    const classIndex = classes.indexOf(cell("label"));
    if (classIndex < 0) throw new Error(`${file}: "${cell("label")}" is none of the classes ${classes.join(", ")}`);
    return [{ chip: Number(cell("row")) * columns + Number(cell("col")), classIndex, tier: cell("tier") }];
  });
}
