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
