import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../../src/core/error.js";
import { parseAddress } from "../../../src/em/instrument/address.js";

const test = suite("address");

test("scheme, name and options; the text stays as it was written", () => {
  const { scheme, name, options, text } = parseAddress("  TWIN:mxene?seed=7&note=a%20b&x=1=2 ");
  assert.equal([scheme, name, text], ["twin", "mxene", "TWIN:mxene?seed=7&note=a%20b&x=1=2"]);
  assert.equal({ ...options }, { seed: "7", note: "a b", x: "1=2" });
});

test("folders with colons, spaces and percent signs stay what they are", () => {
  assert.is(parseAddress("replay:C:\\runs\\2026 a").name, "C:\\runs\\2026 a");
  assert.is(parseAddress("replay:/runs/50%").name, "/runs/50%");
  assert.is(parseAddress("replay:runs/x?loop=%zz").options["loop"], "%zz");
});

test("without a name or options it is an address all the same", () => {
  assert.is(parseAddress("twin:").name, "");
  assert.equal({ ...parseAddress("twin:mxene?").options }, {});
  assert.equal({ ...parseAddress("twin:mxene?&seed=1&").options }, { seed: "1" });
});

test("what is no address is refused with an example", () => {
  for (const wrong of [
    "",
    "mxene",
    ":mxene",
    "1:2",
    undefined,
    null,
    7,
    {},
    ["twin:mxene"],
    Symbol.iterator,
    "a-b:c",
  ]) {
    let problem: unknown;
    try {
      parseAddress(wrong);
    } catch (error) {
      problem = error;
    }
    assert.instance(problem, EmError, String(wrong));
    assert.is((problem as EmError).tag, "BadOption");
    assert.match((problem as EmError).fix, 'em.connect("twin:mxene?seed=7")');
  }
});

test("an option without a value, without a name, or twice is refused; no option reaches a prototype", () => {
  for (const wrong of ["seed", "seed=", "=7", "seed=1&seed=2"]) {
    assert.throws(() => parseAddress(`twin:mxene?${wrong}`), /cannot be read/);
  }
  const { options } = parseAddress("twin:mxene?__proto__=1&constructor=2");
  assert.is(({} as Record<string, unknown>)["1"], undefined);
  assert.is(options["constructor"], "2");
  assert.ok(Object.isFrozen(options));
});

test.run();
