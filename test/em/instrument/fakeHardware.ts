import { schemes } from "../../../src/em/instrument/schemes.js";
import { MemoryInstrument, type MemoryOptions } from "../../conformance/memoryInstrument.js";

/** A microscope that moves nothing: "bench:arm" opens one until it is taken away. */
export function fakeHardware(options: MemoryOptions = {}) {
  const opened: MemoryInstrument[] = [];
  schemes.set("bench", {
    isHardware: true,
    example: "bench:arm",
    open: async () => {
      const instrument = new MemoryInstrument({ isHardware: true, name: "the instrument's own name", ...options });
      opened.push(instrument);
      return { instrument };
    },
  });
  return { opened, takeAway: () => schemes.delete("bench") };
}
