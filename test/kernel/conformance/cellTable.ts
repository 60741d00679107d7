import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KernelClient } from "../kernelClient.js";

/** A cell and what it must show: the text of its result, "" for none, or a pattern in its error. */
export type CellCase = readonly [cell: string, shows: string | RegExp];

/** Runs the cells of each row one after the other, all rows in one kernel; a row is a test. */
export function cellTable(name: string, rows: Readonly<Record<string, readonly CellCase[]>>): void {
  const test = suite(name);
  let kernel: KernelClient;
  test.before(async () => {
    kernel = await KernelClient.start();
  });
  test.after(async () => {
    assert.is(await kernel.shutdown(), 0);
    assert.is(kernel.processErrors, "");
  });
  for (const [title, cells] of Object.entries(rows)) {
    test(title, async () => {
      for (const [cell, shows] of cells) {
        const { result = "", error } = await kernel.run(cell);
        if (typeof shows === "string") assert.is(error?.text ?? result, shows, cell);
        else assert.match(error?.text ?? `no error, but ${result}`, shows, cell);
      }
    });
  }
  test.run();
}
