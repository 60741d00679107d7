import { test } from "uvu";
import * as assert from "uvu/assert";
import { emMembers, type PublicTypes, readPublicTypes, readSample } from "./publicTypes.js";

/** What the documentation of `em` lacks: a sentence for every member, an example for every function. */
function missingDocs(types: PublicTypes): string[] {
  return emMembers(types).flatMap(({ name, symbol, isFunction }) => {
    const hasText = symbol.getDocumentationComment(types.checker).some((part) => part.text.trim() !== "");
    const hasExample = symbol.getJsDocTags(types.checker).some((tag) => tag.name === "example" && !!tag.text?.length);
    if (!hasText) return [`${name} has no documentation`];
    return isFunction && !hasExample ? [`${name} has no @example`] : [];
  });
}

test("every member of em is documented, every function with an example", () => {
  const types = readPublicTypes(["src/em/index.ts"]);
  assert.ok(emMembers(types).length > 1);
  assert.equal(missingDocs(types), []);
});

test("the check sees a missing sentence and a missing example, in areas too", () => {
  const sample = readSample(`
    export interface Atoms {
      /** Finds atoms. */
      find(): number;
      /**
       * Fits a lattice.
       * @example
       * em.atoms.lattice()
       */
      lattice(): number;
    }
    export interface Em {
      version: string;
      /** Atoms. */
      readonly atoms: Atoms;
    }
    export declare const em: Em;`);
  assert.equal(missingDocs(sample), ["em.version has no documentation", "em.atoms.find has no @example"]);
});

test.run();
