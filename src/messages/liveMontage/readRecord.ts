import { isRecord, type Reader } from "../reader.js";
import { readState, type TraitTable } from "../traits.js";

/** An object of which each value is read by a table; what the table does not name is left out. */
export function readRecord<S extends object>(table: TraitTable<S>): Reader<S> {
  return (value) => {
    if (!isRecord(value)) return undefined;
    return readState(table, (name) => (Object.hasOwn(value, name) ? value[name] : undefined)).state;
  };
}
