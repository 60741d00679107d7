import { suite } from "uvu";
import * as assert from "uvu/assert";
import { em } from "../../../src/em/index.js";
import { expectError } from "../../io/expectError.js";

/** What the twin must show, as a user measures it: through em alone. */
const test = suite("figures of the twin, measured through em");

test.after(() => em.disconnect());

/** Mean, and variance beside the mean. */
function fano(values: ArrayLike<number>): { readonly mean: number; readonly ratio: number } {
  const mean = Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  const squares = Array.from(values).reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, ratio: squares / (values.length - 1) / mean };
}

const near = (value: number, expected: number, tolerance: number, what: string) =>
  assert.ok(Math.abs(value - expected) <= tolerance, `${what}: ${value}, expected ${expected} ± ${tolerance}`);

test("the probe is as wide as theory has it, with and without the source, and loses its peak with defocus", async () => {
  await em.connect("twin:mxene?seed=7", { runs: false });
  for (const [accelKv, convergenceMrad, pointA, sourceA] of [
    [80, 30, 0.712, 1.04],
    [200, 22, 0.585, 0.97],
    [300, 25, 0.406, 0.9],
  ] as const) {
    const column = { accelKv, convergenceMrad, isPerfect: true };
    near(10 * (await em.twin.probe(column)).fwhmNm, pointA, 0.03 * pointA, `${accelKv} kV`);
    const { fwhmNm } = await em.twin.probe({ ...column, sourceFwhmNm: 0.08 });
    near(10 * fwhmNm, sourceA, 0.03 * sourceA, `${accelKv} kV with the source`);
  }
  const peak = async (defocusNm: number) =>
    (await em.twin.probe({ accelKv: 300, convergenceMrad: 25, isPerfect: true, defocusNm })).peakPerNm2;
  const focused = await peak(0);
  for (const [defocusNm, share] of [
    [2, 0.71],
    [4, 0.21],
    [-4, 0.21],
  ] as const) {
    near((await peak(defocusNm)) / focused, share, 0.03, `${defocusNm} nm`);
  }
  const now = await em.twin.probe();
  near(now.settings.defocusNm, (await em.twin.truth()).focusNm, 1e-9, "the probe at the specimen");
  await expectError("BadOption", em.twin.probe({ defocus: 3 } as never), /defocusNm/);
  await expectError("BadOption", em.twin.probe({ accelKv: 0 }));
});

test("where nothing is in the beam, bright-field electrons have Poisson's noise, and so has a film's dark field", async () => {
  await em.connect("twin:moo3?seed=2", { runs: false });
  const film = await em.acquire.haadf({ sizePx: 256, fovNm: 10, dwellUs: 40 });
  const dark = fano(film.data);
  assert.ok(dark.mean > 40, `${dark.mean} electrons`);
  near(dark.ratio, 1, 0.02, "the film in HAADF");
  await em.connect("twin:sto-lmo?seed=3", { runs: false });
  await em.stage.moveTo({ yUm: 60 });
  const flat = fano((await em.acquire.bf({ sizePx: 256, fovNm: 10, dwellUs: 10 })).data);
  near(flat.mean, (20e-12 * 10e-6) / 1.602176634e-19, 1, "all of the beam");
  near(flat.ratio, 1, 0.02, "vacuum in bright field");
  // Counting electrons, each one a count, and nothing else: even where there are few.
  await em.connect("twin:polycrystal?seed=2&detectors.gainCountsPerElectron=1&detectors.readNoiseCounts=0", {
    runs: false,
  });
  const few = await em.acquire.haadf({ sizePx: 256, fovNm: 10, dwellUs: 0.5 });
  assert.ok(few.data.every(Number.isInteger));
  near(fano(few.data).ratio, 1, 0.02, "a grain, electrons counted");
});

test("a bar of the grid is black to all detectors, to the camera and to the spectrometer", async () => {
  await em.connect("twin:moo3?seed=2", { runs: false });
  await em.stage.moveTo({ yUm: 60 });
  const images = await em.acquire.images({ sizePx: 32, fovNm: 10 });
  for (const image of Object.values(images)) assert.ok(Math.abs(image.stats().mean) < 0.1, image.title);
  const losses = await em.acquire.eels({ exposureS: 1 });
  assert.is(
    losses.counts.reduce((sum, count) => sum + count, 0),
    0,
  );
  const pattern = await em.acquire.diffraction({ sizePx: 32 });
  assert.ok(pattern.data.reduce((sum, count) => sum + count, 0) < 100);
});

test("a reversal loses the configured backlash, and an approach from one side brings the stage back", async () => {
  for (const backlashNm of [400, 150]) {
    const straight: number[] = [];
    const approached: number[] = [];
    for (let seed = 1; seed <= 12; seed += 1) {
      await em.connect(`twin:mxene?seed=${seed}&stage.backlashXyNm=${backlashNm}`, { runs: false });
      const rest = async () => {
        await em.twin.clock.advance(60);
        return 1000 * (await em.twin.truth()).stage.xUm;
      };
      await em.stage.moveTo({ xUm: 1 });
      const start = await rest();
      await em.stage.moveTo({ xUm: 1.5 }, { approach: "direct" });
      await em.stage.moveTo({ xUm: 1 }, { approach: "direct" });
      straight.push((await rest()) - start);
      await em.stage.moveTo({ xUm: 1.5 }, { approach: "direct" });
      await em.stage.moveTo({ xUm: 1 });
      approached.push((await rest()) - start);
    }
    const mean = straight.reduce((sum, value) => sum + value, 0) / straight.length;
    near(mean, backlashNm, (3 * 60) / Math.sqrt(straight.length), "the mean of reversals");
    assert.ok(
      approached.every((offNm) => Math.abs(offNm) < 3 * 60),
      approached.join(" "),
    );
  }
});

test("a feature 1 µm above the axis moves by 174 nm when it is tilted by 10°, as images see it", async () => {
  // The axis stands 1 µm above the stage's zero: 1 µm above it the specimen is at z = 2.
  const address = "twin:au-nanoparticles?seed=3&stage.tiltAxisYUm=0&optics.focusErrorNm=0&buckleNm=0";
  await em.connect(address, { runs: false });
  const lens = async () =>
    em.beam.set({ defocusNm: (await em.beam.state()).defocusNm - (await em.twin.truth()).focusNm });
  await em.stage.moveTo({ zUm: 2 });
  await em.twin.clock.advance(120);
  await lens();
  const before = (await em.twin.truth()).yNm;
  const reference = await em.acquire.haadf({ fovNm: 1200, sizePx: 512 });
  await em.stage.moveTo({ alphaDeg: 10 });
  await lens();
  const movedNm = (await em.twin.truth()).yNm - before;
  near(Math.abs(movedNm), 174, 30, "in truth");
  const measured = await em.stage.measure(reference);
  const from = reference.metadata["stage.yUm"]!.value as number;
  near(1000 * (measured.measured.yUm! - from), -movedNm, 30, "in images");
});

test("numbers of the twin are chosen in its address, listed as chosen, and refused where they cannot be", async () => {
  await em.connect("twin:mxene?seed=7&stage.speedXyUmPerS=10&optics.sourceFwhmNm=0.05", { runs: false });
  const listed = em.twin.config.entries.filter(({ isChanged }) => isChanged);
  assert.equal(
    listed.map(({ group, name, value }) => [group, name, value]),
    [
      ["stage", "speedXyUmPerS", 10],
      ["optics", "sourceFwhmNm", 0.05],
    ],
  );
  assert.match(listed[1]!.source, /chosen for this twin; default 0.08/);
  const startS = await em.twin.clock.nowS();
  await em.stage.moveTo({ xUm: 50 }, { approach: "direct" });
  near((await em.twin.clock.nowS()) - startS, 5.5, 0.1, "seconds for 50 µm");
  for (const [wrong, told] of [
    ["stage.backlashNm=3", /backlash/],
    ["optic.sourceFwhmNm=3", /optics/],
    ["stage.backlashXyNm=much", /much/],
    ["detectors.gainCountsPerElectron=0", /gain/],
    ["optics.accelKv=120", /120 kV/],
    ["sample.adatomLossBarn=3", /specimens are made with it/],
    ["column.mostShiftNm=3", /column/],
    ["__proto__.x=3", /__proto__/],
  ] as const) {
    const error = await expectError("BadOption", em.connect(`twin:mxene?${wrong}`, { runs: false }));
    assert.match(`${error.message} ${error.fix}`, told);
  }
  await em.connect("twin:mxene?seed=7", { runs: false });
  assert.not.ok(em.twin.config.entries.some(({ isChanged }) => isChanged));
});

test("each fault does what it says, through em, and is over when it is switched off", async () => {
  await em.connect("twin:mxene?seed=7", { runs: false });
  const small = { sizePx: 64, dwellUs: 1 };
  const x = async () => (await em.twin.truth()).stage.xUm;
  await em.twin.faults({ droppedFrameFraction: 1 });
  await expectError("Timeout", em.acquire.haadf(small), /sent nothing/);
  await em.twin.faults({ droppedFrameFraction: 0, noiseBurstFraction: 1 });
  assert.match((await em.acquire.haadf(small)).notes.join(" "), /clipped/);
  await em.twin.faults({ noiseBurstFraction: 0 });
  assert.equal((await em.acquire.haadf(small)).notes, []);
  await em.twin.faults({ stuckAxes: ["xUm"] });
  await expectError("Timeout", em.stage.moveTo({ xUm: 5 }), /stuck/);
  assert.ok(Math.abs(await x()) < 0.1 && (await em.stage.position()).status.xUm === "stuck");
  await em.twin.faults({ stuckAxes: [], lateMoveS: 20 });
  const startS = await em.twin.clock.nowS();
  await em.stage.moveTo({ xUm: 5 }, { approach: "direct" });
  near((await em.twin.clock.nowS()) - startS, 20.55, 0.1, "seconds for a late move");
  await em.twin.faults({ lateMoveS: 0, touchesPole: true });
  await expectError("StageLimit", em.stage.moveTo({ alphaDeg: 10 }), /touched the pole piece/);
  assert.ok((await em.twin.truth()).stage.alphaDeg < 6);
  await em.stage.moveTo({ alphaDeg: 0 });
  await em.beam.unblank();
  await em.twin.faults({ isDisconnected: true });
  for (const attempt of [() => em.acquire.haadf(small), () => em.stage.moveBy({ xUm: 1 }), () => em.beam.state()]) {
    await expectError("NotConnected", attempt(), /connect/i);
  }
  const dose = (await em.twin.truth()).doseEPerA2;
  await em.twin.clock.advance(100);
  assert.is((await em.twin.truth()).doseEPerA2 > dose + 1, false, "a microscope without its computer blanks the beam");
  await em.connect("twin:mxene?seed=7", { runs: false });
  assert.ok((await em.acquire.haadf(small)).stats().mean > 0);
});

test("half an hour of drift passes at once, with the beam off no dose, and real speed takes its time", async () => {
  await em.connect("twin:mxene?seed=5", { runs: false });
  await em.acquire.haadf({ sizePx: 128, dwellUs: 10 });
  const electrons = await em.dose.totalElectrons();
  near(electrons / ((20e-12 * 128 * 128 * 10e-6) / 1.602176634e-19), 1, 1e-3, "electrons");
  const before = await em.twin.truth();
  await em.twin.clock.advance(1800);
  const after = await em.twin.truth();
  const driftNm = Math.hypot(after.xNm - before.xNm, after.yNm - before.yNm);
  assert.ok(driftNm > 10 && driftNm < 60, `${driftNm} nm`);
  assert.is(await em.dose.totalElectrons(), electrons);
  await em.connect("twin:mxene?seed=5&speed=real", { runs: false });
  const startMs = performance.now();
  await em.acquire.series({ frames: 3, sizePx: 64, dwellUs: 10 });
  // 64 rows of 64 pixels of 10 µs and 60 µs back: 44.8 ms a frame. It may take longer, never less.
  assert.ok(performance.now() - startMs > 3 * 44);
});

test("a quarter of an hour at 20 pA neither buries nor destroys a flake", async () => {
  await em.connect("twin:mxene?seed=7", { runs: false });
  await em.beam.focus();
  await em.beam.stigmate();
  const atoms = async () =>
    (await em.twin.specimen({ fovNm: 6 })).columns.haadfNm2.reduce((sum, value) => sum + value, 0);
  const whole = await atoms();
  const first = (await em.acquire.haadf()).stats();
  for (let frame = 0; frame < 30; frame += 1) await em.acquire.haadf({ sizePx: 256 });
  const last = (await em.acquire.haadf()).stats();
  assert.ok((await atoms()) > 0.97 * whole);
  assert.ok(last.mean > first.mean && last.mean < 1.3 * first.mean, `${first.mean} to ${last.mean} electrons`);
});

test.run();
