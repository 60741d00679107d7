import { makeSpecimen } from "../../src/twin/specimens/specimens.js";
import { Twin } from "../../src/twin/twin.js";
import { describeInstrument } from "./instrumentConformance.js";

for (const name of ["mxene", "sto-lmo"]) {
  describeInstrument(`the twin with ${name}`, async () => {
    const twin = new Twin({ specimen: makeSpecimen(name, { seed: 5 }), seed: 5 });
    return { instrument: twin, disconnect: () => void twin.setFaults({ isDisconnected: true }) };
  });
}
