import { test } from "uvu";
import * as assert from "uvu/assert";
import { spokenName } from "../../extension/lib/extension/src/widgets/element.js";

test("the name of a button holds the words on it, and nothing twice", () => {
  assert.is(spokenName("Fit", "Show the whole image"), "Fit: Show the whole image");
  assert.is(spokenName("1:1", "Full size"), "1:1: Full size");
  assert.is(spokenName("Undo", "Undo (U)"), "Undo (U)");
  assert.is(spokenName("Move", "Drag moves the image"), "Move: Drag moves the image");
  assert.is(spokenName("Load file…", "Load file: all of it"), "Load file: all of it");
  assert.is(spokenName("PNG", "Save the whole image as a png"), "Save the whole image as a png");
});

test("a sign is not read out: its name says it", () => {
  assert.is(spokenName("−", "Zoom out"), "Zoom out");
  assert.is(spokenName("×", "Remove film"), "Remove film");
});

test.run();
