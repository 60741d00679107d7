/**
 * Sends random commands through the guard and looks at the path of every motion.
 * @param {number} count
 * @returns {Promise<{ isGood: boolean, figures: object }>} isGood: no limit was passed
 */
export async function soakGuard(count) {
  // The build is there now.
  const program = new URL("../../dist/test/instrument/guardSequences.js", import.meta.url).href;
  const { guardSequences } = await import(program);
  const seed = Math.floor(Math.random() * 2 ** 31);
  const startedAt = Date.now();
  const figures = await guardSequences(count, seed);
  const { commands, motions, refused, stopped, fromOutside, passed } = figures;
  console.log(`seed                             ${seed}
commands                         ${commands}, in sequences of 100
motions that reached the stage   ${motions}, ${fromOutside} of them from outside the limits
refused                          ${refused}
stopped or interrupted           ${stopped}
limits passed                    ${passed.length} ${passed.join(" ")}
time                             ${Math.round((Date.now() - startedAt) / 1000)} s`);
  return { isGood: passed.length === 0 && commands >= count && motions > 0, figures: { ...figures, seed } };
}
