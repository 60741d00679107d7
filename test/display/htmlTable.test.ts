import { test } from "uvu";
import * as assert from "uvu/assert";
import { escapeHtml } from "../../src/display/escapeHtml.js";
import { formatCell, htmlTable } from "../../src/display/htmlTable.js";

test("what has a meaning in HTML loses it", () => {
  assert.is(escapeHtml(`<a href="x" b='y'>&`), "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;");
  assert.is(escapeHtml("a\0b\tc\nd\u001b[31m"), "a\ufffdb\tc\nd\ufffd[31m");
});

test("cells are written as a person would", () => {
  const cases: [unknown, string][] = [
    [3, "3"],
    [0.1 + 0.2, "0.3"],
    [1234567.891, "1234570"],
    [1e-9, "1e-9"],
    [Number.NaN, "NaN"],
    [null, ""],
    [undefined, ""],
    [true, "true"],
    [12n, "12"],
    [new Date(0), "1970-01-01T00:00:00.000Z"],
    [new Date(Number.NaN), ""],
  ];
  for (const [value, text] of cases) assert.is(formatCell(value), text);
});

test("a table has its header, and numbers to the right", () => {
  const html = htmlTable(["a", "<b>"], [[1, "<i>"]]);
  assert.match(html, /<thead>.*a<\/th>.*&lt;b&gt;/);
  assert.match(html, /text-align:right">1</);
  assert.match(html, /text-align:left">&lt;i&gt;/);
  assert.match(html, /<th style="text-align:right">a</);
  assert.not.match(htmlTable([], [[1]]), /thead/);
});

test.run();
