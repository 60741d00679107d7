import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bindSession, em } from "../../src/em/index.js";
import { displaySymbol } from "../../src/widgets/viewBundle.js";
import { expectError } from "../io/expectError.js";
import { FakeComms } from "../widgets/fakeComms.js";

const test = suite("em.widgets.liveMontage");
const small = { columns: 2, rows: 1, fovNm: 2000, sizePx: 64, dwellUs: 1 } as const;
const wrong = (act: () => unknown, message: RegExp) => expectError("BadOption", (async () => void act())(), message);

test.after.each(async () => {
  bindSession({});
  await em.disconnect();
});

test("its still picture is the plan, and then the tiles; without a front end it is all there is", async () => {
  await em.connect("twin:moo3?seed=3", { runs: false });
  const run = em.run.montage(small);
  const widget = em.widgets.liveMontage(run);
  const plan = widget[displaySymbol]();
  assert.match(String(plan["text/plain"]), /2 tiles are planned; none was taken yet/);
  assert.type(plan["image/png"], "string");
  assert.is(run.state, "planned");
  await run;
  assert.match(String(widget[displaySymbol]()["text/plain"]), /2 of 2 tiles/);
  assert.match(widget.toCsv(), /\n1,1,0,taken,/);
});

test("Go moves the stage of the connected instrument, through the guard", async () => {
  const comms = new FakeComms();
  bindSession({ comms });
  await em.connect("twin:moo3?seed=3", { runs: false });
  const run = em.run.montage(small);
  const widget = em.widgets.liveMontage(run);
  widget[displaySymbol]();
  const { id } = comms.sent.filter(({ type }) => type === "open").at(-1)!;
  const ask = (name: string, body: unknown) =>
    comms.say(id, { method: "custom", content: { kind: "request", id: name, name, body } });
  await run;
  const before = (await em.stage.position()).commanded;
  ask("plan", { xNm: 250, yNm: -500 });
  assert.is(widget.plannedMove?.status, "planned");
  assert.equal((await em.stage.position()).commanded, before);
  ask("go", null);
  const status = () => String(widget.plannedMove?.status);
  while (status() !== "arrived") await new Promise((resolve) => setTimeout(resolve, 5));
  const { xUm, yUm } = (await em.stage.position()).commanded;
  assert.equal([xUm, yUm], [-0.25, 0.5]);
  ask("plan", { xNm: 5e8, yNm: 0 });
  ask("go", null);
  while (status() !== "refused") await new Promise((resolve) => setTimeout(resolve, 5));
  assert.match(widget.plannedMove?.text ?? "", /µm/);
  // Of another instrument, places of this montage say nothing.
  await em.connect("twin:moo3?seed=4", { runs: false });
  ask("plan", { xNm: 0, yNm: 0 });
  assert.is(widget.plannedMove?.xUm, null);
  assert.match(widget.plannedMove?.text ?? "", /not connected any more/);
});

test("what is no run, and options that it does not have, are refused", async () => {
  await wrong(() => em.widgets.liveMontage(undefined as never), /no run of tiles/);
  const run = em.run.montage(small);
  await wrong(() => em.widgets.liveMontage(run, { position: "measured" } as never), /Did you mean positions/);
  await wrong(() => em.widgets.liveMontage(run, { positions: "real" as never }), /positions/);
  await wrong(() => em.widgets.liveMontage(run, { classes: [""] }), /names/);
  await wrong(() => em.widgets.liveMontage(run, { classify: 7 as never }), /a function/);
});

test.run();
