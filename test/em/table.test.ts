import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { displaySymbol, type MimeBundle } from "../../src/display/mimeBundle.js";
import { toDataFrame } from "../../src/em/table.js";
import { temporaryFolder } from "../io/temporaryFolder.js";

const small = () => toDataFrame({ a: Float64Array.of(3, 1, 2), b: ["x", "y", "x"], c: [1.5, 2.5, 3.5] });

test("typed arrays, texts, truth values and missing values make columns", () => {
  const frame = toDataFrame({
    n: Uint16Array.of(1, 2),
    f: Float32Array.of(0.5, -1),
    t: ["a", "b"],
    b: [true, false],
    gap: [undefined, 3],
  });
  assert.equal(frame.shape, [2, 5]);
  assert.equal(frame.columns, ["n", "f", "t", "b", "gap"]);
  assert.equal(frame.values, [
    [1, 0.5, "a", true, null],
    [2, -1, "b", false, 3],
  ]);
});

test("every method of the interface is there and does what it says", () => {
  const frame = small();
  assert.equal(frame.head(1).values, [[3, "x", 1.5]]);
  assert.equal(frame.tail(1).values, [[2, "x", 3.5]]);
  assert.equal(frame.describe().index[0], "count");
  assert.equal(frame.query(frame.column("a").gt(1).and(frame.column("c").lt(3))).values, [[3, "x", 1.5]]);
  assert.equal(frame.query(frame.column("a").ge(3).or(frame.column("a").le(1))).resetIndex().index, [0, 1]);
  assert.equal(frame.sortValues("a").column("a").values, [1, 2, 3]);
  assert.equal(frame.sortValues("a", { ascending: false }).column("a").values, [3, 2, 1]);
  assert.equal(frame.loc({ rows: [0], columns: ["a"] }).values, [[3]]);
  assert.equal(frame.iloc({ rows: ["0:2"], columns: [0] }).values, [[3], [1]]);
  assert.equal(frame.groupby(["b"]).col(["a"]).mean().values, [
    ["x", 2.5],
    ["y", 1],
  ]);
  for (const figure of ["count", "sum", "std", "min", "max"] as const)
    assert.equal(frame.groupby(["b"]).col(["a"])[figure]().columns, ["b", `a_${figure}`]);
  assert.equal(frame.groupby(["b"]).agg({ a: "mean", c: "count" }).columns, ["b", "a_mean", "c_count"]);
  assert.equal(frame.addColumn("d", [1, 2, 3]).shape, [3, 4]);
  assert.equal(frame.drop({ columns: ["a"] }).columns, ["b", "c"]);
  assert.equal(frame.rename({ a: "A" }).columns, ["A", "b", "c"]);
  assert.match(frame.toCSV(), /^a,b,c\n3,x,1\.5\n/);
  assert.match(frame.groupby(["b"]).mean().toCSV(), /^b,a_mean/);
  for (const made of [
    frame.head(),
    frame.groupby(["b"]).mean(),
    frame.query(frame.column("a").gt(0)),
    frame.describe(),
  ])
    assert.type(made[displaySymbol], "function");
  assert.equal(frame.toJSON()[1], { a: 1, b: "y", c: 2.5 });
});

test("columns compute", () => {
  const a = small().column("a");
  assert.equal([a.count(), a.mean(), a.median(), a.std(), a.min(), a.max(), a.sum()], [3, 2, 2, 1, 1, 3, 6]);
  assert.equal(small().column("b").unique().values, ["x", "y"]);
  assert.equal(small().column("b").valueCounts().values, [2, 1]);
  assert.equal(a.eq(1).values, [false, true, false]);
  assert.equal(a.ne(1).values, [true, false, true]);
  assert.equal(
    [a.add(1), a.sub(1), a.mul(2), a.div(2)].map((s) => s.values[0]),
    [4, 2, 6, 1.5],
  );
  assert.equal(a.apply((v: number) => v * v).values, [9, 1, 4]);
});

test("an empty table has its columns and is shown", () => {
  const frame = toDataFrame({ a: [], b: [] });
  assert.equal(frame.shape, [0, 2]);
  assert.match(frame[displaySymbol]().toString(), /object/);
  assert.equal(toDataFrame({}).columns, []);
});

test("columns of different lengths are refused", () => {
  assert.throws(
    () => toDataFrame({ a: [1], b: [1, 2] }),
    (error: unknown) => error instanceof EmError && error.tag === "BadShape" && /"b" has 2 rows/.test(error.message),
  );
});

test("a table shows itself as HTML, escaped, the beginning and the end of a long one", () => {
  const html = (small()[displaySymbol]() as MimeBundle)["text/html"] as string;
  assert.match(html, /<th[^>]*>a<\/th>.*3 rows x 3 columns/);
  const evil = toDataFrame({ "<b>": ["<script>"] })[displaySymbol]() as MimeBundle;
  assert.not.match(evil["text/html"] as string, /<script>|<b>/);
  const long = toDataFrame({ n: Array.from({ length: 5000 }, (_, i) => i) });
  const bundle = long[displaySymbol]() as MimeBundle;
  assert.is((bundle["text/html"] as string).match(/<tr>/g)?.length, 1 + 15 + 1 + 5);
  assert.match(bundle["text/html"] as string, /4999.*5000 rows x 1 column</);
  assert.ok((bundle["text/plain"] as string).length < 4000);
  const series = long.column("n")[displaySymbol]() as MimeBundle;
  assert.match(series["text/html"] as string, /5000 values/);
});

test("a table can be written as CSV to a file", () => {
  const path = `${temporaryFolder().path}/t.csv`;
  small().toCSV({ filePath: path, sep: ";" });
  assert.match(readFileSync(path, "utf8"), /^a;b;c/);
});

test("nothing is printed but what is asked for, and the process ends by itself", () => {
  const table = fileURLToPath(new URL("../../src/em/table.js", import.meta.url));
  const code = `import { toDataFrame } from ${JSON.stringify(table)}; const t = toDataFrame({ a: [1, 2] }); t.column("a").add(1); t.describe(); console.log("done");`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    encoding: "utf8",
  });
  assert.is(status, 0, stderr);
  assert.is(stdout, "done\n");
  assert.is(stderr, "");
});

test.run();
