import { test } from "uvu";
import * as assert from "uvu/assert";
import { contoursLayer } from "../../extension/lib/extension/src/canvas/contoursLayer.js";
import { escapeXml } from "../../extension/lib/extension/src/canvas/escapeXml.js";
import { gridLayer } from "../../extension/lib/extension/src/canvas/gridLayer.js";
import { pointShapes, pointsLayer } from "../../extension/lib/extension/src/canvas/pointsLayer.js";
import { scaleBarLayer } from "../../extension/lib/extension/src/canvas/scaleBarLayer.js";
import { svgPen } from "../../extension/lib/extension/src/canvas/svgPen.js";
import { svgPicture } from "../../extension/lib/extension/src/canvas/svgPicture.js";

const screen = { width: 512, height: 256 };
const place = { screen, view: { scale: 1, offsetX: 0, offsetY: 0 }, density: 1 };
/** A canvas of a browser as far as a picture asks for it. */
const pixels = /** @type {HTMLCanvasElement} */ ({ toDataURL: () => "data:image/png;base64,AAAA" });

/** @param {import("../../extension/lib/extension/src/canvas/layer.js").Layer[]} layers */
const pictureOf = (layers, title = "frame") => svgPicture(title, pixels, layers, place);

test("the pixels are embedded, and a layer is a group of lines; one that draws nothing leaves nothing", () => {
  const grid = {
    stepXPx: 128,
    stepYPx: 128,
    offsetXPx: 0,
    offsetYPx: 0,
    widthPx: 512,
    heightPx: 256,
    colour: "#ff0000",
  };
  const svg = pictureOf([gridLayer(grid), { draw() {}, paint() {} }]);
  assert.match(svg, '<svg xmlns="http://www.w3.org/2000/svg" width="512" height="256" viewBox="0 0 512 256">');
  assert.is(svg.match(/<image /g)?.length, 1);
  assert.is(svg.match(/<g>/g)?.length, 1);
  const lines =
    'd="M0 0L0 256M128 0L128 256M256 0L256 256M384 0L384 256M512 0L512 256M0 0L512 0M0 128L512 128M0 256L512 256"';
  assert.is(svg.split(lines).length, 3, "the dark lines and the light ones");
  assert.match(svg, 'stroke="rgb(0,0,0)" stroke-opacity="0.75" stroke-width="3"');
  assert.match(svg, 'stroke="#ff0000" stroke-width="1"');
});

test("the scale bar is as long as it says, and says it", () => {
  const svg = pictureOf([scaleBarLayer(screen, 0.02)]);
  assert.match(svg, ">2 nm</text>");
  assert.match(svg, /d="M12 240h100v4h-100Z" fill="#ffffff"/);
  assert.match(pictureOf([scaleBarLayer(screen, null)]), ">100 px</text>");
});

test("points of each shape, and contours with their dashes", () => {
  for (const shape of pointShapes) {
    const svg = pictureOf([pointsLayer({ xPx: [9.5], yPx: [19.5], colour: "#00ff00", shape, radius: 4 })]);
    assert.match(svg, shape === "circle" ? "M14 20L14 20A4 4 0 0 1 6 20A4 4 0 0 1 14 20" : /d="M\d/, shape);
  }
  const contour = { lines: [[0, 0, 10, 5]], colour: "#fff", width: 2, dashes: [4, 2] };
  const svg = pictureOf([contoursLayer(contour)]);
  assert.match(svg, /d="M0\.5 0\.5L10\.5 5\.5" fill="none" stroke="#fff" stroke-width="2" [^/]*stroke-dasharray="4 2"/);
});

test("texts from data are texts, whatever they hold", () => {
  const evil = '</title><script>alert(1)</script>"\u0000\ud800\ufffe';
  const svg = pictureOf([], evil);
  assert.not.match(svg, "<script");
  assert.match(svg, "<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;\ufffd\ufffd\ufffd</title>");
  assert.is(escapeXml("Ti₃C₂Tₓ 😀\n"), "Ti₃C₂Tₓ 😀\n");
  const pen = svgPen();
  pen.fill(pen.path(), '"/><script>');
  assert.not.match(pen.elements[0] ?? "", "<script");
});

test("a picture that the browser cannot make is no picture", () => {
  const tooLarge = /** @type {HTMLCanvasElement} */ ({ toDataURL: () => "data:," });
  assert.throws(() => svgPicture("frame", tooLarge, [], place), /could not make the PNG/);
});

test("a path of another pen is refused", () => {
  const pen = svgPen();
  const foreign = { moveTo() {}, lineTo() {}, closePath() {}, rect() {}, arc() {} };
  assert.throws(() => pen.fill(foreign, "#fff"), /must come from the pen/);
});

test.run();
