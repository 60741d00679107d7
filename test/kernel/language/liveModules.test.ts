import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { CellService } from "../../../kernel/language/cellService.js";
import { ts } from "../../../kernel/language/ts.js";

const test = suite("modules that join a program");
let folder: string;
let cells: CellService;
let runs = 0;

test.before(() => {
  folder = mkdtempSync(join(tmpdir(), "emlab-live-"));
});
test.before.each(() => {
  cells = new CellService(folder, undefined);
});
test.after(() => rmSync(folder, { recursive: true }));

/** The codes of the errors of a cell, which becomes known when it has none. */
function run(source: string): number[] {
  runs += 1;
  const name = cells.cellName(runs);
  const draft = cells.open(source, name);
  const found = cells.service.getSemanticDiagnostics(cells.draftFile).map(({ code }) => code);
  if (found.length === 0) cells.notebook.add(name, draft);
  return found;
}

test("cells see one another without a new program", () => {
  assert.equal(run("const first = { widthNm: 2 }"), []);
  const { program } = cells;
  assert.equal(run("const second = [first.widthNm].map((nm) => nm * 2)"), []);
  assert.equal(run("second.push('a')"), [2345]);
  assert.equal(run("class Lens { private f = 1 } const lens = new Lens()"), []);
  assert.equal(run("lens.f"), [2341]);
  assert.equal(run("import { readFile } from 'node:fs/promises'"), []);
  assert.equal(run("const text: Promise<Buffer> = readFile('a')"), []);
  assert.is(cells.program, program);
});

test("a name that is declared again has its new type, also under the name of the same run", () => {
  assert.equal(run("const x = 1"), []);
  assert.equal(run("const x = 'a'"), []);
  assert.equal(run("x.length"), []);
  runs -= 1;
  assert.equal(run("x.missing"), [2339]);
});

test("an import of a package, a local file and its edits are seen; so is a file that was not there", () => {
  const path = join(folder, "optics.ts");
  assert.equal(run("import { focal } from './optics'"), [2307]);
  writeFileSync(path, "export const focal = 2;");
  assert.equal(run("import { focal } from './optics'"), []);
  assert.equal(run("focal.toFixed()"), []);
  writeFileSync(path, "export const focal = 'two';");
  utimesSync(path, new Date(), new Date(Date.now() + 5000));
  assert.equal(run("focal.toFixed()"), [2551], "edited since");
  const { program } = cells;
  assert.equal(run("import { PNG } from 'no-such-package'"), [2307]);
  assert.is(cells.program, program, "a name that leads nowhere needs no new program");
  assert.equal(run("import { encode } from 'fast-png'"), []);
  assert.equal(run("const bytes: Uint8Array = encode({ width: 1, height: 1, data: new Uint8Array(4) })"), []);
});

test("what is declared globally needs a new program, and stays", () => {
  assert.equal(run("declare global { interface Array<T> { middle(): T } var beamNa: number }"), []);
  const { program } = cells;
  assert.equal(run("[1].middle() + beamNa"), []);
  assert.is(cells.program, program);
  assert.equal(run("declare module 'node:os' { export const emlabOnly: number } export {}"), []);
  assert.equal(run("import { emlabOnly } from 'node:os'"), []);
  assert.equal(run("emlabOnly.toFixed() + beamNa"), []);
});

test("a program that has become large is made anew, with the cells that it knew", () => {
  assert.equal(run("const kept = [1, 2]"), []);
  const { program } = cells;
  for (let i = 0; i < 120; i += 1) {
    cells.open(`kept.at(${i})`);
    cells.service.getSemanticDiagnostics(cells.draftFile);
  }
  assert.is(cells.program, program);
  cells.tidyUp();
  assert.is.not(cells.program, program);
  const tidy = cells.program;
  cells.tidyUp();
  assert.is(cells.program, tidy, "nothing to do");
  assert.equal(run("kept.missing"), [2339]);
  for (let i = 0; i < 420; i += 1) {
    cells.open(`kept.at(${i}) ?? ${i}`);
    cells.service.getSemanticDiagnostics(cells.draftFile);
  }
  assert.is.not(cells.program, tidy, "without idle time too");
  assert.equal(run("kept.at(1)!.toFixed()"), []);
});

test("after an error in a question the program is another one", () => {
  assert.equal(run("const before = 1"), []);
  const { program } = cells;
  cells.discard();
  assert.equal(run("before.toFixed()"), []);
  assert.is.not(cells.program, program);
});

test("the compiler has what is used of its inside", () => {
  // Its versions are pinned; a newer one that has moved these says so here.
  const inside = ts as unknown as Record<string, unknown>;
  for (const name of ["bindSourceFile", "getSetExternalModuleIndicator", "createLanguageServiceSourceFile"]) {
    assert.type(inside[name], "function", name);
  }
  const program = cells.open("1") && (cells.program as unknown as Record<string, unknown>);
  for (const name of ["getSourceFileByPath", "getResolvedModule", "getResolvedModuleFromModuleSpecifier"]) {
    assert.type(program[name], "function", name);
  }
});

test.run();
