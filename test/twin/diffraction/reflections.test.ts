import { test } from "uvu";
import * as assert from "uvu/assert";
import { electronWavelengthNm } from "../../../src/core/electronWavelength.js";
import { EmError } from "../../../src/core/error.js";
import {
  excitedBeams,
  extinctionDistanceNm,
  kinematicIntensity,
  turnedCrystal,
} from "../../../src/twin/diffraction/excitedBeams.js";
import { cellVectors, dot, multiply } from "../../../src/twin/diffraction/reciprocalLattice.js";
import { reflectionsOf } from "../../../src/twin/diffraction/reflections.js";
import { scatteringFactorNm, thermalFactor } from "../../../src/twin/diffraction/scatteringFactor.js";
import type { CrystalLattice } from "../../../src/twin/specimens/specimen.js";
import { crystalline, faceCentred, silicon, tilted, titanate, view } from "./crystals.js";

const find = (lattice: CrystalLattice, hkl: string) =>
  reflectionsOf(lattice, 40, 0.005).find((reflection) => reflection.hkl.join("") === hkl);

test("the wavelengths are those of the tables", () => {
  for (const [kv, pm] of [
    [80, 4.1757],
    [100, 3.7014],
    [200, 2.5079],
    [300, 1.9687],
  ] as const)
    assert.ok(Math.abs(1e3 * electronWavelengthNm(kv) - pm) < 2e-4, `${kv} kV`);
  for (const kv of [0, -80, Number.NaN, Infinity, 1e6]) assert.throws(() => electronWavelengthNm(kv));
});

test("scattering factors have the values at zero and the fall of Rutherford far out", () => {
  // Mean inner potentials and amplitudes at zero: International Tables C, 4.3.1 (in nm, within 2 %).
  for (const [element, f0] of [
    ["C", 0.2509],
    ["Si", 0.5828],
    ["Au", 1.0573],
  ] as const)
    assert.ok(Math.abs(scatteringFactorNm(element, 0) / f0 - 1) < 0.03, `${element} ${scatteringFactorNm(element, 0)}`);
  // Far out all of the nucleus scatters: f = Z / (2 pi^2 a0 g^2), with g in 1/nm.
  for (const [element, z] of [
    ["O", 8],
    ["Ti", 22],
    ["Au", 79],
  ] as const) {
    const rutherford = z / (2 * Math.PI ** 2 * 0.0529177 * 120 ** 2);
    assert.ok(Math.abs(scatteringFactorNm(element, 120) / rutherford - 1) < 0.1, element);
  }
  assert.throws(
    () => scatteringFactorNm("Xx", 1),
    (error: unknown) => error instanceof EmError && error.tag === "BadOption",
  );
  assert.throws(() => scatteringFactorNm("constructor", 1));
  assert.is(thermalFactor(0, 0.005), 1);
  assert.ok(Math.abs(thermalFactor(20, 0.005) - Math.exp(-0.5)) < 1e-12);
});

test("extinction distances at 100 kV are those of Hirsch's table within 15 %", () => {
  for (const [lattice, hkl, nm] of [
    [faceCentred("Al", 0.405), "111", 55.6],
    [faceCentred("Au", 0.4078), "111", 15.9],
    [silicon, "111", 60.2],
    [silicon, "220", 75.7],
  ] as const) {
    const found = extinctionDistanceNm(find(lattice, hkl)!.amplitude, 100);
    assert.ok(Math.abs(found / nm - 1) < 0.15, `${lattice.name} ${hkl}: ${found} nm`);
  }
});

test("structure factors vanish where the centring forbids them", () => {
  const gold = faceCentred("Au", 0.4078);
  for (const hkl of ["100", "110", "210", "211"]) assert.is(find(gold, hkl), undefined, hkl);
  for (const hkl of ["111", "200", "220", "311"]) assert.ok(find(gold, hkl), hkl);
  for (const hkl of ["200", "222", "420"]) assert.is(find(silicon, hkl), undefined, hkl);
  assert.ok(find(silicon, "400"));
  // All sites of SrTiO3 scatter in phase only where h, k and l are even.
  assert.ok(find(titanate, "200")!.amplitude > find(titanate, "100")!.amplitude);
});

test("the reciprocal cell is the inverse of the direct one, also of a triclinic cell", () => {
  const cell = { aNm: 0.4, bNm: 0.7, cNm: 0.9, alphaDeg: 75, betaDeg: 98, gammaDeg: 111 };
  const { direct, reciprocal, volume } = cellVectors({ name: "triclinic", cell, atoms: [] });
  for (const [i, a] of direct.entries())
    for (const [j, b] of reciprocal.entries()) assert.ok(Math.abs(dot(a, b) - (i === j ? 1 : 0)) < 1e-12);
  const [ca, cb, cg] = [75, 98, 111].map((d) => Math.cos((d * Math.PI) / 180)) as [number, number, number];
  const expected = 0.4 * 0.7 * 0.9 * Math.sqrt(1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg);
  assert.ok(Math.abs(volume - expected) < 1e-12);
  assert.is(reciprocal[2][0], 0);
  assert.is(reciprocal[2][1], 0);
});

test("hexagonal planes have the distances of the formula", () => {
  const cell = { aNm: 0.3, bNm: 0.3, cNm: 0.5, alphaDeg: 90, betaDeg: 90, gammaDeg: 120 };
  const lattice: CrystalLattice = { name: "hexagonal", cell, atoms: [{ element: "Ti", fractional: [0, 0, 0] }] };
  for (const { hkl, lengthPerNm } of reflectionsOf(lattice, 12, 0.005)) {
    const [h, k, l] = hkl;
    const expected = Math.sqrt(((4 / 3) * (h * h + h * k + k * k)) / 0.09 + (l * l) / 0.25);
    assert.ok(Math.abs(lengthPerNm - expected) < 1e-9, hkl.join());
  }
});

test("the intensity is (pi t / xi)^2 at Bragg's angle and falls to its fringes", () => {
  const crystal = turnedCrystal(crystalline(titanate, 30), view());
  const { amplitude } = find(titanate, "200")!;
  const xi = extinctionDistanceNm(amplitude, 200);
  const at = (s: number, spread = 0) => kinematicIntensity(crystal, amplitude, s, spread);
  assert.ok(Math.abs(at(0) / ((Math.PI * 30) / xi) ** 2 - 1) < 1e-9);
  assert.ok(at(1 / 30) < 1e-9 * at(0), "the first zero lies at one over the thickness");
  assert.ok(Math.abs(at(1.5 / 30) / at(0) - 1 / (1.5 * Math.PI) ** 2) < 1e-9);
  // The average over a spread of thickness, taken by numbers.
  const mean = (s: number) => {
    let [sum, weight] = [0, 0];
    for (let u = -5; u <= 5; u += 0.01) {
      const t = 30 * (1 + 0.15 * u);
      const w = Math.exp(-(u * u) / 2);
      sum += (w * Math.sin(Math.PI * s * t) ** 2) / (Math.PI * s) ** 2;
      weight += w;
    }
    return (sum / weight) * (Math.PI / xi) ** 2;
  };
  for (const s of [0.001, 0.02, 0.05, 0.2]) assert.ok(Math.abs(at(s, 0.15) / mean(s) - 1) < 1e-4, `s = ${s}`);
  assert.ok(Math.abs(at(1e-8, 0.15) / mean(1e-5) - 1) < 1e-4);
});

test("a crystal that is tilted to Bragg's angle has its reflection on the sphere", () => {
  const bragg = 1e3 * Math.asin(electronWavelengthNm(200) / 0.3905); // of 200
  for (const sign of [-1, 1]) {
    const v = view({ labFromSpecimen: tilted("y", sign * bragg) });
    const beams = excitedBeams(turnedCrystal(crystalline(titanate, 30), v), v);
    const hkl = sign > 0 ? "200" : "-200";
    const beam = beams.find(({ reflection }) => reflection.hkl.join("") === hkl)!;
    assert.ok(Math.abs(beam.excitationPerNm) < 1e-6, `${beam.excitationPerNm}`);
  }
});

test("matrices multiply from the right", () => {
  assert.equal(multiply([0, -1, 0, 1, 0, 0, 0, 0, 1], [2, 0, 0, 0, 3, 0, 0, 0, 4]), [0, -3, 0, 2, 0, 0, 0, 0, 4]);
});

test.run();
