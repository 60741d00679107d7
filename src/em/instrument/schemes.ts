import type { Instrument } from "../../instrument/port.js";
import type { Twin } from "../../twin/twin.js";
import type { Address } from "./address.js";

/** A kind of instrument that an address can name. */
export interface Scheme {
  /** true: something moves in a laboratory. */
  readonly isHardware: boolean;
  /** An address, as it is written. */
  readonly example: string;
  open(address: Address): Promise<OpenedInstrument>;
}

/** An instrument that has been opened, and the twin itself where it is one. */
export interface OpenedInstrument {
  readonly instrument: Instrument;
  readonly twin?: Twin;
}

/** The kinds of instruments: a new one is one file and one line here. Each is loaded when it is first asked for. */
export const schemes: Readonly<Record<string, Scheme>> = {
  twin: {
    isHardware: false,
    example: "twin:mxene?seed=7",
    open: async (address) => (await import("./openTwin.js")).openTwin(address),
  },
  replay: {
    isHardware: false,
    example: "replay:runs/2026-11-28-mxene",
    open: async (address) => (await import("./openReplay.js")).openReplay(address),
  },
};
