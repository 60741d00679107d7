/** The most that the memory may grow (MB per 1000 cells). */
const mostSlopeMb = 1;

/**
 * Runs cells of many kinds in one kernel and looks at what it holds after each tenth.
 * @param {number} count
 * @returns {Promise<{ isGood: boolean, figures: object }>} isGood: all cells showed what they must, and nothing grew
 */
export async function soakKernelExecutes(count) {
  // The build is there now.
  const program = new URL("../../dist/test/kernel/kernelExecutes.js", import.meta.url).href;
  const { kernelExecutes } = await import(program);
  console.log("   cells      RSS   growth/1000  cell (median)  resources  listeners  files  threads");
  const figures = await kernelExecutes(count, (/** @type {any} */ tenth) => {
    const { cells, rssMb, slopeMb, cellMs, resources, listeners, files, threads } = tenth;
    const columns = [
      String(cells).padStart(8),
      `${rssMb.toFixed(0)} MB`.padStart(8),
      `${slopeMb.toFixed(2)} MB`.padStart(13),
      `${cellMs.toFixed(1)} ms`.padStart(14),
      String(resources).padStart(10),
      String(listeners).padStart(10),
      String(files).padStart(6),
      String(threads).padStart(8),
    ];
    console.log(columns.join(" "));
  });
  const { wrong, firstWrong, slopeMb, isFlat, badEnd } = figures;
  console.log(`growth after the first tenth     ${slopeMb.toFixed(2)} MB per 1000 cells (at most ${mostSlopeMb})
cells with lost or wrong output  ${wrong} ${firstWrong}
handles, listeners, threads      ${isFlat ? "flat" : "GROWN"}
bad end of the kernel            ${badEnd || "none"}`);
  // Where there is no /proc the memory is not known, and that is no fault.
  return { isGood: wrong === 0 && isFlat && !badEnd && !(slopeMb >= mostSlopeMb), figures };
}
