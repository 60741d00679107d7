import { test } from "uvu";
import * as assert from "uvu/assert";
import { entryType } from "../../../kernel/language/entryType.js";
import { ts } from "../../../kernel/language/ts.js";

const { ScriptElementKind: kinds } = ts;

test("every word is that of TypeScript for the kind", () => {
  const expected: readonly (readonly [string, string])[] = [
    [kinds.memberFunctionElement, "function"],
    [kinds.functionElement, "function"],
    [kinds.localFunctionElement, "function"],
    [kinds.memberVariableElement, "property"],
    [kinds.memberGetAccessorElement, "property"],
    [kinds.classElement, "class"],
    [kinds.interfaceElement, "interface"],
    [kinds.typeElement, "interface"],
    [kinds.enumElement, "enum"],
    [kinds.moduleElement, "module"],
    [kinds.externalModuleName, "module"],
    [kinds.keyword, "keyword"],
    [kinds.string, "text"],
  ];
  for (const [kind, type] of expected) assert.is(entryType(kind), type, kind);
});

test("variables and what is unknown are instances", () => {
  for (const kind of [kinds.variableElement, kinds.constElement, kinds.letElement, kinds.alias, "", "constructor"]) {
    assert.is(entryType(kind), "instance", kind);
  }
});

test.run();
