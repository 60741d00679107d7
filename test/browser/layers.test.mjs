import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { projectRoot } from "../../scripts/setup/project.mjs";
import { screenshots, startBrowser, takeScreenshot } from "./lab.mjs";

const test = suite("what is drawn over an image", /** @type {any} */ ({}));

const origin = "http://emlab.test";

// The modules of the canvas in an empty page: no JupyterLab is needed to draw.
test.before(async (context) => {
  context.browser = await startBrowser();
  context.page = await context.browser.newPage({ viewport: { width: 460, height: 460 } });
  await context.page.route(`${origin}/**`, (/** @type {import("playwright-core").Route} */ route) => {
    const { pathname } = new URL(route.request().url());
    const file = path.join(projectRoot, "extension", "lib", pathname);
    if (pathname === "/") return route.fulfill({ contentType: "text/html", body: "<!doctype html><body></body>" });
    if (!fs.existsSync(file)) return route.abort();
    return route.fulfill({ contentType: "text/javascript", body: fs.readFileSync(file) });
  });
  await context.page.goto(origin);
  await context.page.evaluate(draw);
});

test.after(({ browser }) => browser?.close());

/** Draws a grey image of 40 x 40 px ten times as large, with one layer of each kind. */
async function draw() {
  const folder = "/extension/src/canvas";
  const [canvas, grid, points, mask, contours] = await Promise.all(
    ["imageCanvas", "gridLayer", "pointsLayer", "maskLayer", "contoursLayer"].map(
      (name) => import(`${folder}/${name}.js`),
    ),
  );
  const values = new Uint8Array(1600).fill(128);
  const look = { colourMap: "grey", low: 0, high: 255, gamma: 1 };
  const image = new canvas.ImageCanvas({ values, width: 40, height: 40 }, look);
  image.element.style.cssText = "width: 400px; height: 400px; position: relative";
  for (const layer of image.element.children) layer.style.cssText = "position: absolute; inset: 0";
  const step = { stepXPx: 10, stepYPx: 20, offsetXPx: 0, offsetYPx: 0, widthPx: 40, heightPx: 40 };
  const place = { columns: 2, rows: 1, xPx: 0, yPx: 0, widthPx: 20, heightPx: 10, opacity: 1 };
  image.setLayers([
    mask.maskLayer({ classes: Uint8Array.of(1, 0), colours: [[0, 0, 255]], ...place }),
    grid.gridLayer({ ...step, colour: "#00ff00" }),
    contours.contoursLayer({ lines: [[4.5, 29.5, 34.5, 29.5]], colour: "#ff00ff", width: 2 }),
    ...points.pointShapes.map((/** @type {string} */ shape, /** @type {number} */ i) =>
      points.pointsLayer({ xPx: [4.5 + 7 * i], yPx: [24.5], colour: "#ff0000", shape, radius: 9 }),
    ),
  ]);
  document.body.style.margin = "0";
  document.body.append(image.element);
  Object.assign(window, { image });
  await new Promise((resolve) => image.element.addEventListener("emlab-drawn", resolve, { once: true }));
}

/**
 * The colours of pixels of the screen as they are seen, each as "red green blue".
 * @param {import("playwright-core").Page} page
 * @param {[number, number][]} places
 */
function seen(page, places) {
  return page.evaluate((list) => {
    const context = /** @type {any} */ (window).image.snapshot().getContext("2d");
    return list.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)].join(" "));
  }, places);
}

test("a mask covers its part; a class without a colour does not", async ({ page }) => {
  await takeScreenshot(page, "layers");
  assert.equal(
    await seen(page, [
      [50, 50],
      [150, 50],
      [50, 130],
    ]),
    ["0 0 255", "128 128 128", "128 128 128"],
  );
});

test("lines of a grid lie on the edges of pixels", async ({ page }) => {
  const [onLine = "", beside = ""] = await seen(page, [
    [200, 150],
    [205, 150],
  ]);
  const [red, green, blue] = onLine.split(" ").map(Number);
  assert.ok(Number(green) > Number(red) + 50 && Number(green) > Number(blue) + 50, onLine);
  assert.is(beside, "128 128 128");
});

test("a contour goes through the centres of its pixels", async ({ page }) => {
  assert.equal(
    await seen(page, [
      [255, 300],
      [255, 290],
    ]),
    ["255 0 255", "128 128 128"],
  );
});

test("points have five signs, hollow but for the cross", async ({ page }) => {
  const centres = /** @type {[number, number][]} */ ([0, 1, 2, 3, 4].map((i) => [50 + 70 * i, 250]));
  assert.equal(
    (await seen(page, centres)).map((colour) => colour !== "128 128 128"),
    [false, false, true, false, false],
  );
  const [right = ""] = await seen(page, [[59, 250]]);
  assert.match(right, /^(1[5-9]\d|2\d\d) \d{1,2} \d{1,2}$/, "the circle at its right is red");
});

test("layers go along with the image, and the whole picture has them at its own size", async ({ page }) => {
  await page.evaluate(() => /** @type {any} */ (window).image.pan(30, 20));
  assert.equal(
    await seen(page, [
      [285, 320],
      [80, 70],
    ]),
    ["255 0 255", "0 0 255"],
  );
  const size = await page.evaluate(() => {
    const { width, height } = /** @type {any} */ (window).image.picture();
    return [width, height];
  });
  assert.equal(size, [40, 40]);
});

test("the SVG is the same picture: the pixels exactly, lines and letters to their edges, and a layer that has no vectors", async ({
  page,
}) => {
  const { svg, differing, pixelsDiffer, seenOfRaster } = await page.evaluate(compareSvg);
  assert.is(svg.match(/<image /g)?.length, 3, "the pixels, the mask, and the layer without vectors");
  assert.match(svg, ">2 nm</text>");
  console.log(`  ${(100 * differing).toFixed(3)} % differ`);
  assert.is(pixelsDiffer, 0);
  assert.ok(differing < 0.0005, `${(100 * differing).toFixed(2)} % of the picture differ`);
  assert.equal(seenOfRaster, [0, 255, 255]);
  fs.writeFileSync(path.join(screenshots, "layers.svg"), svg);
});

/** Draws an image with a layer of each kind as PNG and as SVG; tells how much of the two differs by more than smoothed edges do. */
async function compareSvg() {
  const folder = "/extension/src/canvas";
  const [canvas, grid, points, mask, contours, bar] = await Promise.all(
    ["imageCanvas", "gridLayer", "pointsLayer", "maskLayer", "contoursLayer", "scaleBarLayer"].map(
      (name) => import(`${folder}/${name}.js`),
    ),
  );
  const size = { width: 600, height: 400 };
  const values = Uint8Array.from({ length: 240_000 }, (_, i) => ((i % 600) * 7 + Math.floor(i / 600) * 13) % 256);
  const look = { colourMap: "viridis", low: 0, high: 255, gamma: 1 };
  const image = new canvas.ImageCanvas({ values, ...size }, look);
  const decoded = async (/** @type {string} */ source) => {
    const picture = new Image();
    picture.src = source;
    await picture.decode();
    const drawn = Object.assign(document.createElement("canvas"), size);
    const context = /** @type {CanvasRenderingContext2D} */ (drawn.getContext("2d"));
    context.drawImage(picture, 0, 0);
    return context.getImageData(0, 0, size.width, size.height).data;
  };
  const both = async () => {
    const svg = image.svg("all <layers>");
    const [ofSvg, ofPng] = await Promise.all([
      decoded(`data:image/svg+xml,${encodeURIComponent(svg)}`),
      decoded(image.picture().toDataURL()),
    ]);
    const differing = ofPng.filter((value, i) => Math.abs(value - Number(ofSvg[i])) > 64).length / ofPng.length;
    return { svg, ofSvg, differing, count: ofPng.filter((value, i) => value !== ofSvg[i]).length };
  };
  const { count: pixelsDiffer } = await both();
  const place = { columns: 2, rows: 1, xPx: 100, yPx: 50, widthPx: 300, heightPx: 100, opacity: 0.5 };
  const step = { stepXPx: 150, stepYPx: 100, offsetXPx: 0, offsetYPx: 0, widthPx: 600, heightPx: 400 };
  image.setLayers([
    mask.maskLayer({ classes: Uint8Array.of(1, 0), colours: [[0, 0, 255]], ...place }),
    grid.gridLayer({ ...step, colour: "rgb(0 255 0 / 70%)" }),
    contours.contoursLayer({ lines: [[50, 300, 300, 250, 550, 300]], colour: "#ff00ff", width: 2, dashes: [8, 4] }),
    {
      draw: (/** @type {any} */ { context }) =>
        Object.assign(context, { fillStyle: "#00ffff" }).fillRect(500, 20, 40, 40),
    },
    ...points.pointShapes.map((/** @type {string} */ shape, /** @type {number} */ i) =>
      points.pointsLayer({ xPx: [100 + 80 * i], yPx: [200], colour: "#ff0000", shape, radius: 9 }),
    ),
    bar.scaleBarLayer(size, 0.02),
  ]);
  const { svg, differing, ofSvg } = await both();
  image.dispose();
  const at = 4 * (600 * 40 + 520);
  return { svg, differing, pixelsDiffer, seenOfRaster: [...ofSvg.slice(at, at + 3)] };
}

test.run();
