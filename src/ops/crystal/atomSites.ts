import { GeometryError } from "../../core/geometryError.js";
import type { Vec3 } from "../../core/vector3.js";

/** An atom of a cell. */
export interface AtomSite {
  /** Symbol of the element. */
  readonly element: string;
  /** Place in parts of the edges of the cell. @unitless */
  readonly at: Vec3;
  /** Share of cells in which the atom is there. Default 1. @unitless */
  readonly occupancy?: number;
}

/**
 * The atoms that symmetry operations such as "-x, y+1/2, -z+1/2" make of some, each place once.
 *
 * Errors: E_INDEX for an operation that cannot be read. Cost: O(atoms x operations).
 *
 * @example
 * sitesBySymmetry([{ element: "Si", at: [0.1, 0, 0] }], ["x, y, z", "-x, -y, -z"]).length; // 2
 */
export function sitesBySymmetry(sites: readonly AtomSite[], operations: readonly string[]): AtomSite[] {
  const read = operations.map(readOperation);
  return sites.flatMap((site) => {
    const places = new Map<string, AtomSite>();
    for (const rows of read) {
      const at = rows.map((row) => inCell(placed(row, site.at))) as unknown as Vec3;
      const key = at.map((x) => Math.round(x * 1000) % 1000).join();
      if (!places.has(key)) places.set(key, { ...site, at });
    }
    return [...places.values()];
  });
}

/** A row of an operation: parts of x, y and z, and a shift. */
type Row = readonly [number, number, number, number];

function readOperation(operation: string): Row[] {
  const rows = operation.toLowerCase().split(",").map(readRow);
  if (rows.length === 3 && rows.every((row) => row !== undefined)) return rows as Row[];
  throw new GeometryError("E_INDEX", `"${operation}" is no symmetry operation`, 'Write it as "-x, y+1/2, -z+1/2".');
}

function readRow(text: string): Row | undefined {
  const row: [number, number, number, number] = [0, 0, 0, 0];
  const plain = text.replace(/\s/g, "");
  const terms = plain.match(/[+-]?[^+-]+/g) ?? [];
  const isRead = terms.every((term) => /^[+-]?(?:[xyz]|\d+(?:\.\d+)?(?:\/[1-9]\d*)?)$/.test(term));
  if (terms.length === 0 || !isRead || terms.join("") !== plain) return undefined;
  for (const term of terms) {
    const sign = term.startsWith("-") ? -1 : 1;
    const body = term.replace(/^[+-]/, "");
    const axis = "xyz".indexOf(body);
    const [top, bottom = "1"] = body.split("/");
    const place = (axis >= 0 ? axis : 3) as 0 | 1 | 2 | 3;
    row[place] += axis >= 0 ? sign : (sign * Number(top)) / Number(bottom);
  }
  return row;
}

function placed([a, b, c, shift]: Row, [x, y, z]: Vec3): number {
  return a * x + b * y + c * z + shift;
}

function inCell(value: number): number {
  const within = value - Math.floor(value);
  return within > 1 - 1e-9 ? 0 : within;
}
