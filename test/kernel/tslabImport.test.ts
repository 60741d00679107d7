import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type CellResult, KernelClient } from "./kernelClient.js";

const test = suite("tslab import");
let kernel: KernelClient;
let folder: string;

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), "emlab-tslab-"));
  const report = `import { display, newDisplay, type Display } from "tslab";
export function report(title: string): void { display.markdown("# " + title); }
export const bar: Display = newDisplay();
`;
  writeFileSync(join(folder, "report.ts"), report);
  const script = 'import { display } from "tslab";\nexport const shout = (text) => display.text(text.toUpperCase());\n';
  writeFileSync(join(folder, "shout.mjs"), script);
  writeFileSync(join(folder, "shout.d.mts"), "export declare const shout: (text: string) => void;\n");
  kernel = await KernelClient.start({ cwd: folder });
});
test.after(async () => {
  await kernel.shutdown();
  rmSync(folder, { recursive: true });
});

interface Shown {
  readonly data: Readonly<Record<string, unknown>>;
  readonly id: unknown;
  readonly isUpdate: boolean;
}

function shownBy({ published }: CellResult): Shown[] {
  return published
    .filter(({ header }) => header.msg_type.includes("display_data"))
    .map(({ header, content }) => ({
      data: content["data"] as Shown["data"],
      id: (content["transient"] as Shown["data"])["display_id"],
      isUpdate: header.msg_type === "update_display_data",
    }));
}

const media: readonly (readonly [call: string, type: string, content: string])[] = [
  ['javascript("1")', "text/javascript", "1"],
  ['html("<b>x</b>")', "text/html", "<b>x</b>"],
  ['markdown("# x")', "text/markdown", "# x"],
  ['latex("$x$")', "text/latex", "$x$"],
  ['svg("<svg/>")', "image/svg+xml", "<svg/>"],
  ["png(new Uint8Array([137, 80]))", "image/png", "iVA="],
  ["jpeg(new Uint8Array([255, 216]))", "image/jpeg", "/9g="],
  ['gif(Buffer.from("GIF89a"))', "image/gif", "R0lGODlh"],
  ['pdf(Buffer.from("%PDF"))', "application/pdf", "JVBERg=="],
  ['text("plain")', "text/plain", "plain"],
  ['raw("application/x-mine", "any")', "application/x-mine", "any"],
  ['raw("image/webp", new Uint8Array([1, 2, 3, 4]).subarray(1, 3))', "image/webp", "AgM="],
];

for (const [call, type, content] of media) {
  test(`display.${call} shows ${type}`, async () => {
    const result = await kernel.run(`import { display } from "tslab";\ndisplay.${call}`);
    assert.is(result.error?.text, undefined);
    assert.equal(shownBy(result), [{ data: { [type]: content }, id: undefined, isUpdate: false }]);
    assert.is(result.result, undefined, "showing is no result");
  });
}

test("newDisplay shows one output and replaces it from then on, in later cells too", async () => {
  const first = await kernel.run(
    'import * as tslab from "tslab"; const bar = tslab.newDisplay(); bar.text("0"); bar.html("1")',
  );
  const [shown, update] = shownBy(first);
  assert.equal([shown?.data, shown?.isUpdate], [{ "text/plain": "0" }, false]);
  assert.equal([update?.data, update?.isUpdate], [{ "text/html": "1" }, true]);
  assert.type(shown?.id, "string");
  const [later] = shownBy(await kernel.run('bar.text("2")'));
  assert.equal(later, { data: { "text/plain": "2" }, id: shown?.id, isUpdate: true });
  const [other] = shownBy(await kernel.run('tslab.newDisplay().text("3")'));
  assert.is.not(other?.id, shown?.id);
});

test("what is shown stands between the lines that are printed", async () => {
  const cell = 'import { display as show } from "tslab"; console.log("a"); show.text("b"); console.log("c")';
  const { published } = await kernel.run(cell);
  const types = published.map(({ header }) => header.msg_type).filter((type) => /stream|display/.test(type));
  assert.equal(types, ["stream", "display_data", "stream"]);
});

test("require, import() and local files reach the same module", async () => {
  assert.is((await kernel.run('require("tslab") === (await import("tslab"))')).result, "true");
  const local = await kernel.run('import { report, bar as mine } from "./report"; report("Found"); mine.text("x")');
  assert.equal(
    shownBy(local).map(({ data }) => data),
    [{ "text/markdown": "# Found" }, { "text/plain": "x" }],
  );
});

test("a local file of JavaScript reaches it too", async () => {
  const result = await kernel.run('import { shout } from "./shout.mjs"; shout("hey")');
  assert.equal(
    shownBy(result).map(({ data }) => data),
    [{ "text/plain": "HEY" }],
  );
});

test("versions names tslab, TypeScript and Node", async () => {
  const { result } = await kernel.run('import { versions } from "tslab"; Object.values(versions)');
  assert.match(result ?? "", /^\[ '1\.0\.22', '5\.\d+\.\d+', 'v\d+\.\d+\.\d+' \]$/);
});

test("the types are those of tslab", async () => {
  const errorOf = async (code: string) => (await kernel.run(code)).error?.ename;
  assert.is(await errorOf('import { display as d1 } from "tslab"; d1.html(1)'), "TS2345");
  assert.is(await errorOf('import { display as d2 } from "tslab"; d2.png("x")'), "TS2345");
  assert.is(await errorOf('import { nothing } from "tslab"; nothing'), "TS2305");
  assert.is(await errorOf('import { display as d3, type Display } from "tslab"; const d: Display = d3'), undefined);
  const code = 'import { display as d4 } from "tslab"; d4.ht';
  const { reply } = await kernel.request("complete_request", { code, cursor_pos: code.length });
  assert.equal(reply.content["matches"], ["html"]);
});

test("an image that cannot be sent is an error of the cell", async () => {
  const { error } = await kernel.run(
    'import { display as d5 } from "tslab"; d5.png(undefined as unknown as Uint8Array)',
  );
  assert.match(error?.text ?? "", /cell \[\d+\], line 1/);
});

test.run();
