import { suite } from "uvu";
import * as assert from "uvu/assert";
import { displayGlobals } from "../../../kernel/output/cellDisplay.js";
import { ShownIds } from "../../../kernel/output/shownIds.js";
import { FakePort, thrownBy } from "./fakePort.js";

const test = suite("display");

function make() {
  const port = new FakePort();
  const { display, ...rest } = displayGlobals(port, new ShownIds());
  type Format = (content: unknown, options?: object) => Promise<void>;
  const formats = display as unknown as Record<string, Format>;
  const types = () => port.sent.map(({ messageType, content }) => [messageType, content.transient?.display_id]);
  return { port, display, formats, types, ...rest };
}

test("the second output of an id takes the place of the first, whatever their formats", async () => {
  const { display, formats, types } = make();
  await display(1, { id: "a" });
  formats["html"]!("<b>2</b>", { id: "a" });
  formats["json"]!({}, { id: "b" });
  await display(3, { id: "a" });
  await display(4);
  assert.equal(types(), [
    ["display_data", "a"],
    ["update_display_data", "a"],
    ["display_data", "b"],
    ["update_display_data", "a"],
    ["display_data", undefined],
  ]);
});

test("another cell shows an id anew, and so does the same after clear", async () => {
  const { port, display, clear, clearOutput, types } = make();
  await display(1, { id: "a" });
  port.runId = 2;
  await display(2, { id: "a" });
  await clear({ wait: true });
  await display(3, { id: "a" });
  port.runId = 1;
  await display(4, { id: "a" });
  assert.equal(types(), [
    ["display_data", "a"],
    ["display_data", "a"],
    ["clear_output", undefined],
    ["display_data", "a"],
    ["update_display_data", "a"],
  ]);
  assert.equal(port.sent[2]?.content as unknown, { wait: true });
  assert.is(clearOutput, clear);
});

test("updateDisplay reaches outputs of other cells", async () => {
  const { port, display, updateDisplay, types } = make();
  await display(1, { id: "a" });
  port.runId = 2;
  await updateDisplay("a", [{ x: 1 }]);
  assert.equal(types().at(-1), ["update_display_data", "a"]);
  assert.match(String(port.sent.at(-1)?.content.data["text/html"]), "<table>");
});

test("every format is there, pictures with their size", () => {
  const { port, formats } = make();
  const names = ["html", "jpeg", "json", "latex", "markdown", "plotly", "png", "svg", "text"];
  assert.equal(Object.keys(formats).sort(), names);
  formats["png"]!(Buffer.from("89504e470d0a1a0a", "hex"), { widthPx: 5, id: "p" });
  assert.equal(port.sent[0]?.content.metadata, { "image/png": { width: 5 } });
  assert.equal(port.sent[0]?.content.transient, { display_id: "p" });
});

test("an id that is no text is refused, and nothing is shown", () => {
  const { port, display, formats, updateDisplay } = make();
  for (const id of [5, "", {}]) {
    assert.match(
      thrownBy(() => display(1, { id: id as string })),
      "EmError[BadOption]: the id of an output is",
    );
    assert.match(
      thrownBy(() => formats["text"]!("a", { id })),
      "the id of an output is",
    );
    assert.match(
      thrownBy(() => updateDisplay(id as string, 1)),
      "the id of an output is",
    );
  }
  assert.is(port.sent.length, 0);
});

test("runs long gone are forgotten", () => {
  const ids = new ShownIds();
  for (let run = 0; run < 1000; run += 1) ids.messageType(run, "a");
  assert.is(ids.messageType(999, "a"), "update_display_data");
  assert.is(ids.messageType(0, "a"), "display_data");
});

test.run();
