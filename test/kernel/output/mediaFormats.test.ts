import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mediaFormats, nameOfKind } from "../../../kernel/output/mediaFormats.js";
import { plainTextOfHtml } from "../../../kernel/output/plainTextOfHtml.js";
import { thrownBy } from "./fakePort.js";

const test = suite("formats of text");
const { html, json, latex, markdown, svg, text } = mediaFormats;

test("every format has a text for consoles beside it", () => {
  assert.equal(text("a < b").data, { "text/plain": "a < b" });
  assert.equal(text([1, 2]).data, { "text/plain": "[ 1, 2 ]" });
  assert.equal(markdown("**b**").data, { "text/markdown": "**b**", "text/plain": "**b**" });
  assert.equal(html("<b>x</b>").data, { "text/html": "<b>x</b>", "text/plain": "x" });
  const image = '<?xml version="1.0"?>\n<!-- made -->\n<svg xmlns="http://www.w3.org/2000/svg"></svg>';
  assert.equal(svg(image).data, { "image/svg+xml": image, "text/plain": `SVG image, ${image.length} characters` });
});

test("a formula is delimited once", () => {
  assert.is(latex("E = m c^2").data["text/latex"], "$$E = m c^2$$");
  for (const formula of ["$x$", "\\(x\\)", "\\[x\\]", "\\begin{align}x\\end{align}"]) {
    assert.is(latex(formula).data["text/latex"], formula);
  }
});

test("JSON holds what typed arrays, sets and maps hold", () => {
  const value = { a: new Float32Array(2), b: new Map([["k", new Set([1])]]), c: 5n, d: new Date(0), e: NaN };
  const expected = { a: [0, 0], b: { k: [1] }, c: "5", d: "1970-01-01T00:00:00.000Z", e: null };
  assert.equal(json(value).data["application/json"], expected);
  assert.equal(json(null).data["application/json"], null);
});

test("what JSON cannot hold is an error that says so", () => {
  const ring: Record<string, unknown> = {};
  ring["self"] = ring;
  assert.match(
    thrownBy(() => json(ring)),
    /^EmError\[BadOption\]: display\.json: .*circular/i,
  );
  assert.match(
    thrownBy(() => json(() => 1)),
    "a function, which JSON cannot hold | Give numbers, texts",
  );
  assert.match(
    thrownBy(() => json(undefined)),
    "display.json: undefined",
  );
});

test("other kinds than text are refused with what was given and what to write", () => {
  assert.is(
    thrownBy(() => html(5)),
    'EmError[BadOption]: display.html was given a number | Give a text with HTML: display.html("<b>bold</b>").',
  );
  assert.match(
    thrownBy(() => markdown(["a"])),
    "display.markdown was given an array of 1",
  );
  assert.match(
    thrownBy(() => latex(undefined)),
    "display.latex was given undefined",
  );
  assert.match(
    thrownBy(() => svg(new Uint8Array(2))),
    "display.svg was given an object (Uint8Array)",
  );
});

test("what is no SVG, or can run code, is refused", () => {
  assert.match(
    thrownBy(() => svg("<b>x</b>")),
    'a text that begins with "<b>x</b>" | Give a text that begins with <svg.',
  );
  assert.match(
    thrownBy(() => svg(" ")),
    "an empty text",
  );
  for (const active of ["<script>1</script>", '<g onload="x()"/>', '<a href="javascript:x"/>', "<foreignObject/>"]) {
    assert.match(
      thrownBy(() => svg(`<svg>${active}</svg>`)),
      "can run code",
      active,
    );
  }
});

test("the text of HTML has no tags, no scripts, its signs, and is never empty", () => {
  const page =
    "<style>b{}</style><h1>A &lt; B</h1><table><tr><td>1</td><td>2</td></tr></table><script>alert(1)</script>";
  assert.is(plainTextOfHtml(page), "A < B\n1  2");
  assert.is(plainTextOfHtml('<img src="a.png">'), "HTML, 17 characters");
  assert.ok(plainTextOfHtml(`<p>${"x".repeat(100_000)}</p>`).length < 2100);
});

test("kinds of values have names", () => {
  const kinds = [1, "a", [1, 2], {}, new Map(), null, undefined, () => 1, Object.create(null)].map(nameOfKind);
  assert.equal(kinds.slice(0, 5), ["a number", "a text", "an array of 2", "an object", "an object (Map)"]);
  assert.equal(kinds.slice(5), ["null", "undefined", "a function", "an object"]);
});

test.run();
