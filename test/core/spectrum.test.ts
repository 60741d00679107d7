import { decode } from "fast-png";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { Spectrum } from "../../src/core/spectrum.js";
import { displaySymbol } from "../../src/display/mimeBundle.js";

const make = (values: number[], extra = {}) =>
  new Spectrum({ counts: Float32Array.from(values), firstEv: 400, channelEv: 0.25, ...extra });

function refused(tag: string, run: () => unknown, pattern = /./) {
  assert.throws(run, (error: unknown) => {
    assert.instance(error, EmError);
    const { tag: found, message, fix } = error as EmError;
    return found === tag && pattern.test(`${message} ${fix}`);
  });
}

test("channels and energies lead to each other", () => {
  const s = make([1, 2, 3, 4, 5]);
  assert.is(s.channels, 5);
  assert.is(s.lastEv, 401);
  assert.is(s.energyEv(0), 400);
  assert.is(s.energyEv(4), 401);
  for (let i = 0; i < 5; i++) assert.is(s.channelAt(s.energyEv(i)), i);
  assert.is(s.channelAt(400.12), 0);
  assert.is(s.channelAt(400.13), 1);
  assert.ok(Object.is(s.channelAt(399.9), 0), "not minus zero");
  for (const bad of [-1, 5, 0.5, Number.NaN]) refused("BadOption", () => s.energyEv(bad), /0 to 4/);
  for (const bad of [399, 402, Number.NaN, Infinity]) refused("BadOption", () => s.channelAt(bad), /400 to 401 eV/);
});

test("sums hold the channels at both ends, also where the steps are no binary fractions", () => {
  const s = make([1, 2, 3, 4, 5]);
  assert.is(s.sum(400, 401), 15);
  assert.is(s.sum(400.25, 400.75), 9);
  assert.is(s.sum(400.3, 400.7), 3);
  assert.is(s.sum(-1e9, 1e9), 15);
  const tenths = new Spectrum({ counts: new Float32Array(100).fill(1), firstEv: 0.1, channelEv: 0.1 });
  assert.is(tenths.sum(0.3, 0.7), 5);
  refused("BadOption", () => s.sum(401, 400), /rising/);
  refused("BadOption", () => s.sum(Number.NaN, 400), /rising/);
  refused("BadOption", () => s.sum(500, 600), /no channel/);
  refused("BadOption", () => s.sum(400.1, 400.2), /no channel/);
});

test("a part keeps its calibration and says where it came from", () => {
  const s = make([1, 2, 3, 4, 5], { isCounts: true, title: "a", axisName: "Energy loss" });
  const part = s.crop(400.25, 400.75);
  assert.equal([...part.counts], [2, 3, 4]);
  assert.is(part.firstEv, 400.25);
  assert.is(part.isCounts, true);
  assert.is(part.axisName, "Energy loss");
  assert.match(part.provenance.operation, /crop/);
  assert.equal(part.provenance.inputs, [{ name: "a", sha256: s.sha256 }]);
  assert.is.not(part.sha256, s.sha256);
});

test("it cannot be changed, and a part has its own values", () => {
  const s = make([1, 2, 3], { notes: ["x"] });
  assert.throws(() => {
    (s as { firstEv: number }).firstEv = 3;
  });
  assert.throws(() => {
    (s.notes as string[]).push("y");
  });
  const part = s.crop(400, 401);
  part.counts[0] = 99;
  assert.is(s.counts[0], 1);
});

test("what is no spectrum is refused", () => {
  refused("BadShape", () => make([]));
  refused("BadShape", () => new Spectrum({ counts: [1] as unknown as Float32Array, firstEv: 0, channelEv: 1 }));
  for (const bad of [Number.NaN, Infinity]) refused("BadOption", () => make([1], { firstEv: bad }));
  for (const bad of [0, -1, Number.NaN, Infinity]) refused("BadOption", () => make([1], { channelEv: bad }));
  refused("BadOption", () => make([1, -1], { isCounts: true }));
  refused("BadOption", () => make([1.5], { isCounts: true }));
});

test("it shows itself in each form, with axis and unit in the text", () => {
  const bundle = make([0, 5, 1, 0], { title: "edge", isCounts: true })[displaySymbol]();
  assert.equal(Object.keys(bundle).sort(), ["image/png", "text/html", "text/plain"]);
  assert.match(bundle["text/plain"] as string, /^edge: 4 channels of 0\.25 eV, 400 to 400\.75 eV; counts: 6 in all/);
  const png = decode(Buffer.from(bundle["image/png"] as string, "base64"));
  assert.is(png.width, 840);
  assert.ok((bundle["text/html"] as string).includes(bundle["image/png"] as string));
});

test("titles, notes and metadata never become HTML", () => {
  const evil = '<img src=x onerror="alert(1)">';
  const metadata = { [evil]: { value: evil, from: evil } };
  const html = make([1, 2], { title: evil, notes: [evil], axisName: evil, metadata })[displaySymbol]()["text/html"];
  assert.is((html as string).match(/<img /g)?.length, 1);
  assert.not.match(html as string, /onerror="/);
});

test("values that are not finite, all zero, or a single one do not break the plot", () => {
  for (const values of [[Number.NaN, Number.NaN], [0, 0, 0], [7], [1, Number.NaN, 3], [1e30, -1e30], [Infinity, 1]]) {
    const bundle = make(values)[displaySymbol]();
    assert.ok(decode(Buffer.from(bundle["image/png"] as string, "base64")).height > 100);
  }
});

test.run();
