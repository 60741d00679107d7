/**
 * Kills a process that records a series, again and again, and looks at what its run folder holds.
 * @param {number} count
 * @returns {Promise<{ isGood: boolean, figures: Readonly<Record<string, unknown>> }>} good when no finished frame was lost, torn or there twice
 */
export async function soakJournal(count) {
  // The build is there now.
  const program = new URL("../../dist/test/io/runFolder/killCampaign.js", import.meta.url).href;
  const { killCampaign } = await import(program);
  const seed = Math.floor(Math.random() * 2 ** 31);
  const figures = await killCampaign(count, seed, (/** @type {number} */ kills) => {
    if (kills % Math.ceil(count / 10) === 0) console.log(`  ${kills} of ${count}`);
  });
  console.log(`seed                             ${figures.seed}
kills of a recording process     ${figures.kills}, in ${figures.runs} runs that were then finished
frames stored before a kill      ${figures.stored}
of them lost                     ${figures.lost}
there twice, torn or altered     ${figures.wrong} ${figures.firstWrong}
kills that left
  a temporary file               ${figures.withLeftover}
  a frame without its line       ${figures.withRecovered}
  half a line                    ${figures.withTornTail}
  no run at all yet              ${figures.withoutRun}`);
  return { isGood: figures.lost === 0 && figures.wrong === 0 && figures.kills === count, figures };
}
