import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  degreeText,
  reachText,
  spokenZone,
  tightest,
  tiltText,
  zoneRows,
  zoneText,
} from "../../../../src/ops/carto/drawing/zoneRows.js";
import { plainGrain, plainMap } from "../../../messages/tiltMap/plainMap.js";

const limits = [
  { name: "the map's limit", limit: plainMap.limit },
  { name: "the instrument's limit", limit: { kind: "box", alphaDeg: [-36, 36], betaDeg: [-10, 10] } as const },
];
const here = { alphaDeg: 0, betaDeg: 0 };
const rows = zoneRows(plainGrain, here, limits.slice(0, 1));
const row = (text: string) => rows.find(({ zone }) => zone.uvw.join("") === text)!;

test("zones are where the paper says: [111] of a cube at alpha 35.3, beta 45", () => {
  assert.is(tiltText(row("1-11").at), "alpha 35.3, beta 45.0");
  assert.is(tiltText(row("101").at), "alpha 0.0, beta 45.0");
  assert.is(degreeText(row("111").distanceDeg), "54.7");
});

test("a zone is told with the sign that points up the column", () => {
  assert.equal(row("11-1").uvw, [-1, -1, 1]);
  assert.ok(rows.every(({ beam }) => beam[2] >= -1e-12));
});

test("the text is that of the specification", () => {
  assert.is(zoneText(row("001"), false), "[001] <001>, alpha 0.0, beta 0.0, 0.0 deg from here, limit 0 %, reachable");
  assert.match(
    zoneText(row("11-1"), true),
    /^grain A: \[-1-11\] <111>, alpha 35.3, beta -45.0, 54.7 deg from here, unreachable: 1\d\d % of the map's limit$/,
  );
  assert.match(spokenZone(row("11-1"), false), /^zone bar 1 bar 1 1, family 1 1 1, alpha/);
});

test("the tightest limit counts, and gives its name", () => {
  const [narrow] = [zoneRows(plainGrain, here, limits).find(({ zone }) => zone.uvw.join("") === "101")!];
  assert.equal(
    [narrow.limitName, narrow.isReachable, Math.round(narrow.fraction * 10)],
    ["the instrument's limit", false, 45],
  );
  assert.is(reachText(narrow), "unreachable: 450 % of the instrument's limit");
  assert.equal(tightest(here, []), { fraction: 0, limitName: "" });
  assert.is(tightest({ alphaDeg: 18, betaDeg: 0 }, limits).fraction, 0.5);
});

test("no minus stands before a zero", () => {
  assert.equal([degreeText(-0.04), degreeText(-0.05), degreeText(12.34)], ["0.0", "-0.1", "12.3"]);
});

test.run();
