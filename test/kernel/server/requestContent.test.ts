import { suite } from "uvu";
import * as assert from "uvu/assert";
import { contentProblem } from "../../../kernel/server/requestContent.js";
import type { Message } from "../../../kernel/wire.js";

const test = suite("requestContent");

function problem(msg_type: string, content: Record<string, unknown>): string | undefined {
  const header = { msg_id: "1", msg_type, session: "s", username: "u", date: "", version: "5.4" };
  return contentProblem({ header, content, identities: [], parent: {}, metadata: {}, buffers: [] } satisfies Message);
}

/** Valid contents as front ends send them, and for each field the values that must be refused. */
const cases: Readonly<Record<string, { good: Record<string, unknown>[]; wrong: Record<string, unknown[]> }>> = {
  execute_request: {
    good: [
      {
        code: "1",
        silent: false,
        store_history: true,
        user_expressions: { a: "b" },
        allow_stdin: true,
        stop_on_error: true,
      },
      { code: "" },
      { code: "1", silent: null, user_expressions: null },
    ],
    wrong: {
      code: [undefined, null, 5, true, ["1"], {}, "x".repeat(8 * 1024 * 1024 + 1)],
      silent: [0, 1, "false", {}, []],
      store_history: ["yes", 1],
      user_expressions: [
        "a",
        5,
        true,
        ["a"],
        { a: 5 },
        { a: null },
        { a: {} },
        Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [i, ""])),
      ],
      allow_stdin: ["x"],
      stop_on_error: [[]],
    },
  },
  complete_request: {
    good: [
      { code: "abc", cursor_pos: 3 },
      { code: "abc", cursor_pos: 0 },
      { code: "abc" },
      { code: "𝛼", cursor_pos: 2 },
    ],
    wrong: {
      code: [undefined, 5],
      cursor_pos: [-1, 4, 1e9, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "1", true, [1], {}],
    },
  },
  inspect_request: {
    good: [
      { code: "abc", cursor_pos: 3, detail_level: 0 },
      { code: "abc", detail_level: 1 },
      { code: "", cursor_pos: 0 },
    ],
    wrong: { code: [null], cursor_pos: [-5], detail_level: [2, -1, "0", true, 0.5] },
  },
  is_complete_request: { good: [{ code: "1" }], wrong: { code: [undefined, 1, {}] } },
  history_request: {
    good: [
      { hist_access_type: "tail", n: 10, output: false, raw: true },
      { hist_access_type: "range", session: -1, start: 0, stop: null },
      { hist_access_type: "search", pattern: "*", unique: true, n: null },
    ],
    wrong: {
      hist_access_type: [undefined, "all", 5, "constructor"],
      output: ["x"],
      raw: [1],
      unique: ["yes"],
      session: ["1", 1.5, 1e300],
      start: [Number.NaN],
      stop: ["x"],
      n: ["10", {}],
      pattern: [5, "*".repeat(65_537)],
    },
  },
  comm_info_request: { good: [{}, { target_name: "x" }, { target_name: null }], wrong: { target_name: [5, {}] } },
  shutdown_request: { good: [{}, { restart: true }], wrong: { restart: ["yes", 1] } },
};

for (const [type, { good, wrong }] of Object.entries(cases)) {
  test(`${type}: what front ends send passes, every wrong value is named`, () => {
    for (const content of good) assert.is(problem(type, content), undefined, JSON.stringify(content));
    for (const [field, values] of Object.entries(wrong)) {
      for (const value of values) {
        const found = problem(type, { ...good[0], [field]: value });
        assert.match(found ?? "nothing", new RegExp(`^${type}: ${field} (is|has) `), String(value).slice(0, 40));
        assert.ok(found!.length < 200, "short, however long the value is");
      }
    }
  });
}

test("the sentence says what came and what it must be", () => {
  assert.is(
    problem("complete_request", { code: "abc", cursor_pos: 1e9 }),
    "complete_request: cursor_pos is 1000000000; it must be a whole number from 0 to 3, the length of the code",
  );
  assert.is(problem("execute_request", { code: { a: 1 } }), "execute_request: code is an object; it must be a text");
  assert.is(problem("execute_request", {}), "execute_request: code is missing");
});

test("requests that are not known, by names of built-in properties too, are not judged", () => {
  for (const type of ["no_such_request", "constructor", "__proto__", "toString", ""])
    assert.is(problem(type, {}), undefined);
});

test.run();
