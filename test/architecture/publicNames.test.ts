import fs from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { emMembers, exportsOf, type PublicTypes, projectPath, readPublicTypes, readSample } from "./publicTypes.js";
import { projectRoot, sourceFiles } from "./sourceFiles.js";

/** For each index file its exported names, and for "em" all that can be reached from it by dots. */
type PublicNames = Record<string, string[]>;

const file = path.join(projectRoot, "test", "architecture", "publicNames.json");

function publicNames(types: PublicTypes): PublicNames {
  const indexes = types.sources.filter((source) => /^(src|kernel)\/.*\bindex\.ts$/.test(projectPath(source)));
  const named = indexes.map((source) => [projectPath(source), [...exportsOf(types, source).keys()].sort()] as const);
  const all = [
    ...named,
    [
      "em",
      emMembers(types)
        .map((member) => member.name)
        .sort(),
    ] as const,
  ];
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

test("the public names are those that were agreed on; to change them: npm test -- --update-names", () => {
  const indexes = sourceFiles(["src", "kernel"], /(^|\/)index\.ts$/).map(({ path: index }) => index);
  const names = publicNames(readPublicTypes(indexes.filter((index) => !index.startsWith("src/numeric/assembly/"))));
  if (process.env["EMLAB_UPDATE_NAMES"]) fs.writeFileSync(file, `${JSON.stringify(names, null, 2)}\n`);
  assert.equal(names, JSON.parse(fs.readFileSync(file, "utf8")));
});

test("the list follows em by dots, and stops at classes and results", () => {
  const names = publicNames(
    readSample(`
      export class Micrograph { crop(): Micrograph { return this; } }
      export interface Atoms { find(): Micrograph; readonly last: Micrograph }
      export interface Em { readonly version: string; readonly atoms: Atoms; open(path: string): Micrograph }
      export declare const em: Em;`),
  );
  assert.equal(names["em"], ["em.atoms", "em.atoms.find", "em.atoms.last", "em.open", "em.version"]);
  assert.equal(names["src/em/index.ts"], ["Atoms", "Em", "Micrograph", "em"]);
});

test.run();
