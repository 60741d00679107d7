/**
 * Opens, uses and closes comms in one kernel and prints what is left behind.
 * @param {number} count
 * @returns {Promise<{ isGood: boolean, figures: Readonly<Record<string, unknown>> }>} good when nothing was left and nothing grew
 */
export async function soakKernelComms(count) {
  const program = new URL("../../dist/test/kernel/kernelComms.js", import.meta.url).href;
  const { kernelComms } = await import(program);
  const figures = await kernelComms(count, (/** @type {number} */ done) => console.log(`  ${done} of ${count}`));
  console.log(`comms opened, used and closed    ${figures.count} by the front end, as many by the kernel
answers that were wrong          ${figures.wrong}
comms left open                  ${figures.openLeft}
handles, listeners added         ${figures.handlesAdded}, ${figures.listenersAdded}
main thread's heap               ${figures.heapMbPer1000} MB per 1,000 comms (second half)
whole process                    ${figures.processMbPer1000} MB per 1,000 comms (second half)
round trip                       median ${figures.roundTripMedianMs} ms, 95 % ${figures.roundTripP95Ms} ms
bad end                          ${figures.badEnd || "none"}`);
  const left =
    figures.wrong + figures.openLeft + Math.max(0, figures.handlesAdded) + Math.max(0, figures.listenersAdded);
  const isGood = left === 0 && figures.heapMbPer1000 < 0.1 && figures.processMbPer1000 < 1 && !figures.badEnd;
  return { isGood, figures };
}
