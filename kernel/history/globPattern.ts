/**
 * True when the whole text matches a pattern in which `*` stands for any text and `?` for one character. All else stands
 * for itself, brackets and backslashes too.
 *
 * Cost: at most the product of both lengths, whatever the pattern; a regular expression could take for ever.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let star = -1;
  let afterStar = 0;
  while (inText < text.length) {
    const wanted = pattern[inPattern];
    const width = wanted === "?" && text.codePointAt(inText)! > 0xffff ? 2 : 1;
    if (wanted === "*") {
      star = inPattern;
      afterStar = inText;
      inPattern += 1;
    } else if (wanted === "?" || (wanted !== undefined && wanted === text[inText])) {
      inPattern += 1;
      inText += width;
    } else if (star >= 0) {
      // The last star takes one character more, and the rest of the pattern is tried again.
      afterStar += 1;
      inText = afterStar;
      inPattern = star + 1;
    } else return false;
  }
  while (pattern[inPattern] === "*") inPattern += 1;
  return inPattern === pattern.length;
}
