import { test } from "uvu";
import * as assert from "uvu/assert";
import { AuditLog, verifyAudit } from "../../src/instrument/guard/auditLog.js";
import { expectError } from "../io/expectError.js";
import { auditOf, changesOf, frame, guarded } from "./guarded.js";

const clock = { nowMs: () => Date.UTC(2026, 0, 2, 3, 4, 5, 678) };
/** A line as it was written, as far as these tests look at it. */
interface Line {
  readonly number: number;
  readonly at: string;
  readonly owner: string;
  readonly instrument: string;
  readonly outcome: string;
  readonly operation: string;
  readonly asked?: number;
  readonly durationMs?: number;
  readonly details?: unknown;
  readonly error?: { readonly tag: string; readonly message: string; readonly fix: string };
}
const read = (line: string) => JSON.parse(line) as Line;

async function someLines(): Promise<string[]> {
  const lines: string[] = [];
  const { guard } = guarded({ clock, auditSink: (line) => lines.push(line), doseBudgetEPerA2: 200 });
  await guard.stage.moveTo({ xUm: 20 });
  await guard.stage.moveTo({ xUm: 2000 }).catch(() => undefined);
  await guard.acquire(frame);
  await guard.acquire(frame).catch(() => undefined);
  await guard.stage.stop();
  await guard.safe();
  return lines;
}

test("(h) every request, refusal and result is a line with number, time, owner and duration", async () => {
  const lines = await someLines();
  assert.equal(
    lines.map((line) => `${read(line).outcome} ${read(line).operation}`),
    [
      "asked em.stage.moveTo",
      "done em.stage.moveTo",
      "asked em.stage.moveTo",
      "refused em.stage.moveTo",
      "asked em.acquire",
      "done em.acquire",
      "asked em.acquire",
      "refused em.acquire",
      "asked em.stage.stop",
      "done em.stage.stop",
      "asked safe",
      "done safe",
    ],
  );
  const [asked, done, , refused] = lines.map(read);
  assert.equal([asked!.number, asked!.at, asked!.owner], [0, "2026-01-02T03:04:05.678Z", "ana"]);
  assert.is(asked!.instrument, "memory:test");
  assert.equal(asked!.details, { axes: { xUm: 20 } });
  assert.equal([done!.asked, done!.durationMs], [0, 0]);
  assert.equal((done!.details as { commanded: object }).commanded, {
    xUm: 20,
    yUm: 0,
    zUm: 0,
    alphaDeg: 0,
    betaDeg: 0,
  });
  assert.equal([refused!.asked, refused!.error!.tag], [2, "StageLimit"]);
  assert.match(refused!.error!.message, "±100 µm");
  assert.match(refused!.error!.fix, "Keep xUm");
});

test("(h) a line of an acquisition tells what was taken, not the pixels", async () => {
  const lines = await someLines();
  const [recording] = read(lines[5]!).details as { doseEPerA2: number }[];
  const { doseEPerA2 } = recording!;
  assert.equal(recording, { kind: "image", detector: "haadf", shape: [32, 32], isComplete: true, doseEPerA2 });
  assert.ok(Math.abs(doseEPerA2 - 127.83) < 0.01);
  assert.ok(lines.every((line) => line.length < 2000));
});

test("(h) the chain is whole, and every change, gap, swap and addition is found", async () => {
  const lines = await someLines();
  const whole = verifyAudit(lines);
  assert.ok(whole.isWhole);
  assert.ok(verifyAudit(lines.slice(3)).isWhole, "from the middle on");
  assert.ok(verifyAudit([]).isWhole);
  for (let i = 0; i < lines.length; i++) {
    const changed = lines.with(i, lines[i]!.replace("ana", "ben"));
    // A change of the last line breaks nothing after it: its own hash tells.
    if (i < lines.length - 1) assert.is(verifyAudit(changed).firstBad, i + 1);
    else assert.is.not(verifyAudit(changed).lastHash, whole.lastHash);
    if (i > 0 && i < lines.length - 1) assert.is(verifyAudit(lines.toSpliced(i, 1)).firstBad, i);
    assert.not.ok(verifyAudit(lines.toSpliced(i, 0, lines[i]!)).isWhole);
    if (i > 0) assert.not.ok(verifyAudit(lines.with(i, lines[i - 1]!).with(i - 1, lines[i]!)).isWhole);
    for (const length of [0, 10, lines[i]!.length - 1]) {
      const torn = verifyAudit(lines.with(i, lines[i]!.slice(0, length)));
      assert.is(torn.firstBad, i);
      assert.match(torn.problem!, "not JSON");
    }
  }
  assert.is.not(verifyAudit(lines.slice(0, -1)).lastHash, whole.lastHash, "lines cut off the end");
  for (const line of ["null", "5", "[]", '{"number":"x"}', '{"number":1.5}'])
    assert.not.ok(verifyAudit([line]).isWhole);
});

test("(h) the guard gives its lines and the newest hash, and nothing to change them with", async () => {
  const { guard } = guarded();
  await guard.stage.moveTo({ xUm: 1 });
  const { audit } = guard;
  assert.is(audit.count, 2);
  assert.is(verifyAudit(audit.lines()).lastHash, audit.lastHash);
  (audit.lines() as string[]).pop();
  assert.is(guard.audit.lines().length, 2);
  assert.not.ok("write" in audit);
});

test("(h) when the log cannot be written nothing changes any more, but stop, blank and safe", async () => {
  let isFull = false;
  const written: string[] = [];
  const auditSink = (line: string) => {
    if (isFull) throw new Error("ENOSPC");
    written.push(line);
  };
  const { guard, instrument } = guarded({ auditSink });
  await guard.stage.moveTo({ xUm: 1 }, { approach: "direct" });
  isFull = true;
  const error = await expectError(
    "StoreFull",
    guard.stage.moveTo({ xUm: 2 }),
    /audit log of the instrument cannot be written: it needs \d+ bytes, and ENOSPC/,
  );
  assert.match(error.fix, "run the cell again");
  await guard.stage.stop();
  await guard.beam.blank();
  assert.is((await guard.safe()).isStopped, true);
  assert.equal(changesOf(instrument).slice(1), ["stage.stop", "beam.blank", "stage.stop", "beam.blank"]);
  assert.is(auditOf(guard).at(-1), "done safe", "memory still has it");
  isFull = false;
  await guard.stage.moveTo({ xUm: 2 }, { approach: "direct" });
  assert.equal(written, guard.audit.lines(), "what could not be written comes first, in order");
  assert.ok(verifyAudit(written).isWhole);
});

test("(h) arming is on record, with what was typed only when it was wrong", async () => {
  const { guard } = guarded({}, { isHardware: true });
  await guard.arm(async () => "no").catch(() => undefined);
  await guard.arm(async () => "memory:test");
  assert.equal(auditOf(guard), ["asked arm", "refused arm", "asked arm", "done arm"]);
});

test("(h) what JSON cannot say is written all the same, and long things are cut", () => {
  const log = new AuditLog({ owner: "ana", instrument: "i", clock });
  const round: Record<string, unknown> = {};
  round["self"] = round;
  const written = [{ xUm: Number.NaN }, { xUm: 5n }, round, () => 1, "x".repeat(10_000), { big: Array(5000).fill(1) }];
  for (const details of written) log.write({ outcome: "asked", operation: "test", details });
  const lines = log.lines();
  assert.ok(verifyAudit(lines).isWhole);
  assert.equal(read(lines[0]!).details, { xUm: "NaN" });
  assert.equal(read(lines[1]!).details, { xUm: "5" });
  assert.match(String(read(lines[2]!).details), "not to be written");
  assert.is(read(lines[3]!).details, "(function)");
  assert.ok(lines.every((line) => line.length < 2600));
});

test("(h) memory is bounded, and the newest lines still make a chain", () => {
  let written = 0;
  const log = new AuditLog({ owner: "ana", instrument: "i", clock, sink: () => written++ });
  for (let i = 0; i < 25_000; i++) log.write({ outcome: "asked", operation: "test" });
  assert.is(log.count, 25_000);
  assert.is(written, 25_000);
  assert.ok(log.lines().length <= 20_000 && log.lines().length >= 10_000);
  const verdict = verifyAudit(log.lines());
  assert.ok(verdict.isWhole);
  assert.is(verdict.lastHash, log.lastHash);
});

test.run();
