import { suite } from "uvu";
import * as assert from "uvu/assert";
import { murmur2 } from "../../../kernel/debug/murmur2.js";

const test = suite("murmur2");

/** Made with the function in JupyterLab 4.6.6, seeds 0 and 0x656d6c62; the two agreed on 10^5 random texts and seeds. */
const known: readonly (readonly [string, number, number])[] = [
  ["", 0, 2569976674],
  ["a", 2456313694, 2413053065],
  ["ab", 446775395, 2636233440],
  ["abc", 324500635, 1974695186],
  ["abcd", 646393889, 1080170538],
  ["let x = 1;\nx + 1", 81581510, 461095389],
  ["σ = 0.5 nm", 2605738023, 378144473],
  ["😀 surrogate", 3699061545, 16659130],
  ["\ud800 lone", 4079197961, 2129541555],
];

for (const [text, zero, seeded] of known) {
  test(`the hash of ${JSON.stringify(text)} is JupyterLab's`, () => {
    assert.is(murmur2(text, 0), zero);
    assert.is(murmur2(text, 0x656d6c62), seeded);
  });
}

test.run();
