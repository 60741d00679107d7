import type { Instrument, InstrumentEvent } from "../../src/instrument/port.js";

/** Resolves with the next event of a type. It is heard while it is told, so what follows in the same turn can still be changed. */
export function nextEvent(instrument: Instrument, type: InstrumentEvent["type"]): Promise<InstrumentEvent> {
  return new Promise((resolve) => {
    const off = instrument.onEvent((event) => {
      if (event.type !== type) return;
      off();
      resolve(event);
    });
  });
}
