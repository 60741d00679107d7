import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { historyFolder } from "../../../kernel/history/historyFolder.js";

const test = suite("historyFolder");

test("each system has its place for the data of programs", () => {
  assert.is(historyFolder({}, "linux", "/home/u"), join("/home/u", ".local", "share", "emlab", "history"));
  assert.is(historyFolder({ XDG_DATA_HOME: "/data" }, "linux", "/home/u"), join("/data", "emlab", "history"));
  assert.is(
    historyFolder({ XDG_DATA_HOME: "data" }, "linux", "/home/u"),
    join("/home/u", ".local", "share", "emlab", "history"),
  );
  const support = join("/Users/u", "Library", "Application Support");
  assert.is(historyFolder({}, "darwin", "/Users/u"), join(support, "emlab", "history"));
  assert.is(historyFolder({ APPDATA: "R:/Roaming" }, "win32", "C:/u"), join("R:/Roaming", "emlab", "history"));
  assert.is(historyFolder({}, "win32", "C:/u"), join("C:/u", "AppData", "Roaming", "emlab", "history"));
});

test("EMLAB_HISTORY switches it off or names the folder", () => {
  for (const off of ["off", "OFF", "0", "no", "false"]) {
    assert.is(historyFolder({ EMLAB_HISTORY: off }, "linux", "/home/u"), undefined);
  }
  assert.is(historyFolder({ EMLAB_HISTORY: "/tmp/h" }, "linux", "/home/u"), resolve("/tmp/h"));
  assert.is(historyFolder({ EMLAB_HISTORY: "" }, "linux", "/home/u"), historyFolder({}, "linux", "/home/u"));
});

test.run();
