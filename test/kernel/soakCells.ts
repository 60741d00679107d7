/** A cell of the soak and what must come of it. */
export interface SoakCell {
  readonly code: string;
  readonly result?: string;
  readonly stdout?: string;
  /** Name of the error that it must end with. */
  readonly ename?: string;
  /** How many display_data messages it must send (default 0). */
  readonly displays?: number;
}

/** What the cells below need; `own.ts` is in the kernel's folder. */
export const soakPreparation = `import { twice } from "./own.ts";
let total = 0;
const frame = new Float32Array(64);
type Reading = { readonly dwellUs: number; readonly label: string };`;

export const soakFile = "/** Doubles. */\nexport const twice = (x: number): number => 2 * x;\n";

/** The kinds of cells that take turns: `i` makes each text another one. */
export const soakCells: readonly ((i: number) => SoakCell)[] = [
  (i) => ({ code: `${i} + 1`, result: String(i + 1) }),
  (i) => ({ code: `let value${i % 40} = ${i}; value${i % 40} * 2`, result: String(2 * i) }),
  (i) => ({
    code: `function scaled${i % 20}(values: readonly number[], factor = ${i}): number[] {\n  return values.map((x) => x * factor);\n}\nscaled${i % 20}([1, 2]).length`,
    result: "2",
  }),
  (i) => ({ code: `total = twice(${i}); total`, result: String(2 * i) }),
  (i) => ({
    code: `for (let n = 0; n < 3; n++) console.log("line", n, ${i})`,
    stdout: `line 0 ${i}\nline 1 ${i}\nline 2 ${i}\n`,
  }),
  (i) => ({ code: `throw new RangeError("reading ${i}")`, ename: "RangeError" }),
  (i) => ({ code: `const label: string = ${i}`, ename: "TS2322" }),
  (i) => ({ code: `import { basename } from "node:path";\nbasename("/frames/${i}.npy")`, result: `'${i}.npy'` }),
  (i) => ({ code: `await new Promise((done) => setTimeout(done, 0)); ${i}`, result: String(i) }),
  (i) => ({ code: `display({ frame: ${i} }); display("text ${i}")`, displays: 2 }),
  (i) => ({
    code: `class Probe${i % 10} { constructor(readonly fwhmPm = ${i}) {} }\nnew Probe${i % 10}().fwhmPm`,
    result: String(i),
  }),
  (i) => ({
    code: `const reading${i % 10}: Reading = { dwellUs: ${i}, label: "a" };\nreading${i % 10}.dwellUs`,
    result: String(i),
  }),
  (i) => ({
    code: `frame.fill(${i % 100}); [...frame.slice(0, 2)].map((x) => x + 1).join()`,
    result: `'${(i % 100) + 1},${(i % 100) + 1}'`,
  }),
  () => ({ code: "enum Mode { Stem = 3, Tem }\nMode.Tem", result: "4" }),
];
