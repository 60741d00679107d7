import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { SessionFiles } from "../../../kernel/history/sessionFiles.js";

const test = suite("sessionFiles");
const root = mkdtempSync(join(tmpdir(), "emlab-sessions-"));
let count = 0;
test.after(() => rmSync(root, { recursive: true }));

function newFolder(): string {
  count += 1;
  return join(root, String(count), "history");
}

test("a folder that is not there yet has no sessions, and is made for the first one", async () => {
  const folder = newFolder();
  const files = new SessionFiles(folder);
  assert.equal(await files.list(), []);
  const { session, path } = await files.claim();
  assert.is(session, 1);
  assert.equal(
    (await files.list()).map((file) => file.session),
    [1],
  );
  if (process.platform === "win32") return;
  assert.is(statSync(path).mode & 0o777, 0o600);
  assert.is(statSync(folder).mode & 0o777, 0o700);
});

test("kernels that start at the same time get different numbers", async () => {
  const folder = newFolder();
  const claimed = await Promise.all(Array.from({ length: 20 }, () => new SessionFiles(folder).claim()));
  assert.equal(
    claimed.map(({ session }) => session).sort((a, b) => a - b),
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
});

test("text is appended, replaced whole, and read", async () => {
  const files = new SessionFiles(newFolder());
  const file = await files.claim();
  await files.append(file, '{"line":1,"source":"a"}\n');
  await files.append(file, '{"line":2,"source":"b"}\n');
  assert.is((await files.read(file)).size, 2);
  await files.replace(file, '{"line":2,"source":"b"}\n');
  assert.equal((await files.read(file)).all, [{ line: 2, source: "b" }]);
  assert.equal(readdirSync(join(file.path, "..")), ["session-000001.jsonl"]);
  if (process.platform !== "win32") assert.is(statSync(file.path).mode & 0o777, 0o600);
});

test("what is not there or is none of ours reads as empty, and other names are no sessions", async () => {
  const folder = newFolder();
  const files = new SessionFiles(folder);
  const file = await files.claim();
  assert.is((await files.read({ session: 9, path: join(folder, "none") })).size, 0);
  assert.is((await files.read({ session: 9, path: folder })).size, 0);
  writeFileSync(file.path, Buffer.alloc(16 * 1024 * 1024 + 1, "\n"));
  assert.is((await files.read(file)).size, 0);
  for (const name of ["notes.txt", "session-1.jsonl", "session-000002.jsonl.new", "session-000000.jsonl"]) {
    writeFileSync(join(folder, name), "");
  }
  assert.equal(
    (await files.list()).map(({ session }) => session),
    [1],
  );
});

test("the oldest files go when there are more than 16 MB", async () => {
  const folder = newFolder();
  const files = new SessionFiles(folder);
  for (let i = 1; i <= 4; i += 1) {
    const { path } = await files.claim();
    writeFileSync(path, "x".repeat(5 * 1024 * 1024));
    // The second one is still in use: it was written to last.
    utimesSync(path, 1000 + i, i === 2 ? 5000 : 1000 + i);
  }
  const { session } = await files.claim();
  assert.is(session, 5);
  assert.equal(
    (await files.list()).map((file) => file.session),
    [2, 3, 4, 5].filter((n) => n !== 1),
  );
  assert.not.ok(existsSync(join(folder, "session-000001.jsonl")));
});

test("the oldest files go when there are more than 1000", async () => {
  const files = new SessionFiles(newFolder());
  const { path } = await files.claim();
  for (let i = 2; i <= 1003; i += 1) {
    const other = path.replace("000001", String(i).padStart(6, "0"));
    writeFileSync(other, "");
    utimesSync(other, i, i);
  }
  utimesSync(path, 1, 1);
  await files.claim();
  const left = (await files.list()).map(({ session }) => session);
  assert.equal([left.length, left[0], left.at(-1)], [1001, 4, 1004]);
});

test("a folder that cannot be made rejects", async () => {
  const blocked = newFolder();
  const file = join(root, "a-file");
  writeFileSync(file, "");
  await new SessionFiles(join(file, "history")).claim().then(
    () => assert.unreachable(),
    (error: Error) => assert.match(error.message, /ENOTDIR|EEXIST|ENOENT/),
  );
  assert.not.ok(existsSync(blocked));
  assert.is(readFileSync(file, "utf8"), "");
});

test.run();
