/** The UTF-16 position in `text` of a position that Jupyter counts in code points. */
export function toUtf16(text: string, codePoints: number): number {
  let utf16 = 0;
  for (let left = codePoints; left > 0 && utf16 < text.length; left -= 1) {
    utf16 += text.codePointAt(utf16)! > 0xffff ? 2 : 1;
  }
  return utf16;
}

/** The position in code points, as Jupyter counts, of a UTF-16 position in `text`. */
export function toCodePoints(text: string, utf16: number): number {
  let codePoints = 0;
  for (let at = 0; at < utf16 && at < text.length; codePoints += 1) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return codePoints;
}
