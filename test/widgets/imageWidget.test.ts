import { test } from "uvu";
import * as assert from "uvu/assert";
import { Micrograph } from "../../src/core/micrograph.js";
import { ImageWidget } from "../../src/widgets/image/imageWidget.js";
import { displaySymbol } from "../../src/widgets/viewBundle.js";
import { WidgetHost } from "../../src/widgets/widgetHost.js";
import { FakeComms } from "./fakeComms.js";

const look = { colourMap: "grey", low: 0, high: 5, gamma: 1 } as const;
const viewMime = "application/vnd.jupyter.widget-view+json";

function widget(micrograph = new Micrograph({ data: Float32Array.from([0, 1, 2, 3, 4, 5]), widthPx: 3, heightPx: 2 })) {
  const comms = new FakeComms();
  const session = { host: new WidgetHost(comms), signal: () => undefined };
  return { comms, image: new ImageWidget(micrograph, look, session) };
}

test("it shows itself as a view with a still picture and a text, and as no HTML", () => {
  const { comms, image } = widget();
  const bundle = image[displaySymbol]();
  assert.equal(Object.keys(bundle).sort(), [viewMime, "image/png", "text/plain"]);
  const { model_id, version_major } = bundle[viewMime] as { model_id: string; version_major: number };
  assert.is(version_major, 2);
  assert.is(comms.sent.at(-1)!.id, model_id);
  assert.match(String(bundle["text/plain"]), "3 x 2 px");
  assert.is(Buffer.from(String(bundle["image/png"]), "base64").toString("latin1", 1, 4), "PNG");
});

test("what the front end is told of the image", () => {
  const { comms, image } = widget(
    new Micrograph({
      data: Float32Array.from([0, 300]),
      widthPx: 2,
      heightPx: 1,
      pixelNm: 0.5,
      isCounts: true,
      title: "é",
    }),
  );
  image[displaySymbol]();
  const { data, buffers } = comms.sent.at(-1)!;
  const { title, widthPx, heightPx, pixelNm, valueUnit, pixelFormat, autoHigh } = data.state;
  assert.equal([title, widthPx, heightPx, pixelNm, valueUnit], ["é", 2, 1, 0.5, "electrons"]);
  assert.equal([pixelFormat, autoHigh, buffers], ["uint16", 5, [Uint8Array.of(0, 0, 44, 1)]]);
});

test("without a front end it is the still picture", () => {
  const micrograph = new Micrograph({ data: new Float32Array(4), widthPx: 2, heightPx: 2 });
  const image = new ImageWidget(micrograph, look, { host: undefined, signal: () => undefined });
  assert.ok(image[displaySymbol]()["text/html"]);
});

test("its look is changed by code and by people", async () => {
  const { comms, image } = widget();
  image[displaySymbol]();
  const { id } = comms.sent.at(-1)!;
  assert.is(image.look({ gamma: 2 }), image);
  assert.equal(comms.take(id)[0]!.data.state, { ...look, gamma: 2 });
  const heard: unknown[] = [];
  const end = image.onChange(({ colourMap }) => heard.push(colourMap));
  const changed = image.changed();
  comms.say(id, { method: "update", state: { colourMap: "magma" } });
  assert.equal(await changed, { ...look, gamma: 2, colourMap: "magma" });
  assert.equal([image.current.colourMap, heard], ["magma", ["magma"]]);
  end();
});

test("a look that cannot be shown is refused, with what to do", () => {
  const { image } = widget();
  const wrong = [{ gamma: 0 }, { gama: 1 }, { colourMap: "jet" }, { low: Number.NaN }, { low: 6 }, { high: -1 }];
  for (const change of wrong)
    assert.throws(
      () => image.look(change as never),
      (error: { tag?: string; fix?: string }) => error.tag === "BadOption" && Boolean(error.fix),
    );
  assert.equal(image.current, look);
});

test("an image that no front end would take is refused", () => {
  const long = new Micrograph({ data: new Float32Array(40_000), widthPx: 40_000, heightPx: 1 });
  assert.throws(() => widget(long), /40000 x 1 px cannot be shown/);
});

test("a snapshot is what the view answers; after close there is none", async () => {
  const { comms, image } = widget();
  image[displaySymbol]();
  const { id } = comms.sent.at(-1)!;
  const snapshot = image.snapshot();
  const { content } = comms.take(id)[0]!.data;
  assert.is(content.name, "snapshot");
  comms.say(id, { method: "custom", content: { kind: "answer", id: content.id, body: null } }, [
    Uint8Array.of(137, 80),
  ]);
  assert.equal(await snapshot, Uint8Array.of(137, 80));
  image.close();
  await image.snapshot().then(
    () => assert.unreachable(),
    ({ tag }) => assert.is(tag, "NotConnected"),
  );
});

test.run();
