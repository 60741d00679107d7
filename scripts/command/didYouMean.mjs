/**
 * " Did you mean NAME?" for a misspelt word; nothing when no name is near, or when emlab is not built yet.
 * @param {string} word
 * @param {readonly string[]} known
 * @returns {Promise<string>}
 */
export async function didYouMean(word, known) {
  try {
    const { closestName } = await import(new URL("../../dist/src/core/closestName.js", import.meta.url).href);
    const near = closestName(word, known);
    return near === undefined ? "" : ` Did you mean ${near}?`;
  } catch {
    return "";
  }
}
