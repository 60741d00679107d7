import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatLength, roundDown125, scaleBarFor } from "../../src/display/scaleBar.js";

test("bars are 1, 2 or 5 times a power of ten and at most a quarter of the width", () => {
  for (let exponent = -5; exponent < 5; exponent += 0.037) {
    const pixelNm = 10 ** exponent;
    const { lengthNm, lengthPx } = scaleBarFor(512, pixelNm);
    const lead = lengthNm! / 10 ** Math.floor(Math.log10(lengthNm!) + 1e-9);
    assert.ok(
      [1, 2, 5].some((digit) => Math.abs(lead - digit) < 1e-9),
      `${lengthNm}`,
    );
    assert.ok(lengthPx <= 128.001 && lengthPx > 51, `${lengthPx} px`);
    assert.ok(Math.abs(lengthPx * pixelNm - lengthNm!) < 1e-9 * lengthNm!);
  }
});

test("labels carry the unit that suits them", () => {
  assert.is(scaleBarFor(512, 0.02).label, "2 nm");
  assert.is(scaleBarFor(100, 0.01).label, "200 pm");
  assert.is(scaleBarFor(1024, 50).label, "10 µm");
  assert.is(scaleBarFor(1024, 5e4).label, "10 mm");
  assert.is(scaleBarFor(400).label, "100 px");
  assert.is(scaleBarFor(400).lengthNm, undefined);
  assert.is(scaleBarFor(2).label, "1 px");
});

test("exact steps are not rounded down to the next one", () => {
  for (const value of [1e-3, 2e-3, 5e-3, 0.1, 0.2, 0.5, 1, 2, 5, 10, 2000]) assert.is(roundDown125(value), value);
  assert.is(roundDown125(9.99), 5);
  assert.is(roundDown125(0.6), 0.5);
});

test("lengths are written with few digits", () => {
  assert.is(formatLength(0.0195), "19.5 pm");
  assert.is(formatLength(12.3456), "12.3 nm");
  assert.is(formatLength(1500), "1.5 µm");
  assert.is(formatLength(-0.5), "-500 pm");
});

test.run();
