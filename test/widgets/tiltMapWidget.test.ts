import { test } from "uvu";
import * as assert from "uvu/assert";
import type { MapDryRun } from "../../src/messages/tiltMap/mapInstrument.js";
import type { MapTilt } from "../../src/messages/tiltMap/tiltMapModel.js";
import { TiltMapWidget } from "../../src/widgets/tiltMap/tiltMapWidget.js";
import type { TiltStageNow } from "../../src/widgets/tiltMap/tiltStage.js";
import { displaySymbol } from "../../src/widgets/viewBundle.js";
import { WidgetHost } from "../../src/widgets/widgetHost.js";
import { plainMap } from "../messages/tiltMap/plainMap.js";
import { FakeComms } from "./fakeComms.js";

const zero = { alphaDeg: 0, betaDeg: 0 };
const instrument = { address: "twin:x", isHardware: false, activity: "rest", reason: "", limit: null } as const;

/** A stage that only writes down what it is asked; `go` ends when the test says so. */
class FakeStage {
  readonly asked: string[] = [];
  listener: ((now: TiltStageNow) => void) | undefined;
  end: (error?: Error) => void = () => {};

  watch(listener: (now: TiltStageNow) => void): () => void {
    this.listener = listener;
    return () => {
      this.listener = undefined;
    };
  }

  async dryRun(to: MapTilt): Promise<MapDryRun> {
    this.asked.push(`dryRun ${to.alphaDeg}`);
    return { from: zero, to, isAllowed: true, reason: "", pathDeg: 1, steps: 1 };
  }

  go(to: MapTilt, signal: AbortSignal): Promise<void> {
    this.asked.push(`go ${to.alphaDeg} ${to.betaDeg}`);
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      this.end = (error) => (error ? reject(error) : resolve());
    });
  }

  async stop(): Promise<void> {
    this.asked.push("stop");
  }
}

function widget() {
  const comms = new FakeComms();
  const stage = new FakeStage();
  const map = new TiltMapWidget(plainMap, {
    host: new WidgetHost(comms),
    signal: () => undefined,
    stage,
    seriesTilts: (_map, { fromDeg }) => [{ alphaDeg: fromDeg, betaDeg: 0, isReachable: true }],
    still: () => ({ "image/svg+xml": "<svg/>", "text/html": "no", "text/plain": "zones" }),
  });
  const bundle = map[displaySymbol]();
  const { id } = comms.sent.at(-1)!;
  const ask = (request: string, name: string, body: unknown) =>
    comms.say(id, { method: "custom", content: { kind: "request", id: request, name, body } });
  return { comms, stage, map, bundle, id, ask };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("it shows itself as a view with a picture and a table as text", () => {
  const { bundle, comms } = widget();
  assert.equal(Object.keys(bundle).sort(), ["application/vnd.jupyter.widget-view+json", "image/svg+xml", "text/plain"]);
  assert.is(comms.sent.at(-1)!.data.state._model_name, "TiltMapModel");
});

test("the stage is looked at once the map is shown, and until it is closed", () => {
  const { map, stage } = widget();
  stage.listener?.({ instrument, current: { alphaDeg: 3, betaDeg: 4 } });
  assert.equal(map.current, { alphaDeg: 3, betaDeg: 4 });
  map.close();
  assert.is(stage.listener, undefined);
});

test("a plan of a person is checked, told, and moves nothing", async () => {
  const { comms, map, stage, id } = widget();
  const heard: unknown[] = [];
  map.onChange(({ planned }) => heard.push(planned));
  const changed = map.changed();
  comms.say(id, { method: "update", state: { planned: { alphaDeg: 7, betaDeg: -3 } } });
  assert.equal((await changed).planned, { alphaDeg: 7, betaDeg: -3 });
  await turn();
  assert.equal(heard, [{ alphaDeg: 7, betaDeg: -3 }]);
  assert.equal(stage.asked, ["dryRun 7"]);
  assert.is(comms.take(id).at(-1)!.data.state.dryRun.isAllowed, true);
});

test("code plans too; what is no tilt is refused", () => {
  const { map } = widget();
  assert.equal(map.plan({ alphaDeg: 1, betaDeg: 2 }).planned, { alphaDeg: 1, betaDeg: 2 });
  assert.is(map.plan(null).planned, null);
  for (const wrong of [{ alphaDeg: 91, betaDeg: 0 }, { alphaDeg: "1", betaDeg: 0 }, { alphaDeg: 1 }, Number.NaN])
    assert.throws(
      () => map.plan(wrong as never),
      (error: { tag?: string; fix?: string }) => error.tag === "BadOption" && Boolean(error.fix),
    );
});

test("Go goes to the tilt that is planned and to no other, once at a time", async () => {
  const { comms, map, stage, ask, id } = widget();
  map.plan({ alphaDeg: 5, betaDeg: 6 });
  await turn();
  comms.take(id);
  ask("a", "go", { alphaDeg: 5, betaDeg: 7 });
  ask("b", "go", { alphaDeg: "5", betaDeg: 6 });
  await turn();
  const answers = comms.take(id).map(({ data }) => data.content);
  assert.equal(
    answers.map(({ kind }) => kind),
    ["failure", "failure"],
  );
  assert.match(answers[0].reason, "the plan has changed");
  ask("c", "go", { alphaDeg: 5, betaDeg: 6 });
  ask("d", "go", { alphaDeg: 5, betaDeg: 6 });
  await turn();
  assert.equal(
    stage.asked.filter((word) => word.startsWith("go")),
    ["go 5 6"],
  );
  assert.match(comms.take(id).find(({ data }) => data.content?.kind === "failure")?.data.content.reason, "already");
  stage.end();
  await turn();
  const after = comms.take(id);
  assert.ok(after.some(({ data }) => data.content?.kind === "answer" && data.content.id === "c"));
  assert.ok(after.some(({ data }) => data.state?.goingTo === null));
});

test("Abort stops the stage and ends Go, and so does closing", async () => {
  const { comms, map, stage, ask, id } = widget();
  map.plan({ alphaDeg: 5, betaDeg: 6 });
  ask("a", "go", { alphaDeg: 5, betaDeg: 6 });
  await turn();
  comms.take(id);
  ask("b", "stop", null);
  await turn();
  assert.is(stage.asked.at(-1), "stop");
  const told = comms
    .take(id)
    .map(({ data }) => data.content)
    .filter(Boolean);
  assert.match(told.find(({ id: of }) => of === "a").reason, "Abort was pressed");
  ask("c", "go", { alphaDeg: 5, betaDeg: 6 });
  await turn();
  map.close();
  await turn();
  assert.is(stage.asked.filter((word) => word.startsWith("go")).length, 2);
});

test("a failure of the stage is told with its reason", async () => {
  const { comms, map, stage, ask, id } = widget();
  map.plan({ alphaDeg: 5, betaDeg: 6 });
  ask("a", "go", { alphaDeg: 5, betaDeg: 6 });
  await turn();
  stage.end(new Error("betaDeg is stuck"));
  await turn();
  assert.ok(comms.take(id).some(({ data }) => data.content?.reason === "betaDeg is stuck"));
});

test("places where the stage rests are remembered, and the same one is not told twice", () => {
  const { comms, stage, id } = widget();
  const at = (alphaDeg: number, activity: "rest" | "moving" = "rest") =>
    stage.listener?.({ instrument: { ...instrument, activity }, current: { alphaDeg, betaDeg: 0 } });
  at(0);
  at(4, "moving");
  at(10);
  at(10.1);
  const visited = comms.take(id).flatMap(({ data }) => (data.state?.visited ? [data.state.visited] : []));
  assert.equal(
    visited.at(-1).map((tilt: MapTilt) => tilt.alphaDeg),
    [0, 10],
  );
});

test("what a page sends of the stage, of the map, or of a wrong kind is not taken over", () => {
  const { comms, map, id } = widget();
  const state = {
    current: { alphaDeg: 50, betaDeg: 0 },
    model: { ...plainMap, title: "x" },
    dryRun: { isAllowed: true },
    goingTo: zero,
    planned: { alphaDeg: 500, betaDeg: 0 },
    edits: { grains: "x" },
  };
  comms.say(id, { method: "update", state });
  assert.equal([map.current, map.planned, map.map.title], [null, null, "plain"]);
});

test("readings, orientations and series of a person are told; another map begins anew", () => {
  const { comms, map, id } = widget();
  const readings = [{ uvw: [1, 0, 1], at: { alphaDeg: 0, betaDeg: 45 }, sigmaDeg: 0.2 }];
  const grain = { id: "a", orientation: plainMap.grains[0]!.orientation, mismatchDeg: 1.5, ambiguous: [], readings };
  const edits = { grains: [grain], features: [], traces: [] };
  const series = { featureId: "gb", mode: "along", fromDeg: -5, toDeg: 5, stepDeg: 5 };
  comms.say(id, { method: "update", state: { edits, series } });
  assert.equal(map.readings, [{ grain: "grain A", readings }]);
  assert.is(map.map.grains[0]!.mismatchDeg, 1.5);
  assert.equal(map.series?.tilts, [{ alphaDeg: -5, betaDeg: 0, isReachable: true }]);
  map.set({ ...plainMap, title: "another" });
  assert.equal([map.map.title, map.readings, map.series, map.planned], ["another", [], null, null]);
  assert.throws(
    () => map.set({ ...plainMap, accelKv: Number.NaN }),
    (error: { message: string }) => error.message.includes('its "accelKv" is missing or wrong'),
  );
});

test("a snapshot is the text that a view gives, and closing ends the waiting", async () => {
  const { comms, map, id } = widget();
  const shot = map.snapshot();
  const { content } = comms.take(id).at(-1)!.data;
  assert.equal([content.name, content.kind], ["snapshot", "request"]);
  const buffers = [new TextEncoder().encode("<svg>x</svg>")];
  comms.say(id, { method: "custom", content: { kind: "answer", id: content.id, body: null } }, buffers);
  assert.is(await shot, "<svg>x</svg>");
  const changed = map.changed();
  map.close();
  await changed.then(
    () => assert.unreachable(),
    (error) => assert.is(error.tag, "Aborted"),
  );
});

test.run();
