import { test } from "uvu";
import * as assert from "uvu/assert";
import { identity3 } from "../../../../src/core/matrix3.js";
import { legendOf } from "../../../../src/ops/carto/drawing/legend.js";
import { MapFrame } from "../../../../src/ops/carto/drawing/mapFrame.js";
import { mapScene, type SceneParts } from "../../../../src/ops/carto/drawing/mapScene.js";
import { mapSvg } from "../../../../src/ops/carto/drawing/mapSvg.js";
import { boxOf, type MapLayer, mapLayers } from "../../../../src/ops/carto/drawing/marks.js";
import { familySigns } from "../../../../src/ops/carto/drawing/symbols.js";
import { zoneRows } from "../../../../src/ops/carto/drawing/zoneRows.js";
import { tiltMapModel } from "../../../../src/ops/carto/tiltMapModel.js";
import { knownPhase } from "../../../../src/ops/crystal/knownPhases.js";
import { plainGrain, plainMap } from "../../../messages/tiltMap/plainMap.js";

const limits = [{ name: "the map's limit", limit: plainMap.limit }];
const zero = { alphaDeg: 0, betaDeg: 0 };
const grain = {
  ...plainGrain,
  readings: [
    { uvw: [0, 0, 1] as const, at: zero, sigmaDeg: 0.2 },
    { uvw: [1, 0, 1] as const, at: { alphaDeg: 0, betaDeg: 45 }, sigmaDeg: 0.2 },
  ],
};
const parts: SceneParts = {
  map: { ...plainMap, grains: [grain] },
  rows: [zoneRows(grain, zero, limits)],
  grainIndices: [0],
  limits,
  current: { alphaDeg: 1, betaDeg: 2 },
  planned: { alphaDeg: 20, betaDeg: -10 },
  visited: [zero, { alphaDeg: 1, betaDeg: 2 }],
  series: [{ alphaDeg: 5, betaDeg: 5, isReachable: true }],
  traces: [
    { at: zero, thetaDeg: 20 },
    { at: zero, thetaDeg: 80 },
  ],
};
const frame = new MapFrame({ kind: "tip-tilt", sidePx: 450, rangeDeg: 60 });
const layersOf = (...layers: MapLayer[]) => mapScene(parts, frame, { layers: new Set(layers) });

test("every layer draws something, and only when it is asked for", () => {
  for (const layer of mapLayers) {
    const scene = layersOf(layer);
    assert.ok(scene.paths.length > 0, layer);
    assert.ok(
      [...scene.paths, ...scene.labels].every((mark) => mark.layer === layer),
      layer,
    );
  }
  assert.equal(layersOf(), { paths: [], labels: [] });
});

test("no path holds a number that is none", () => {
  for (const kind of ["tip-tilt", "stereographic", "equal-area"] as const) {
    const scene = mapScene(parts, new MapFrame({ kind, sidePx: 300 }), { layers: new Set(mapLayers) });
    assert.ok(scene.paths.every(({ d }) => !/NaN|Infinity|undefined|e-/.test(d)));
  }
});

test("what cannot be reached is hollow and has a soft label", () => {
  const { paths, labels } = layersOf("zones");
  const fills = paths.map(({ style }) => style.fill);
  assert.ok(fills.includes("paper") && fills.includes("ink"), `${fills}`);
  const labelOf = (text: string) => labels.find(({ parts: own }) => own.map((part) => part.text).join("") === text);
  assert.is(labelOf("[001]")?.isSoft, false);
  assert.is(labelOf("[101]")?.isSoft, true);
});

test("labels lie over no other, and within the map", () => {
  const { labels } = layersOf("zones", "features");
  const boxes = labels.map(boxOf);
  boxes.forEach((a, i) => {
    assert.ok(a.rightPx <= frame.rightPx + 10);
    for (const b of boxes.slice(i + 1))
      assert.not(a.leftPx < b.rightPx && b.leftPx < a.rightPx && a.topPx < b.bottomPx && b.topPx < a.bottomPx);
  });
});

test("of a crowd the zones in reach are labelled first, and those out of reach by their lowest indices only", () => {
  const crowd = tiltMapModel({
    grains: [{ name: "A", phase: knownPhase("SrTiO3"), orientation: identity3, maxIndex: 4 }],
  }).grains[0]!;
  const rows = zoneRows(crowd, zero, limits);
  const crowded = { ...parts, map: { ...parts.map, grains: [crowd] }, rows: [rows] };
  for (const kind of ["tip-tilt", "stereographic"] as const) {
    const at = new MapFrame({ kind, sidePx: 450 });
    const { labels } = mapScene(crowded, at, { layers: new Set(["graticule", "features", "zones"]) });
    const ofZones = labels.filter(({ layer }) => layer === "zones");
    const soft = ofZones.filter(({ isSoft }) => isSoft);
    assert.ok(soft.length <= 24 && ofZones.length <= 70 && ofZones.length > soft.length);
    const texts = soft.map(({ parts: own }) => own.map(({ text }) => text).join(""));
    assert.ok(
      texts.every((text) => !/[4-9]/.test(text)),
      `${texts}`,
    );
    const boxes = labels.filter(({ yPx }) => yPx < at.bottomPx).map(boxOf);
    const overlaps = boxes.filter((a, i) =>
      boxes.some(
        (b, k) => k > i && a.leftPx < b.rightPx && b.leftPx < a.rightPx && a.topPx < b.bottomPx && b.topPx < a.bottomPx,
      ),
    );
    assert.equal(overlaps, [], kind);
  }
});

test("the axes are named outside the map, also where they are zoomed", () => {
  const words = (kind: "tip-tilt" | "stereographic", rangeDeg: number) =>
    mapScene(parts, new MapFrame({ kind, sidePx: 400, rangeDeg }), { layers: new Set(["graticule"]) }).labels.map(
      ({ parts: own }) => own.map(({ text }) => text).join(""),
    );
  assert.ok(words("tip-tilt", 45).includes("alpha (°)") && words("tip-tilt", 45).includes("beta (°)"));
  assert.ok(words("stereographic", 90).includes("α -30°") && words("stereographic", 90).includes("β 60°"));
  assert.ok(words("stereographic", 60).includes("α 30°"), "within the map where the ends are not seen");
});

test("each family has a sign of its own; habit gives squares, diamonds and triangles", () => {
  const signs = familySigns(plainMap);
  assert.equal(
    [...signs.values()].map(({ shape }) => shape),
    ["square", "diamond", "triangle"],
  );
  const strange = ["<001>", "<100>", "<10-10>", "<123>"].map((family, rank) => ({
    ...plainGrain.zones[0]!,
    family,
    rank,
  }));
  const own = familySigns({ grains: [{ ...plainGrain, zones: strange }] });
  assert.is(new Set([...own.values()].map(({ shape, colour }) => `${shape}${colour}`)).size, 4);
});

test("of two grains the second has rings, and both have letters", () => {
  const second = { ...plainGrain, id: "b", name: "B" };
  const both = {
    ...parts,
    map: { ...parts.map, grains: [grain, second] },
    rows: [parts.rows[0]!, zoneRows(second, zero, limits)],
    grainIndices: [0, 1],
  };
  const { labels } = mapScene(both, frame, { layers: new Set(["zones"]) });
  const words = labels.map(({ parts: own }) => own.map(({ text }) => text).join(""));
  assert.ok(
    words.some((word) => word.endsWith(" A")),
    `${words}`,
  );
  assert.is(legendOf(both.map, [0, 1]).filter(({ text }) => /^[AB]: /.test(text)).length, 2);
});

test("as an SVG all texts are escaped, and nothing of it can run", () => {
  const scene = layersOf("zones", "features");
  const evil = `</title><script>x</script>"'&\u0000`;
  const svg = mapSvg(evil, [{ scene, frame, title: evil }], [{ text: evil }]);
  assert.not.match(svg, /<script/);
  assert.match(svg, "&lt;script&gt;");
  assert.not.match(svg, "\u0000");
  assert.match(svg, /<tspan text-decoration="overline">1<\/tspan>/);
  assert.match(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 450 \d+"/);
});

test.run();
