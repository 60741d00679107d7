/** Where a result came from: enough to make it again and to tell that it is the same. */
export interface Provenance {
  /** The operation, as the user calls it: "em.atoms.find". */
  readonly operation: string;
  /** The version of emlab that ran it. */
  readonly version: string;
  /** What went in: a name (a file's base name, or a result's operation) and the SHA-256 of its bytes in hex. */
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
  /** The seed of the random numbers, where any were drawn. @unitless */
  readonly seed?: number;
}
