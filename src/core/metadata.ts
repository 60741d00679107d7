/** One fact about a measurement, and where it was read. */
export interface MetadataEntry {
  /** Text, number or truth value as the source gives it. @unitless */
  readonly value: string | number | boolean;
  /** The unit of a number: "kV", "nm", "us". */
  readonly unit?: string;
  /** Where it was read: "TIFF tag ImageDescription", "given by the user". */
  readonly from: string;
}

/** Facts about a measurement by name, in the order in which they were found. */
export type Metadata = Readonly<Record<string, MetadataEntry>>;

/** The longest metadata text that is kept; longer ones are cut, with a mark, since a file can hold megabytes of them. */
const longestText = 2000;

/** A frozen copy of metadata whose texts are of bearable length. */
export function freezeMetadata(metadata: Metadata): Metadata {
  const copy: Record<string, MetadataEntry> = Object.create(null);
  for (const [name, entry] of Object.entries(metadata)) {
    const { value } = entry;
    const cut = typeof value === "string" && value.length > longestText ? `${value.slice(0, longestText)} […]` : value;
    copy[name.slice(0, 200)] = Object.freeze({ ...entry, value: cut });
  }
  return Object.freeze({ ...copy });
}

/** Rows for a table: name, value with unit, source. */
export function metadataRows(metadata: Metadata): (readonly [string, string, string])[] {
  return Object.entries(metadata).map(([name, { value, unit, from }]) => {
    const written = typeof value === "number" ? String(Number(value.toPrecision(6))) : String(value);
    return [name, unit === undefined ? written : `${written} ${unit}`, from] as const;
  });
}
