import { test } from "uvu";
import * as assert from "uvu/assert";
import { electronWavelengthNm } from "../../../src/core/electronWavelength.js";
import { turnedCrystal } from "../../../src/twin/diffraction/excitedBeams.js";
import { kikuchiBands, kikuchiFactor } from "../../../src/twin/diffraction/kikuchi.js";
import { pixelMradOf } from "../../../src/twin/diffraction/patternView.js";
import { crystalline, tilted, titanate, view } from "./crystals.js";

const setup = (angleMrad: number, sizePx = 301) => {
  const v = view({ labFromSpecimen: tilted("y", angleMrad), sizePx, reachMrad: 30 });
  const crystal = turnedCrystal(crystalline(titanate, 100), v);
  return { v, crystal };
};

const bandOf = (angleMrad: number, hkl: string) => {
  const { v, crystal } = setup(angleMrad);
  return kikuchiBands(crystal, v).find((band) => band.hkl.join("") === hkl)!;
};

test("bands are twice Bragg's angle wide", () => {
  for (const [hkl, g] of [
    ["200", 2 / 0.3905],
    ["110", Math.SQRT2 / 0.3905],
    ["020", 2 / 0.3905],
  ] as const) {
    const bragg = 1e3 * Math.asin((electronWavelengthNm(200) * g) / 2);
    assert.ok(Math.abs(bandOf(0, hkl).halfWidthMrad - bragg) < 1e-9, hkl);
  }
});

test("a tilt moves a band by exactly its angle, and those along the axis of the tilt stay", () => {
  for (const angle of [-20, 0, 0.1, 7, 25]) {
    assert.ok(Math.abs(bandOf(angle, "200").axisMrad + angle) < 1e-9, `${angle} mrad`);
    assert.ok(Math.abs(bandOf(angle, "020").axisMrad) < 1e-9);
  }
});

/** Where along the middle row the 200 band lies in the picture: between its bright and its dark line, in mrad. */
function bandCentreMrad(angleMrad: number): number {
  const { v, crystal } = setup(angleMrad, 1201);
  const only = { ...crystal, reflections: crystal.reflections.filter(({ hkl }) => hkl.join("") === "200") };
  const row = kikuchiFactor(only, v).subarray(600 * 1201, 601 * 1201);
  const [bright, dark] = [Math.max(...row), Math.min(...row)].map((value) => row.indexOf(value)) as [number, number];
  return ((bright + dark) / 2 - 600) * pixelMradOf(v);
}

test("the band in the picture moves by the tilt, too", () => {
  const moved = bandCentreMrad(17) - bandCentreMrad(11);
  // A positive tilt about y turns z towards x, so that the planes lean to the right.
  assert.ok(Math.abs(moved - 6) < 0.1, `${moved} mrad`);
});

test("a band that holds the axis is bright and symmetric; off it, the nearer line is dark and the farther bright", () => {
  const profile = (angleMrad: number) => {
    const { v, crystal } = setup(angleMrad, 601);
    const only = { ...crystal, reflections: crystal.reflections.filter(({ hkl }) => hkl.join("") === "200") };
    const factor = kikuchiFactor(only, v);
    const centre = bandOf(angleMrad, "200");
    const sign = Math.sign(centre.normal[0]);
    const at = (mrad: number) => factor[300 * 601 + 300 + Math.round(mrad / pixelMradOf(v))]!;
    const middle = -sign * centre.axisMrad;
    return { inside: at(middle), left: at(middle - centre.halfWidthMrad), right: at(middle + centre.halfWidthMrad) };
  };
  const even = profile(0);
  assert.ok(even.inside > 1.05);
  assert.ok(Math.abs(even.left - even.right) < 1e-9);
  // The band lies to the left of the axis, so its right line is the nearer one.
  const left = profile(-12);
  assert.ok(left.left > left.inside && left.right < 1, JSON.stringify(left));
  const right = profile(12);
  assert.ok(right.right > right.inside && right.left < 1, JSON.stringify(right));
});

test("thin crystals have weak bands, all factors are above zero, and each pair counts once", () => {
  const { v } = setup(3);
  const contrast = (thicknessNm: number) => {
    const factor = kikuchiFactor(turnedCrystal(crystalline(titanate, thicknessNm), v), v);
    assert.ok(factor.every((value) => value > 0 && Number.isFinite(value)));
    return Math.max(...factor) - Math.min(...factor);
  };
  assert.ok(contrast(5) < 0.3 * contrast(150));
  const bands = kikuchiBands(setup(0).crystal, v);
  const names = new Set(bands.map(({ hkl }) => hkl.join(" ")));
  for (const { hkl } of bands) assert.not.ok(names.has(hkl.map((n) => (n === 0 ? 0 : -n)).join(" ")), hkl.join(" "));
  assert.is(bands.length, v.values.kikuchiBands);
});

test.run();
