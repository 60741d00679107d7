import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../../src/core/error.js";
import { lineEnergyEv, linesNamed, xrayLines } from "../../../src/twin/spectra/edsLines.js";
import { elementFacts, spectrumElements } from "../../../src/twin/spectra/elementTable.js";
import { ionisationBarn } from "../../../src/twin/spectra/ionisation.js";

const badOption = (error: unknown) => error instanceof EmError && error.tag === "BadOption";

test("the lines lie where Bearden's table has them, within 15 eV", () => {
  for (const [element, name, ev] of [
    ["C", "Ka", 277],
    ["N", "Ka", 392.4],
    ["O", "Ka", 524.9],
    ["F", "Ka", 676.8],
    ["Al", "Ka", 1486.6],
    ["Si", "Ka", 1739.9],
    ["Ti", "Ka", 4508.9],
    ["Ti", "Kb1", 4931.8],
    ["Cr", "Ka", 5411.7],
    ["Mn", "Ka", 5895.1],
    ["Fe", "Ka", 6398.8],
    ["Co", "Ka", 6925.3],
    ["Ni", "Ka", 7471.5],
    ["Cu", "Ka", 8040],
    ["Ga", "Ka", 9243],
    ["Ge", "Ka", 9876],
    ["As", "Ka", 10532],
    ["Sr", "Ka", 14140],
    ["Mo", "Ka", 17443],
    ["Sr", "La", 1806.6],
    ["Mo", "La", 2293.2],
    ["La", "La", 4650],
    ["W", "La", 8392],
    ["Pt", "La", 9435],
    ["Au", "La", 9705],
    ["Au", "Ma", 2123],
    ["W", "Ma", 1775],
  ] as const) {
    const found = lineEnergyEv(element, name);
    assert.ok(found !== undefined && Math.abs(found - ev) < 15, `${element} ${name}: ${found} eV`);
  }
});

test("shares of a subshell add up to one, and every number makes sense", () => {
  for (const element of spectrumElements) {
    const sums = new Map<string, number>();
    for (const line of xrayLines(element)) {
      sums.set(line.subshell, (sums.get(line.subshell) ?? 0) + line.shareFraction);
      assert.ok(line.energyEv <= line.edgeEv, `${element} ${line.name}`);
      assert.ok(line.yieldFraction > 0 && line.yieldFraction < 1);
      assert.ok(line.electronsInShell > 0);
    }
    for (const [subshell, sum] of sums) assert.ok(Math.abs(sum - 1) < 1e-3, `${element} ${subshell}: ${sum}`);
  }
});

test("names find groups, hydrogen has no lines, unknown elements are refused", () => {
  assert.equal(
    linesNamed("Ti", "Ka")
      .map((line) => line.name)
      .sort(),
    ["Ka1", "Ka2"],
  );
  assert.is(linesNamed("Ti", "Ka1").length, 1);
  assert.equal(linesNamed("O", "La"), []);
  assert.is(lineEnergyEv("O", "La"), undefined);
  assert.equal(xrayLines("H"), []);
  for (const bad of ["Xx", "", "ti", "__proto__", "constructor"]) assert.throws(() => xrayLines(bad), badOption);
});

test("atomic numbers rise and the heavier have more mass", () => {
  const facts = spectrumElements.map(elementFacts);
  for (let i = 1; i < facts.length; i++) {
    assert.ok(facts[i]!.atomicNumber > facts[i - 1]!.atomicNumber);
    const ratio = facts[i]!.molarMass / facts[i]!.atomicNumber;
    assert.ok(ratio > 1.9 && ratio < 2.6);
  }
});

test("Bethe's cross section: the numbers of copper K at 200 kV, zero below the edge", () => {
  const powell = { factor: 0.9, logFactor: 0.65 };
  // 6.51e-20 * 2 * 0.9 * ln(0.65 * 22.27) / (22.27 * 8.979^2) cm^2
  const expected = (6.51e4 * 2 * 0.9 * Math.log(0.65 * (200 / 8.979))) / ((200 / 8.979) * 8.979 ** 2);
  assert.ok(Math.abs(ionisationBarn(8979, 2, 200, powell) / expected - 1) < 1e-9);
  assert.ok(expected > 100 && expected < 400, `${expected} barn`);
  assert.is(ionisationBarn(8979, 2, 8, powell), 0);
  assert.is(ionisationBarn(8979, 2, 9.5, powell), 0, "where the logarithm is not positive");
});

test.run();
