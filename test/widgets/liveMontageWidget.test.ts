import { test } from "uvu";
import * as assert from "uvu/assert";
import { Micrograph } from "../../src/core/micrograph.js";
import { type LiveMontageLook, LiveMontageWidget } from "../../src/widgets/liveMontage/liveMontageWidget.js";
import type { MontageRun, MontageState, MontageTile } from "../../src/widgets/liveMontage/montageRun.js";
import { tileBytes } from "../../src/widgets/liveMontage/tileBytes.js";
import type { ClassifyTile } from "../../src/widgets/liveMontage/tileClasses.js";
import { displaySymbol } from "../../src/widgets/viewBundle.js";
import { WidgetHost } from "../../src/widgets/widgetHost.js";
import { FakeComms } from "./fakeComms.js";

const look: LiveMontageLook = {
  ...{ positions: "measured", isBlended: true, areArrowsShown: true, overlay: "none" },
  ...{ isClassifying: false, classOpacityFraction: 0.5, colourMap: "grey", low: null, high: null, gamma: 1 },
};
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A run that goes on as the test says, and writes down what it is told. */
class FakeRun implements MontageRun {
  title = "fake";
  state: MontageState = "planned";
  problem: string | undefined;
  tileWidthPx = 8;
  tileHeightPx = 4;
  pixelNm = 2;
  valueUnit = "electrons";
  readonly calls: string[] = [];
  readonly tiles: MontageTile[] = [0, 1].map((index) => this.#tile(index, "planned"));
  readonly #listeners = new Set<() => void>();

  get progress() {
    const done = this.tiles.filter(({ status }) => status === "taken").length;
    return {
      done,
      failed: 0,
      total: 2,
      remainingS: done > 0 ? 3 : undefined,
      travelUm: done,
      doseElectrons: done * 1e6,
    };
  }

  #tile(index: number, status: MontageTile["status"]): MontageTile {
    const image = new Micrograph({
      data: Float32Array.from({ length: 32 }, (_, i) => index * 100 + i),
      widthPx: 8,
      heightPx: 4,
    });
    const taken = { reported: { xNm: index + 0.25, yNm: 0 }, measured: { xNm: index + 0.5, yNm: 0 }, doseEPerA2: 7 };
    return {
      ...{ index, column: index, row: 0, status, commanded: { xNm: index, yNm: 0 } },
      ...(status === "taken" ? taken : {}),
      image: () => (status === "taken" ? image : undefined),
    };
  }

  take(index: number): void {
    this.tiles[index] = this.#tile(index, "taken");
    this.change();
  }

  set(state: MontageState): void {
    this.state = state;
    this.change();
  }

  change(): void {
    for (const listener of this.#listeners) listener();
  }

  get listening(): number {
    return this.#listeners.size;
  }

  start = () => void this.calls.push("start");
  pause = () => void this.calls.push("pause");
  resume = () => void this.calls.push("resume");
  stop = () => void this.calls.push("stop");
  stageAt({ xNm, yNm }: { xNm: number; yNm: number }) {
    return this.state === "planned" ? undefined : { xUm: -xNm / 1000, yUm: -yNm / 1000 };
  }
  onChange(listener: () => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

function shown({ classify }: { classify?: ClassifyTile } = {}) {
  const comms = new FakeComms();
  const run = new FakeRun();
  const moves: object[] = [];
  let arrive: (error?: Error) => void = () => {};
  const session = {
    ...{
      host: new WidgetHost(comms),
      signal: () => undefined,
      classes: [{ name: "film", colour: "#e69f00" }],
      classify,
    },
    still: () => ({ "image/png": "still" }),
    moveTo: (target: object, { signal }: { signal: AbortSignal }) => {
      moves.push(target);
      return new Promise<void>((resolve, reject) => {
        arrive = (error) => (error ? reject(error) : resolve());
        signal.addEventListener("abort", () => reject(new Error("the motion was stopped")));
      });
    },
  };
  const widget = new LiveMontageWidget(run, look, session);
  const bundle = widget[displaySymbol]();
  const id = comms.sent.at(-1)!.id;
  let last = 0;
  /** Asks as a page does, and gives what came back. */
  const ask = async (name: string, body: unknown = null) => {
    last += 1;
    comms.say(id, { method: "custom", content: { kind: "request", id: `p${last}`, name, body } });
    await turn();
    return comms.take(id).filter(({ data }) => data.content?.id === `p${last}`)[0];
  };
  const states = () => comms.take(id).flatMap(({ data }) => (data.method === "update" ? [data.state] : []));
  return { comms, run, moves, widget, bundle, id, ask, states, arrive: (error?: Error) => arrive(error) };
}

test("showing it begins nothing; beside the view lies a still picture", () => {
  const { run, bundle, widget } = shown();
  assert.equal(run.calls, []);
  assert.equal(Object.keys(bundle).sort(), ["application/vnd.jupyter.widget-view+json", "image/png"]);
  assert.is(widget.current.positions, "measured");
});

test("what the run does is told at most ten times a second, and the last of it always", async () => {
  const { run, states } = shown();
  states();
  run.set("running");
  run.take(0);
  run.take(1);
  run.set("done");
  assert.ok(states().length <= 1);
  await wait(150);
  const last = states().at(-1);
  assert.is(last.runState, "done");
  assert.equal(
    last.tiles.map((tile: { status: string; measuredXNm: number }) => [tile.status, tile.measuredXNm]),
    [
      ["taken", 0.5],
      ["taken", 1.5],
    ],
  );
  assert.is(last.progress.done, 2);
  run.change();
  await wait(150);
  assert.equal(states(), [], "nothing new is not sent");
});

test("each page asks for the tiles that it needs, at its size; what is not there is refused", async () => {
  const { run, ask } = shown();
  run.take(1);
  const found = await ask("tile", { index: 1, bin: 2 });
  assert.equal(found?.data.content.body, { index: 1, bin: 2, widthPx: 4, heightPx: 2, low: 104.5, high: 126.5 });
  assert.equal(found?.buffers[0]?.length, 16);
  assert.equal([found?.buffers[0]?.[0], found?.buffers[0]?.[14], found?.buffers[0]?.[15]], [0, 255, 255]);
  for (const wrong of [{ index: 0, bin: 1 }, { index: 9, bin: 1 }, { index: 1 }, null, "tile"])
    assert.is((await ask("tile", wrong))?.data.content.kind, "failure");
});

test("the buttons steer the run", async () => {
  const { run, ask } = shown();
  for (const name of ["start", "pause", "resume", "stop"]) assert.is((await ask(name))?.data.content.kind, "answer");
  assert.equal(run.calls, ["start", "pause", "resume", "stop"]);
});

test("a place is planned and nothing moves; Go moves, and says where it has come to", async () => {
  const { run, ask, moves, widget, arrive } = shown();
  await ask("plan", { xNm: 500, yNm: 20 });
  assert.is(widget.plannedMove?.status, "refused", "before the run nobody knows where the middle is");
  assert.is((await ask("go"))?.data.content.kind, "failure");
  run.set("running");
  await ask("plan", { xNm: 500, yNm: 20 });
  assert.match(widget.plannedMove?.text ?? "", /x -0.500 µm, y -0.020 µm. Nothing moves before Go/);
  assert.match((await ask("go"))?.data.content.reason, /pause or stop it first/);
  assert.equal(moves, []);
  run.set("paused");
  const going = ask("go");
  await going;
  assert.equal(moves, [{ xUm: -0.5, yUm: -0.02 }]);
  assert.match((await ask("resume"))?.data.content.reason, /on its way/);
  assert.match((await ask("plan", { xNm: 1, yNm: 1 }))?.data.content.reason, /on its way/);
  arrive();
  await turn();
  assert.is(widget.plannedMove?.status, "arrived");
  await ask("clearPlan");
  assert.is(widget.plannedMove, undefined);
  for (const wrong of [null, { xNm: "1", yNm: 0 }, { xNm: 1e99, yNm: 0 }])
    assert.is((await ask("plan", wrong))?.data.content.kind, "failure");
});

test("Stop ends a motion too, and what the stage refuses is told", async () => {
  const { run, ask, widget, arrive } = shown();
  run.set("done");
  await ask("plan", { xNm: 1, yNm: 1 });
  void ask("go");
  await turn();
  await ask("stop");
  assert.match(widget.plannedMove?.text ?? "", /motion was stopped/);
  await ask("plan", { xNm: 2, yNm: 1 });
  void ask("go");
  await turn();
  arrive(new Error("x would be at 120 µm"));
  await turn();
  assert.equal([widget.plannedMove?.status, widget.plannedMove?.text], ["refused", "x would be at 120 µm"]);
});

test("tiles are segmented one after the other, only while it is switched on", async () => {
  const seen: number[] = [];
  const classify: ClassifyTile = async (image, { index }) => {
    seen.push(index);
    if (index === 1) throw new Error("no model");
    return { classes: new Uint8Array(2).fill(1), columns: 2, rows: 1, widthPx: image.widthPx } as never;
  };
  const { run, comms, id, ask, widget } = shown({ classify });
  run.take(0);
  await turn();
  assert.equal(seen, []);
  comms.say(id, { method: "update", state: { isClassifying: true } });
  await turn();
  assert.equal(seen, [0]);
  assert.is(widget.current.isClassifying, true);
  assert.equal([...((await ask("classMap", { index: 0 }))?.buffers[0] ?? [])], [1, 1]);
  run.take(1);
  await wait(150);
  const states = comms.take(id).flatMap(({ data }) => (data.state ? [data.state] : []));
  assert.ok(states.some(({ classProblem }) => classProblem === "tile 1: no model"));
  assert.is((await ask("classMap", { index: 1 }))?.data.content.kind, "failure");
  run.change();
  await turn();
  assert.equal(seen, [0, 1], "what has failed is not tried again and again");
});

test("a class map that does not fit is refused", async () => {
  const { run, comms, id } = shown({ classify: () => ({ classes: new Uint8Array(3), columns: 2, rows: 1 }) });
  comms.say(id, { method: "update", state: { isClassifying: true } });
  run.take(0);
  await wait(150);
  const problems = comms.take(id).flatMap(({ data }) => data.state?.classProblem ?? []);
  assert.match(problems.at(-1), /classify must give/);
});

test("closed, it leaves the run alone and hears of it no more", () => {
  const { run, widget } = shown();
  assert.is(run.listening, 1);
  widget.close();
  assert.equal([run.listening, run.calls], [0, []]);
});

test("positions as CSV are those of the run", () => {
  const { run, widget } = shown();
  run.take(0);
  assert.match(widget.toCsv(), /\n0,0,0,taken,0,0,0.25,0,0.5,0,7,""\n/);
});

test("what the run waits for is told", async () => {
  const { run, states } = shown();
  states();
  Object.assign(run, { waitsFor: "em.run.montage cannot begin while em.acquire.haadf is under way" });
  run.change();
  await wait(150);
  assert.match(states().at(-1).waitsFor, /haadf is under way/);
});

test("the steps of a tile span its own values; what is even and what has no value is 0", () => {
  const image = (values: number[], widthPx: number) => ({
    data: Float32Array.from(values),
    widthPx,
    heightPx: values.length / widthPx,
  });
  const stepsOf = (values: number[]) => {
    const { pixels } = tileBytes(image(values, 2), 1);
    return [...new Uint16Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 2)];
  };
  assert.equal(stepsOf([10, 20, 30, 60]), [0, 13_107, 26_214, 65_535]);
  assert.equal(stepsOf([5, 5, 5, 5]), [0, 0, 0, 0]);
  assert.equal(stepsOf([Number.NaN, 2, 4, 4]), [0, 0, 65_535, 65_535]);
  assert.equal(stepsOf([Number.NEGATIVE_INFINITY, 2, 4, 4]), [0, 0, 65_535, 65_535]);
  const small = tileBytes(image([1, 2, 3, 4, 5, 6], 3), 8);
  assert.equal([small.head.widthPx, small.head.heightPx, small.head.bin], [1, 1, 2]);
});

test.run();
