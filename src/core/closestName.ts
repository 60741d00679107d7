/** Edits (insert, delete, replace, swap of neighbours) between two words; O(a b) time. Source: Damerau 1964, restricted form. */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  for (let j = 0; j <= b.length; j++) rows[0]![j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = best;
    }
  }
  return rows[a.length]![b.length]!;
}

/** A beginning shorter than this says too little. */
const leastBeginning = 3;

/**
 * The known name nearest to a misspelt one, or undefined when none is near: case-insensitive, at most a third of the letters off, or the only
 * one that begins with it, since what people leave out is the unit: "fov" for fovNm.
 */
export function closestName(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const name of known) {
    const distance = editDistance(word.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best ?? onlyBeginning(word.toLowerCase(), known);
}

function onlyBeginning(word: string, known: readonly string[]): string | undefined {
  const longer = known.filter((name) => name.toLowerCase().startsWith(word));
  return word.length >= leastBeginning && longer.length === 1 ? longer[0] : undefined;
}
