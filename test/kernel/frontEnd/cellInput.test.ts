import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type AskingCell, CellInput } from "../../../kernel/frontEnd/cellInput.js";
import type { InputQuestion } from "../../../kernel/threadMessages.js";

const test = suite("questions of a cell");

function cellWithInput(allowStdin = true) {
  const asked: InputQuestion[] = [];
  const ended: number[] = [];
  const abort = new AbortController();
  let end = () => {};
  const over = new Promise<void>((resolve) => (end = resolve));
  const cell: AskingCell = { runId: 4, allowStdin, signal: abort.signal, ended: over };
  const state: { running: AskingCell | undefined; owner: number } = { running: cell, owner: 4 };
  const input = new CellInput({
    running: () => state.running,
    owner: () => state.owner,
    ask: (question) => asked.push(question),
    end: (inputId) => ended.push(inputId),
  });
  const endCell = () => {
    state.running = undefined;
    end();
  };
  return { input, asked, ended, abort, state, endCell };
}

async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    return `resolved with ${await promise}`;
  } catch (error) {
    return String(error);
  }
}

test("asks with the prompt, and resolves with the answer to this question alone", async () => {
  const { input, asked, ended } = cellWithInput();
  const answer = input.input("Name", { password: true });
  await Promise.resolve();
  assert.equal(asked, [{ inputId: 1, runId: 4, prompt: "Name", password: true }]);
  input.answered(7, "another");
  input.answered(1, "Ada");
  assert.is(await answer, "Ada");
  assert.equal(ended, [1]);
});

test("a second question waits for the first, whatever becomes of it", async () => {
  const { input, asked } = cellWithInput();
  const answers = [input.input("1"), input.input("2")];
  await Promise.resolve();
  input.answered(1, undefined);
  assert.match(await failure(answers[0]!), /StdinNotAllowed: .*cannot be asked/);
  assert.equal(
    asked.map(({ prompt }) => prompt),
    ["1", "2"],
  );
  input.answered(2, "b");
  assert.is(await answers[1], "b");
});

test("an interrupt rejects the question and those behind it, and nothing more is asked", async () => {
  const { input, asked, ended, abort } = cellWithInput();
  const answers = [input.input("1"), input.input("2")];
  await Promise.resolve();
  abort.abort(new Error("interrupted"));
  for (const answer of answers) assert.is(await failure(answer), "Error: interrupted");
  assert.equal([asked.length, ended], [1, [1]]);
});

test("the end of the cell rejects what it has not waited for", async () => {
  const { input, asked, endCell } = cellWithInput();
  const answers = [input.input("1"), input.input("2")];
  await Promise.resolve();
  endCell();
  for (const answer of answers) assert.match(await failure(answer), /InputOutsideCell: .*ended before/);
  assert.is(asked.length, 1);
});

test("is refused outside of its cell, and where nobody can be asked", async () => {
  const outside = cellWithInput();
  outside.state.owner = 3;
  assert.match(await failure(outside.input.input()), /InputOutsideCell/);
  outside.state.running = undefined;
  assert.match(await failure(outside.input.input()), /InputOutsideCell/);
  const byProgram = cellWithInput(false);
  assert.match(await failure(byProgram.input.input()), /StdinNotAllowed: .*allow_stdin is false/);
  assert.equal([outside.asked.length, byProgram.asked.length], [0, 0]);
});

test.run();
