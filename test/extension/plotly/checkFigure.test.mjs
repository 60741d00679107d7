import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadSource } from "./loadSource.mjs";

const { checkFigure } = await loadSource("plotly/checkFigure.ts");

test("a figure is copied: plotly writes into it, and a notebook must stay as it is", () => {
  const given = { data: [{ type: "scatter", x: [1, 2], marker: { color: "red" } }], layout: { title: { text: "T" } } };
  const { figure } = checkFigure(given);
  assert.equal(figure, { ...given, config: {} });
  figure.data[0].x.push(3);
  figure.data[0].marker.color = "blue";
  figure.layout.title.text = "U";
  assert.equal(given.data[0], { type: "scatter", x: [1, 2], marker: { color: "red" } });
  assert.is(given.layout.title.text, "T");
});

test("what is no figure is a sentence, never an exception", () => {
  const cases = [
    [null, "not an object"],
    [[], "not an object"],
    ["figure", "not an object"],
    [{}, "no list of traces"],
    [{ data: { x: 1 } }, "no list of traces"],
    [{ data: [{}, 3] }, "data[1] is not an object"],
    [{ data: [[1]] }, "data[0] is not an object"],
    [{ data: [], layout: "L" }, "layout is not an object"],
    [{ data: [], layout: [] }, "layout is not an object"],
    [{ data: [], config: 3 }, "config is not an object"],
    [{ data: [], frames: {} }, "frames are not a list"],
    [{ data: new Array(2001).fill({}) }, "2001 traces"],
  ];
  for (const [content, sentence] of cases) assert.match(checkFigure(content).problem, String(sentence));
});

test("empty parts are parts", () => {
  assert.equal(checkFigure({ data: [], layout: null, config: null, frames: null }).figure, {
    data: [],
    layout: {},
    config: {},
  });
});

test("maps would call other servers, and are refused", () => {
  for (const type of ["scattergeo", "choropleth", "scattermapbox", "choroplethmap", "densitymap", "scattermap"])
    assert.match(checkFigure({ data: [{ type }] }).problem ?? `${type} was taken`, `type ${type} need a map`);
  for (const type of ["scatter", "scattergl", "scatterpolar", "scatter3d", "heatmap", "contour"])
    assert.ok(checkFigure({ data: [{ type }] }).figure, type);
});

test("pictures from elsewhere and SVG, which can hold scripts, are left out", () => {
  const images = [
    { source: "https://example.org/seen.png" },
    { source: "data:image/svg+xml;base64,PHN2Zy8+" },
    { source: "javascript:alert(1)" },
    { source: 5 },
    null,
    { source: "data:image/png;base64,AAAA", x: 1 },
  ];
  const left = [{}, {}, {}, images[3], null, images[5]];
  assert.equal(checkFigure({ data: [], layout: { images } }).figure.layout.images, left);
  const button = { args: [{ "images[0].source": "https://example.org/seen.png", "title.text": "T" }] };
  const { figure } = checkFigure({
    data: [],
    layout: { updatemenus: [{ buttons: [button] }] },
    frames: [{ layout: { images } }],
  });
  assert.equal(figure.layout.updatemenus[0].buttons[0].args, [{ "title.text": "T" }]);
  assert.equal(figure.frames[0].layout.images, left);
  assert.equal(
    checkFigure({ data: [{ type: "sankey", link: { source: [0, 1] } }] }).figure.data[0].link.source,
    [0, 1],
  );
});

test("styles in texts that could fetch something are left out, others stay", () => {
  const textOf = (/** @type {string} */ text) => checkFigure({ data: [{ text: [text] }] }).figure.data[0].text[0];
  for (const plain of ['<span style="color: rgb(1, 2, 3); font-size: 12px">a</span>', "plain style", "<b>bold</b>"])
    assert.is(textOf(plain), plain);
  for (const far of [
    '<span style="fill:url(https://example.org/a.svg#b)">a</span>',
    "<span STYLE = 'cursor:u\\72l(https://example.org)'>a</span>",
    '<span ststyle="("yle="filter:url(https://example.org)">a</span>',
  ])
    assert.not.match(textOf(far), /style\s*=\s*["'][^"']*[(\\]/i);
});

test("settings that send data or call servers are left out", () => {
  const config = { scrollZoom: true, plotlyServerURL: "https://example.org", showSendToCloud: true, topojsonURL: "x" };
  assert.equal(checkFigure({ data: [], config }).figure.config, { scrollZoom: true });
});

test("keys that reach into prototypes are left out, at any depth", () => {
  const content = JSON.parse('{"data":[{"__proto__":{"bad":1},"a":[{"constructor":{"prototype":{"bad":1}},"b":2}]}]}');
  const { figure } = checkFigure(content);
  assert.equal(Object.keys(figure.data[0]), ["a"]);
  assert.equal(Object.keys(figure.data[0].a[0]), ["b"]);
  assert.is(/** @type {any} */ ({}).bad, undefined);
});

test("a figure nested without end is refused", () => {
  /** @type {any} */
  let deep = {};
  for (let i = 0; i < 5000; i++) deep = { deep };
  assert.match(checkFigure({ data: [deep] }).problem, "nested");
});

test.run();
