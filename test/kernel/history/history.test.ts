import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { History } from "../../../kernel/history/history.js";

const test = suite("history");
const root = mkdtempSync(join(tmpdir(), "emlab-history-"));
let count = 0;
test.after(() => rmSync(root, { recursive: true }));

const warnings: string[] = [];
const open = (folder: string | undefined) => new History(folder, (sentence) => warnings.push(sentence));
const newFolder = () => join(root, String(++count));
const file = (folder: string, session: number) => join(folder, `session-${String(session).padStart(6, "0")}.jsonl`);

/** A finished session of these cells. */
async function session(folder: string, ...cells: string[]): Promise<void> {
  const history = open(folder);
  for (const [i, cell] of cells.entries()) history.addSource(i + 1, cell);
  await history.close();
}

const tail = (n?: number) => ({ hist_access_type: "tail", ...(n === undefined ? {} : { n }) });
const range = (number: number, start?: number, stop?: number) => ({
  hist_access_type: "range",
  session: number,
  start,
  stop,
});
const search = (pattern?: string, options = {}) => ({ hist_access_type: "search", pattern, ...options });

test("the tail goes back through earlier sessions, oldest first", async () => {
  const folder = newFolder();
  await session(folder, "a", "b");
  await session(folder, "c");
  const history = open(folder);
  assert.equal(
    await history.answer(tail(2)),
    [
      [1, 2, "b"],
      [2, 1, "c"],
    ],
    "a session that has run nothing has no file yet",
  );
  history.addSource(1, "d");
  assert.equal(await history.answer(tail(3)), [
    [1, 2, "b"],
    [2, 1, "c"],
    [3, 1, "d"],
  ]);
  assert.equal(await history.answer(tail(0)), []);
  assert.equal(await history.answer(tail(-1)), []);
  assert.is((await history.answer(tail(1000))).length, 4);
  assert.is((await history.answer(tail())).length, 4);
});

test("outputs come with their cells where they are asked for", async () => {
  const folder = newFolder();
  const history = open(folder);
  history.addSource(1, "1+1");
  history.addOutput(1, "2");
  history.addSource(2, "let x");
  const expected = [
    [1, 1, ["1+1", "2"]],
    [1, 2, ["let x", null]],
  ];
  assert.equal(await history.answer({ ...tail(5), output: true }), expected);
  await history.close();
  assert.equal(await open(folder).answer({ ...tail(5), output: true }), expected, "read from the file");
  assert.equal(await open(folder).answer({ ...tail(5), output: false, raw: false }), [
    [1, 1, "1+1"],
    [1, 2, "let x"],
  ]);
});

test("a range takes lines of one session: this one, an earlier one, one counted back", async () => {
  const folder = newFolder();
  await session(folder, "a1", "a2", "a3", "a4");
  await session(folder, "b1", "b2");
  const history = open(folder);
  for (const [i, cell] of ["c1", "c2", "c3"].entries()) history.addSource(i + 1, cell);
  const texts = async (request: object) => (await history.answer(request as never)).map(([, , text]) => text);
  assert.equal(await texts(range(0)), ["c1", "c2", "c3"]);
  assert.equal(await texts(range(3, 2, 3)), ["c2"]);
  assert.equal(await texts(range(-1)), ["b1", "b2"]);
  assert.equal(await texts(range(-2, 2, 4)), ["a2", "a3"]);
  assert.equal(await texts(range(1, 0, 3)), ["a1", "a2"]);
  assert.equal(await texts(range(1, -2)), ["a3", "a4"]);
  assert.equal(await texts(range(1, 1, -1)), ["a1", "a2", "a3"]);
  assert.equal(await texts(range(1, 3, 0)), ["a3", "a4"]);
  for (const nowhere of [range(-3), range(99), range(1, 50), range(1, 3, 2)]) assert.equal(await texts(nowhere), []);
  assert.equal(await texts({ hist_access_type: "range", session: null, start: null, stop: null }), ["c1", "c2", "c3"]);
  assert.equal((await history.answer(range(0, 1, 2)))[0]?.[0], 3, "rows carry the true number of the session");
});

test("a search goes through all sessions, and can be unique and limited", async () => {
  const folder = newFolder();
  await session(folder, "load(1)", "plot(1)", "load(2)");
  await session(folder, "load(1)", "x = [1]");
  const history = open(folder);
  history.addSource(1, "load(3)\nplot(3)");
  const texts = async (request: object) =>
    (await history.answer(request as never)).map(([number, , text]) => `${number} ${text}`);
  assert.equal(await texts(search("load(?)")), ["1 load(1)", "1 load(2)", "2 load(1)"]);
  assert.equal(await texts(search("load*")), ["1 load(1)", "1 load(2)", "2 load(1)", "3 load(3)\nplot(3)"]);
  assert.equal(await texts(search("load(?)", { unique: true })), ["1 load(2)", "2 load(1)"]);
  assert.equal(await texts(search("*plot*", { n: 1 })), ["3 load(3)\nplot(3)"]);
  assert.equal(await texts(search("*[1]*")), ["2 x = [1]"]);
  assert.is((await texts(search(undefined))).length, 6);
  assert.equal(await texts(search("load(?)", { n: 1, unique: true })), ["2 load(1)"]);
  assert.equal(await texts(search("nothing")), []);
});

test("two kernels at once keep their cells apart, and each ends with its own", async () => {
  const folder = newFolder();
  const [one, two] = [open(folder), open(folder)];
  for (let line = 1; line <= 50; line += 1) {
    one.addSource(line, `one ${line}`);
    two.addSource(line, `two ${line}`);
    if (line % 10 === 0) await Promise.all([one.answer(tail(1)), two.answer(tail(1))]);
  }
  for (const [history, own] of [
    [one, "one"],
    [two, "two"],
  ] as const) {
    const rows = await history.answer(tail(1000));
    assert.is(rows.length, 100);
    assert.is(rows.at(-1)?.[2], `${own} 50`);
    assert.ok(rows.slice(50).every(([, , text]) => String(text).startsWith(own)));
  }
  assert.is((await open(folder).answer(tail(1000))).length, 100);
});

test("a damaged file loses its damaged lines alone", async () => {
  const folder = newFolder();
  await session(folder, "a", "b");
  appendFileSync(file(folder, 1), '{"line":3,"sour');
  await session(folder, "c");
  writeFileSync(file(folder, 3), Buffer.from([0xff, 0xfe, 0, 1, 2]));
  assert.equal(
    (await open(folder).answer(tail(9))).map(([, , text]) => text),
    ["a", "b", "c"],
  );
});

test("without a folder the history is that of this session", async () => {
  const history = open(undefined);
  history.addSource(1, "a");
  assert.equal(await history.answer(tail(5)), [[1, 1, "a"]]);
  assert.equal(await history.answer(range(0)), [[1, 1, "a"]]);
  assert.equal(await history.answer(range(-1)), []);
  await history.close();
});

test("a folder that cannot be written is named once, and the session goes on", async () => {
  const blocker = join(root, "blocker");
  writeFileSync(blocker, "");
  const before = warnings.length;
  const history = open(join(blocker, "history"));
  for (const line of [1, 2, 3]) {
    history.addSource(line, `cell ${line}`);
    assert.is((await history.answer(tail(9))).length, line);
  }
  assert.is(warnings.length, before + 1);
  assert.match(warnings.at(-1) ?? "", /not added to the history.*EMLAB_HISTORY=off/);
});

test("entries leave by themselves after a moment, in one write", async () => {
  const folder = newFolder();
  const history = open(folder);
  for (let line = 1; line <= 100; line += 1) history.addSource(line, "x");
  const size = () => statSync(file(folder, 1), { throwIfNoEntry: false })?.size ?? 0;
  while (size() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.is(readFileSync(file(folder, 1), "utf8").split("\n").length, 101);
});

test("the file of a long session stays bounded, and its last cells are there", async () => {
  const folder = newFolder();
  const history = open(folder);
  const cell = "y".repeat(20_000);
  for (let line = 1; line <= 1500; line += 1) {
    history.addSource(line, `${cell}${line}`);
    if (line % 50 === 0) await history.answer(tail(1));
  }
  await history.close();
  assert.ok(statSync(file(folder, 1)).size < 9 * 1024 * 1024, String(statSync(file(folder, 1)).size));
  const rows = await open(folder).answer(tail(2));
  assert.equal(
    rows.map(([number, line]) => [number, line]),
    [
      [1, 1499],
      [1, 1500],
    ],
  );
});

test.run();
