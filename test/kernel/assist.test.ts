import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KernelClient } from "./kernelClient.js";

const test = suite("complete, inspect, is_complete");
let kernel: KernelClient;

test.before(async () => {
  kernel = await KernelClient.start();
  await kernel.run(`/** Where the stage stands.
 * @param axis which one */
function stageUm(axis: "x" | "y"): number { return axis === "x" ? 1 : 2 }
interface FindOptions {
  /** Smallest distance between atoms (nm). @default 0.1 */
  readonly minDistanceNm?: number
  /** Weakest peak, as a share of the strongest (unitless, default 0.3). */
  readonly threshold?: number
}
/** Finds atoms in a frame. */
function findAtoms(frame: Float32Array, options?: FindOptions): number { return frame.length + (options?.threshold ?? 0) }
class Tile {
  /** Left edge (um). */
  xUm = 0; yUm = 0 }
const tiles = [new Tile()], 𝛼Deg = 3, nested = { inner: { deep: 1 } }`);
});
test.after(async () => {
  await kernel.shutdown();
  assert.is(kernel.processErrors, "");
});

/** A `|` stands for the cursor, counted in code points. */
async function ask(type: string, code: string): Promise<Record<string, unknown>> {
  const cursor_pos = [...code.slice(0, code.indexOf("|"))].length;
  const { reply } = await kernel.request(type, { code: code.replace("|", ""), cursor_pos, detail_level: 0 });
  assert.is(reply.content["status"], "ok");
  return reply.content;
}

async function matches(code: string): Promise<string[]> {
  return (await ask("complete_request", code))["matches"] as string[];
}

test("members complete by their type, from earlier cells too", async () => {
  assert.equal(await matches("tiles[0]!.|"), ["xUm", "yUm"]);
  assert.equal(await matches("nested.inner.d|"), ["deep"]);
  assert.ok((await matches('"text".to|')).includes("toUpperCase"));
});

test("names of earlier cells come before those of the language", async () => {
  assert.equal((await matches("ti|")).slice(0, 1), ["tiles"]);
  assert.ok((await matches("fi|")).includes("findAtoms"));
  assert.ok((await matches("let x = new T|")).includes("Tile"));
});

test("names of the same cell, globals and options complete", async () => {
  assert.ok((await matches("const nearby = 1\nnea|")).includes("nearby"));
  assert.ok((await matches("disp|")).includes("display"));
  assert.ok((await matches("findAtoms(new Float32Array(1), { |")).includes("minDistanceNm"));
  assert.equal(await matches('stageUm("|'), ["x", "y"]);
});

test("positions count code points", async () => {
  const content = await ask("complete_request", '"𝛼𝛽"; nested.inn| + "𝛾"');
  assert.equal([content["cursor_start"], content["cursor_end"], content["matches"]], [13, 16, ["inner"]]);
  assert.ok((await matches("𝛼D|")).includes("𝛼Deg"));
});

test("matches carry their types", async () => {
  const content = await ask("complete_request", "tiles.fin|");
  const [first] = (content["metadata"] as Record<string, Record<string, unknown>[]>)["_jupyter_types_experimental"]!;
  assert.equal([first?.["text"], first?.["type"], first?.["start"]], ["find", "function", 6]);
});

test("an unfinished cell completes, and so does one with errors", async () => {
  assert.equal(await matches("if (true) { for (const tile of tiles) { tile.|"), ["xUm", "yUm"]);
  assert.equal(await matches("const wrong: number = 'x'; tiles[0]!.y|"), ["yUm"]);
});

test("nothing to complete gives an empty list", async () => {
  assert.equal(await matches("nothingLikeThis.|"), []);
  assert.equal(await matches("// a comm|"), []);
});

async function inspection(code: string): Promise<{ text: string; markdown: string } | undefined> {
  const { found, data } = await ask("inspect_request", code);
  const formats = data as Record<string, string>;
  return found ? { text: formats["text/plain"]!, markdown: formats["text/markdown"]! } : undefined;
}

test("inspection gives signature, documentation and tags", async () => {
  const found = await inspection("stage|Um");
  assert.match(found?.text ?? "", /function stageUm\(axis: "x" \| "y"\): number/);
  assert.match(found?.text ?? "", /Where the stage stands\./);
  assert.match(found?.text ?? "", /@param axis which one/);
  assert.match(found?.markdown ?? "", /```typescript\nfunction stageUm/);
  assert.not.match(found?.text ?? "", /import|emlab-cell/);
});

test("within the brackets of a call, the function and its options with units and defaults are shown", async () => {
  for (const code of ["findAtoms(|", "findAtoms(frame, { |", "findA|toms"]) {
    const { text = "" } = (await inspection(code)) ?? {};
    assert.match(text, /Finds atoms in a frame\./, code);
    assert.match(text, /minDistanceNm\?: number {2}Smallest distance between atoms \(nm\)\. \(default 0\.1\)/, code);
    assert.match(
      text,
      /threshold\?: number {2}Weakest peak, as a share of the strongest \(unitless, default 0\.3\)\./,
      code,
    );
  }
});

test("what an earlier cell has declared keeps its documentation, and says its kind in the list", async () => {
  await kernel.run(
    "/** How long the beam rests (us). */\nconst restUs: number = 2, restSum = (a: number) => a;\nenum RestMode { Off }",
  );
  assert.match(
    (await inspection("rest|Us * 2"))?.text ?? "",
    /const restUs: number\n\nHow long the beam rests \(us\)\./,
  );
  assert.is(await inspection("// rest|Us"), undefined);
  const { metadata } = await ask("complete_request", "res|");
  const types = metadata as Record<string, { text: string; type: string }[]>;
  const kinds = types["_jupyter_types_experimental"]!.map(({ text, type }) => `${text} ${type}`);
  assert.equal(kinds.slice(0, 3), ["restSum function", "restUs instance", "RestMode enum"]);
});

test("behind an open bracket the types of the same cell are known", async () => {
  assert.equal(await matches("interface Gun { brightnessA: number }\nfunction f(gun: Gun) {\n  gun.|"), [
    "brightnessA",
  ]);
});

test("in Markdown the options are a list, each field as code with its text behind it", async () => {
  const { markdown = "" } = (await inspection("findAtoms(|")) ?? {};
  assert.match(markdown, /\n\*options:\*\n\n- `minDistanceNm\?: number` Smallest distance between atoms \(nm\)/);
  assert.match(markdown, /\n- `threshold\?: number` Weakest peak/);
});

test("members, variables and globals are inspected", async () => {
  assert.match((await inspection("tiles[0]!.x|Um"))?.text ?? "", /Left edge \(um\)/);
  assert.match((await inspection("nes|ted"))?.text ?? "", /inner: \{/);
  assert.match((await inspection("console.lo|g()"))?.text ?? "", /stdout/);
  assert.match((await inspection("disp|lay"))?.markdown ?? "", /\*Example\*/);
});

test("a keyword, a number and nothing at all are not found", async () => {
  assert.is(await inspection("|"), undefined);
  assert.is(await inspection("1 + |2"), undefined);
  assert.is(await inspection("unknownName.o|ther"), undefined);
});

test("is_complete tells complete, incomplete with its indent, and invalid", async () => {
  const cases: [string, string, string?][] = [
    ["1 + 1", "complete"],
    ["const f = () => {", "incomplete", "  "],
    ["  if (a) {\n    b(", "incomplete", "      "],
    ["`open", "incomplete", ""],
    ["/* open", "incomplete", ""],
    ["foo(1,", "incomplete", ""],
    ["let x = ) 3", "invalid"],
    ["await fetch('x')", "complete"],
    ["", "complete"],
  ];
  for (const [code, status, indent] of cases) {
    const { reply } = await kernel.request("is_complete_request", { code });
    assert.is(reply.content["status"], status, code);
    if (indent !== undefined) assert.is(reply.content["indent"], indent, code);
  }
});

test("all of this works while a cell awaits and while one spins", async () => {
  for (const wait of ["await new Promise(() => {})", "while (true);"]) {
    const id = await kernel.sendCell(`console.log("begun"); ${wait}`);
    await kernel.printed(id, "begun");
    assert.equal(await matches("tiles[0]!.x|"), ["xUm"]);
    assert.ok(await inspection("tiles|"));
    await kernel.heartbeat();
    assert.is((await kernel.request("kernel_info_request", {}, "control")).reply.content["status"], "ok");
    await kernel.interrupt();
    assert.is((await kernel.resultOf(id)).status, "error");
  }
});

test.run();
