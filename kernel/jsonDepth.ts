const quote = 0x22;
const backslash = 0x5c;
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * True when arrays and objects in a JSON text stand deeper in each other than `limit`: told from the bytes, so that
 * nothing has to be built to find out. What is no JSON gives either answer; the parser refuses it later.
 *
 * Cost: one pass, about 1 ns a byte outside strings and far less inside them.
 */
export function isDeeperThan(limit: number, json: Buffer): boolean {
  // So short a text cannot open enough of them.
  if (json.length <= limit) return false;
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at]!;
    if (byte === quote) at = endOfString(json, at);
    else if (byte === openBrace || byte === openBracket) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === closeBrace || byte === closeBracket) depth -= 1;
  }
  return false;
}

/** Where the string that opens at `start` closes, or the end of the text. */
function endOfString(json: Buffer, start: number): number {
  for (let at = json.indexOf(quote, start + 1); at >= 0; at = json.indexOf(quote, at + 1)) {
    let first = at;
    while (json[first - 1] === backslash) first -= 1;
    // An odd number of backslashes escapes the quote.
    if ((at - first) % 2 === 0) return at;
  }
  return json.length;
}
