import { inspect } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { recordTable } from "../../../kernel/output/recordTable.js";

const test = suite("tables of plain objects");

const fail = (what: string): never => {
  throw new Error(what);
};
const atoms = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ element: i % 2 ? "Ti" : "C", xNm: i / 4, column: i }));

test("a small table is shown whole, numbers to the right with one number of decimals", () => {
  const table = recordTable(atoms(3));
  assert.is(
    table?.text,
    [
      "   element   xNm  column",
      "0  C        0.00       0",
      "1  Ti       0.25       1",
      "2  C        0.50       2",
      "3 rows, 3 columns",
    ].join("\n"),
  );
  assert.match(table?.html ?? "", '<th style="text-align:right">xNm</th>');
  assert.match(table?.html ?? "", '<td style="text-align:left">Ti</td><td style="text-align:right">0.25</td>');
});

test("of a long table both ends are shown, and only they are read", () => {
  const rows: object[] = atoms(5000);
  rows[2000] = new Proxy({}, { ownKeys: () => fail("a row in the middle was read") });
  const { text = "", html = "" } = recordTable(rows) ?? {};
  assert.match(text, /\n +14 .*\n +… .*\n4995 /);
  assert.match(text, /\n20 of 5,000 rows, 3 columns$/);
  assert.is(html.split("<tr>").length - 1, 22);
});

test("of many columns the first are shown, as many as a line holds", () => {
  const wide = [Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`name${i}`, i]))];
  const { text = "", html = "" } = recordTable(wide) ?? {};
  assert.match(text, /1 row, 1[0-9] of 50 columns$/);
  assert.ok(Math.max(...text.split("\n").map((line) => line.length)) <= 120);
  assert.match(html, "1 row, 20 of 50 columns");
});

test("every text is escaped", () => {
  const { html = "" } = recordTable([{ "<i>name": "<script>alert('x')</script>", b: { c: "<b>" } }]) ?? {};
  assert.match(html, "&lt;i&gt;name");
  assert.match(html, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
  assert.not.match(html, /<script|<b>|<i>/);
});

test("missing values are empty, columns come from all shown rows", () => {
  const { text } = recordTable([{ a: 1 }, { b: null, a: undefined }, { c: NaN, b: false }]) ?? {};
  assert.is(text, ["   a  b        c", "0  1", "1", "2     false  NaN", "3 rows, 3 columns"].join("\n"));
});

test("what a cell holds is one short line", () => {
  const row = {
    nested: { deep: { deeper: 1 }, list: [1, 2, 3] },
    data: new Float32Array(1000),
    text: `first\nsecond ${"x".repeat(200)}`,
    when: new Date(0),
    never: new Date(NaN),
    big: 12n,
    call: () => 1,
    many: Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, i])),
  };
  const { html = "" } = recordTable([row]) ?? {};
  for (const part of [
    "Float32Array(1000)",
    "first second xxx",
    "1970-01-01T00:00:00.000Z",
    "Invalid Date",
    ">12<",
    "deep: [Object]",
  ]) {
    assert.match(html, part);
  }
  const cells = [...html.matchAll(/<td[^>]*>([^<]*)</g)].map(([, text]) => text!.replace(/&[^;]*;/g, "."));
  assert.ok(Math.max(...cells.map((text) => text.length)) <= 60, cells.join("\n"));
});

test("getters are not called, and values that throw do not end the table", () => {
  const row = {
    get a() {
      return fail("a getter was called");
    },
    b: {
      [inspect.custom]() {
        throw new Error("own code");
      },
    },
  };
  const { text = "" } = recordTable([row]) ?? {};
  assert.match(text, "[Getter]");
  assert.match(text, "[cannot be shown]");
});

test("only arrays of plain objects are tables", () => {
  class Atom {
    readonly x = 1;
  }
  const own = { [Symbol.for("Jupyter.display")]: () => ({}), a: 1 };
  const others = [
    [],
    [{}],
    [1],
    [{ a: 1 }, 2],
    [{ a: 1 }, null],
    [[1]],
    [new Atom()],
    [own],
    [new Map()],
    { a: 1 },
    "a",
    null,
  ];
  for (const value of [...others, new Proxy([{ a: 1 }], {}), new Array(3)])
    assert.is(recordTable(value), undefined, inspect(value));
  assert.ok(recordTable([Object.assign(Object.create(null), { a: 1 })]));
});

test.run();
