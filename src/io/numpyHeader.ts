import { badFile, damagedFile, truncatedFile } from "./badFile.js";
import type { NumberType } from "./numberType.js";

/** What the header of an NPY array says. */
export interface NumpyHeader {
  readonly type: NumberType;
  /** Lengths of the axes. @unitless */
  readonly shape: readonly number[];
  /** True when the first axis is the fastest (column-major). */
  readonly fortranOrder: boolean;
  /** Where the values begin. @unitless */
  readonly dataOffset: number;
}

/** True for the six bytes that every NPY file begins with. */
export function isNumpy(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 6)).equals(Buffer.from("\x93NUMPY", "latin1"));
}

/**
 * Reads the header of an NPY file from its first bytes.
 *
 * Errors: BadFile for text, objects, records or complex numbers, and when it makes no sense. Source: numpy.lib.format, versions 1 to 3.
 */
export function parseNumpyHeader(name: string, head: Uint8Array): NumpyHeader {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const version = head[6] ?? 0;
  const lengthSize = version === 1 ? 2 : 4;
  if (version < 1 || version > 3) throw damagedFile(name, "NPY", new Error(`version ${version} is not known`));
  if (head.length < 8 + lengthSize) throw truncatedFile(name, 8 + lengthSize, head.length);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataOffset = 8 + lengthSize + length;
  if (dataOffset > head.length) {
    if (length > 65_536) throw damagedFile(name, "NPY", new Error(`its header announces ${length} bytes`));
    throw truncatedFile(name, dataOffset, head.length);
  }
  const text = Buffer.from(head.subarray(8 + lengthSize, dataOffset)).toString(version === 3 ? "utf8" : "latin1");
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (fortran === undefined || shape === undefined)
    throw damagedFile(name, "NPY", new Error("its header is not readable"));
  const axes = [...shape.matchAll(/\d+/g)].map(Number);
  if (!Number.isSafeInteger(axes.reduce((product, n) => product * Math.max(1, n), 8)))
    throw damagedFile(name, "NPY", new Error(`its shape is ${axes.join(" x ")}`));
  return { type: parseType(name, text), shape: axes, fortranOrder: fortran === "True", dataOffset };
}

const kinds: Readonly<Record<string, NumberType["kind"]>> = { u: "uint", i: "int", f: "float", b: "bool" };

function parseType(name: string, header: string): NumberType {
  const written = /'descr'\s*:\s*'([^']*)'/.exec(header)?.[1];
  if (written === undefined) {
    if (!/'descr'\s*:\s*\[/.test(header)) throw damagedFile(name, "NPY", new Error("its header names no number type"));
    throw badFile(
      name,
      "it holds records with named fields, not an image",
      "Save one field: np.save(path, a['field']).",
    );
  }
  const parts = /^([<>|=]?)([a-zA-Z?])(\d*)$/.exec(written);
  const kind = parts && (parts[2] === "?" ? "bool" : kinds[parts[2]!]);
  const bytes = parts?.[2] === "?" ? 1 : Number(parts?.[3]);
  const known = kind === "float" ? [2, 4, 8] : kind === "bool" ? [1] : [1, 2, 4, 8];
  if (!kind || !known.includes(bytes))
    throw badFile(name, `it holds ${typeWords(parts?.[2], written)}`, typeFix(parts?.[2]));
  return { kind, bytes: bytes as NumberType["bytes"], bigEndian: parts[1] === ">" };
}

function typeWords(letter: string | undefined, written: string): string {
  if (letter === "c") return `complex numbers (${written})`;
  if (letter === "O") return "Python objects, which only Python can read";
  if (letter === "U" || letter === "S" || letter === "a") return `text (${written})`;
  return `numbers of a type that is not supported (${written.slice(0, 40)})`;
}

function typeFix(letter: string | undefined): string {
  if (letter === "c") return "Save the amplitude or the phase: np.save(path, np.abs(a)).";
  return "Save the image as numbers: np.save(path, a.astype('float32')).";
}
