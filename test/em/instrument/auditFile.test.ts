import fs from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { AuditFile } from "../../../src/em/instrument/auditFile.js";
import { AuditLog, verifyAudit } from "../../../src/instrument/guard/auditLog.js";
import { temporaryFolder } from "../../io/temporaryFolder.js";

const test = suite("audit file");
let place = "";

test.before.each(() => {
  place = temporaryFolder().path;
});

const linesIn = (folder: string) => fs.readFileSync(path.join(folder, "audit.jsonl"), "utf8").trim().split("\n");

test("lines wait until there is a folder, and come in their order", () => {
  let folder: string | undefined;
  const audit = new AuditFile(() => folder);
  audit.add("1");
  audit.add("2");
  audit.flush();
  assert.equal(fs.readdirSync(place), []);
  folder = place;
  audit.flush();
  audit.add("3");
  audit.flush();
  assert.equal(linesIn(place), ["1", "2", "3"]);
});

test("it adds to what is there, and never writes over it", () => {
  fs.writeFileSync(path.join(place, "audit.jsonl"), "0\n");
  new AuditFile(() => place).add("1");
  new AuditFile(() => place).add("2");
  assert.equal(linesIn(place), ["0", "1", "2"]);
});

test("a line that cannot be written is refused, those before it are kept, and flush does not throw", () => {
  let folder: string | undefined;
  const audit = new AuditFile(() => folder);
  audit.add("1");
  folder = path.join(place, "later");
  assert.throws(() => audit.add("2"), /ENOENT/);
  audit.flush();
  fs.mkdirSync(folder);
  audit.add("2");
  assert.equal(linesIn(folder), ["1", "2"]);
});

test("with the log of a guard nothing is lost or doubled over a disk that fails for a while", () => {
  const folder = path.join(place, "later");
  const audit = new AuditFile(() => folder);
  const clock = { nowMs: () => 0 };
  const log = new AuditLog({ owner: "ana", instrument: "i", clock, sink: (line) => audit.add(line) });
  for (let i = 0; i < 3; i++) log.write({ outcome: "asked", operation: "a" });
  assert.throws(() => log.checkSink(), /it needs \d+ bytes, and ENOENT/);
  fs.mkdirSync(folder);
  log.write({ outcome: "asked", operation: "b" });
  log.checkSink();
  assert.equal(linesIn(folder), log.lines());
  assert.ok(verifyAudit(linesIn(folder)).isWhole);
});

test.run();
