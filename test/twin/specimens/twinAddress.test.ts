import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../../src/core/error.js";
import { makeSpecimen } from "../../../src/twin/specimens/specimens.js";
import { twinAddress } from "../../../src/twin/specimens/twinAddress.js";

test("an address names a specimen and its options", () => {
  assert.equal(twinAddress("twin:mxene?seed=7&vacancyPercent=3"), {
    specimen: "mxene",
    options: { seed: "7", vacancyPercent: "3" },
  });
  assert.equal(twinAddress("twin:sto-lmo"), { specimen: "sto-lmo", options: {} });
  assert.equal(twinAddress("twin:sto-lmo?"), { specimen: "sto-lmo", options: {} });
  for (const short of ["twin", "twin:", "twin?"]) assert.equal(twinAddress(short), { specimen: "mxene", options: {} });
  assert.equal(twinAddress("twin?seed=2").options, { seed: "2" });
  assert.equal(twinAddress("twin:polycrystal?phase=%41u").options, { phase: "Au" });
  assert.equal(twinAddress("twin:moo3?constructor=1").options, { constructor: "1" });
});

test("what is no address is refused with an example of one", () => {
  for (const [address, why] of [
    ["", "begin with twin"],
    ["twins:mxene", "begin with twin"],
    ["pyjem:1.2.3.4", "begin with twin"],
    ["twin:mxene?seed", "no option=value"],
    ["twin:mxene?=7", "no option=value"],
    ["twin:mxene?seed=", "no option=value"],
    ["twin:mxene?seed=1&seed=2", "seed twice"],
    ["twin:mxene?seed=%zz", "stands for no character"],
  ] as const) {
    try {
      twinAddress(address);
      assert.unreachable(address);
    } catch (error) {
      assert.instance(error, EmError, address);
      assert.match((error as EmError).message, why);
      assert.match((error as EmError).fix, "twin:mxene?seed=7");
    }
  }
});

test("an address makes the specimen that its options say", () => {
  const { specimen, options } = twinAddress("twin:au-nanoparticles?seed=3&filmNm=9");
  const made = makeSpecimen(specimen, options);
  assert.is(made.seed, 3);
  assert.is(made.name, "au-nanoparticles");
  assert.throws(() => makeSpecimen("mxene", twinAddress("twin:mxene?seed=x").options), /seed is "x"/);
});

test.run();
