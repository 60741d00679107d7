/** How deep a value is shown. */
export const shownDepth = 3;
/** Items of one array, entries of one map and keys of one object that are shown at most. */
export const mostItems = 100;
/** Characters that are shown of one text. */
export const longestShown = 10_000;
/** Characters of a text inside a value: this many for each item that there would be room for, and at least the second. */
const charactersPerShare = 8;
const fewestCharacters = 80;

/** How many of this many items are shown, and the room that is left inside each of them. */
export function divide(count: number, share: number): { readonly shown: number; readonly each: number } {
  const shown = Math.max(1, Math.min(count, mostItems, Math.floor(share)));
  return { shown, each: share / shown - 1 };
}

/** Characters that are shown of a text where there is room for so many items. */
export function longestText(share: number): number {
  return Math.min(longestShown, Math.max(fewestCharacters, Math.floor(share * charactersPerShare)));
}
