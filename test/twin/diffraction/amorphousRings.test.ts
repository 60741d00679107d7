import { test } from "uvu";
import * as assert from "uvu/assert";
import { amorphousScattering, hardSphereStructure } from "../../../src/twin/diffraction/amorphousRings.js";
import { convergedProfile, profileTotal, radialImage } from "../../../src/twin/diffraction/radialProfile.js";
import type { Material } from "../../../src/twin/specimens/specimen.js";
import { total, view } from "./crystals.js";

const carbon = (thicknessNm: number): Material => ({ phase: "carbon", thicknessNm, atomsPerNm3: { C: 95 } });

test("hard spheres: the compressibility at zero, one far out, and never negative", () => {
  for (const eta of [0.1, 0.3, 0.46]) {
    const structure = hardSphereStructure(95, eta);
    // Percus and Yevick: S(0) = (1 - eta)^4 / (1 + 2 eta)^2.
    const limit = (1 - eta) ** 4 / (1 + 2 * eta) ** 2;
    assert.ok(Math.abs(structure(0) / limit - 1) < 0.03, `${eta}: ${structure(0)} for ${limit}`);
    assert.ok(Math.abs(structure(60) - 1) < 0.1);
    for (let g = 0; g < 60; g += 0.1) assert.ok(structure(g) > 0);
  }
  assert.is(hardSphereStructure(0, 0.4)(3), 1);
});

test("denser material has its ring further out", () => {
  const peak = (density: number) => {
    const structure = hardSphereStructure(density, 0.46);
    const g = Array.from({ length: 200 }, (_, i) => 1 + i * 0.05);
    return g.reduce((best, value) => (structure(value) > structure(best) ? value : best), 1);
  };
  assert.ok(Math.abs(peak(95) / peak(95 / 8) - 2) < 0.05);
});

test("the scattered share grows as 1 - exp(-t / path), a path of some 100 nm for carbon at 200 kV", () => {
  const share = (t: number) => amorphousScattering(carbon(t), view()).scatteredFraction;
  const path = -10 / Math.log(1 - share(10));
  assert.ok(path > 80 && path < 350, `${path} nm`);
  assert.ok(Math.abs(share(100) - (1 - Math.exp(-100 / path))) < 1e-9);
  assert.is(share(0), 0);
});

test("the profile holds the scattered share", () => {
  const { scatteredFraction, profile } = amorphousScattering(carbon(30), view());
  assert.ok(
    Math.abs(profileTotal(profile, 1e3 * 0.0025079 * view().values.reflectionReachPerNm) / scatteredFraction - 1) <
      1e-3,
  );
});

test("a converging beam smears a profile, and keeps its sum", () => {
  const v = view({ convergenceMrad: 4, reachMrad: 80, sizePx: 201 });
  const gaussian = (mrad: number) => Math.exp(-(mrad * mrad) / 18) / (18 * Math.PI);
  const sharp = radialImage(convergedProfile(gaussian, { ...v, convergenceMrad: 0 }), v);
  const smeared = radialImage(convergedProfile(gaussian, v), v);
  assert.ok(Math.abs(total(sharp) - 1) < 5e-3, `${total(sharp)}`);
  assert.ok(Math.abs(total(smeared) - 1) < 1e-2, `${total(smeared)}`);
  assert.ok(Math.max(...smeared) < 0.8 * Math.max(...sharp));
});

test.run();
