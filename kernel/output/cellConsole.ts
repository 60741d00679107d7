import { Console } from "node:console";
import type { Writable } from "node:stream";
import { type InspectOptions, inspect } from "node:util";
import { inspectOptions } from "../display.js";
import { renewBudget } from "./binarySummary.js";
import { boundedView } from "./boundedView.js";
import { grouped } from "./numberText.js";
import { mostItems } from "./room.js";

/** Methods whose arguments are values to be written. */
const printing = ["log", "info", "debug", "warn", "error", "trace"] as const;

/** The console of cells: Node's, with every value written in bounded length, so that no line floods the notebook. */
export function cellConsole(stdout: Writable, stderr: Writable): Console {
  // Node's own global console also reports to the inspector, which would keep every object that is printed.
  const console = new Console({ stdout, stderr, colorMode: false, inspectOptions: { ...inspectOptions } });
  for (const name of printing) {
    const write = console[name].bind(console) as (...values: unknown[]) => void;
    console[name] = (...values: unknown[]) => {
      renewBudget();
      write(...values.map((value) => boundedView(value)));
    };
  }
  // Node's own leaves out what values say of themselves, and so the notes of what is cut.
  console.dir = (value: unknown, options?: InspectOptions) => {
    renewBudget();
    console.log(inspect(boundedView(value), { ...inspectOptions, ...options }));
  };
  const table = console.table.bind(console);
  console.table = (data: unknown, columns?: string[]) => {
    const rows = Array.isArray(data) || ArrayBuffer.isView(data) ? (data as ArrayLike<unknown>) : undefined;
    if (!rows || !(rows.length > mostItems)) return table(data, columns);
    table(
      Array.from({ length: mostItems }, (_, i) => rows[i]),
      columns,
    );
    console.log(`... ${grouped(rows.length - mostItems)} more rows`);
  };
  return console;
}
