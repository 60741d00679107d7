import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LanguageDeclarations } from "../../../kernel/language/languageDeclarations.js";

const test = suite("LanguageDeclarations");
const index = {
  core: ["Array"],
  bySyntax: ["Promise"],
  names: {
    Array: { text: "interface Array<T> { sort(): T[]; at(i: number): Optional<T> }\n", needs: ["Array", "Optional"] },
    Optional: { text: "type Optional<T> = T | undefined;\n", needs: [] },
    Promise: { text: "interface Promise<T> { then(): PromiseLike<T> }\n", needs: ["PromiseLike"] },
    PromiseLike: { text: "interface PromiseLike<T> { then(): Promise<T> }\n", needs: ["Promise"] },
  },
};

test("the core stands alone, a name brings what it leads to, and nothing comes twice", () => {
  const language = new LanguageDeclarations(index);
  assert.is(language.core, index.names.Array.text);
  assert.equal(language.roots, ["Array", "Promise"]);
  assert.equal(language.known(["Promise", "map", "constructor"]), ["Promise"]);
  assert.is(language.textFor([]), "");
  assert.is(language.textFor(["Array", "no such"]), index.names.Optional.text);
  assert.equal(
    new Set(language.textFor(["PromiseLike", "Promise"]).trim().split("\n")),
    new Set([index.names.Promise.text.trim(), index.names.PromiseLike.text.trim()]),
  );
});

test("the index of the build has the language, each declaration whole", () => {
  const language = LanguageDeclarations.read();
  assert.ok(language, "npm run build writes it");
  assert.match(language.core, /interface Array<T> \{/);
  const names = ["Map", "Promise", "Math", "Intl", "structuredClone", "Uint8Array", "AsyncGenerator", "Disposable"];
  assert.equal(
    language.known(names),
    names.filter((name) => name !== "structuredClone"),
    "what is Node's is not there",
  );
  const promise = language.textFor(["Promise", "PromiseConstructor"]);
  for (const part of ["finally(", "allSettled<", "any<", "declare var Promise"])
    assert.ok(promise.includes(part), part);
  assert.not.match(promise, /\/\*|\/\//);
});

test.run();
