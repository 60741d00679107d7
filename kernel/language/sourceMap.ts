const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * For each line of the output from line 1: `[column from 0, source line from 1, source column from 0]` in order.
 * `linesBefore` of the source are not counted.
 */
export function decodeMappings(sourceMapText: string, linesBefore = 0): (readonly [number, number, number])[][] {
  const { mappings } = JSON.parse(sourceMapText) as { mappings: string };
  let line = -linesBefore;
  let column = 0;
  const lines = mappings.split(";").map((text) => {
    let outColumn = 0;
    const segments: (readonly [number, number, number])[] = [];
    for (const segment of text.split(",")) {
      const [outStep = 0, , lineStep, columnStep] = decodeNumbers(segment);
      outColumn += outStep;
      if (lineStep === undefined || columnStep === undefined) continue;
      line += lineStep;
      column += columnStep;
      segments.push([outColumn, line + 1, column]);
    }
    return segments;
  });
  return [[], ...lines];
}

/** The base-64 numbers of variable length that source maps are made of. */
function decodeNumbers(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of text) {
    const digit = digits.indexOf(character);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
