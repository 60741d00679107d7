/** Of all messages, the share that goes to a running kernel over its sockets; the others are read in this process. */
const socketShare = 0.1;

/**
 * Throws broken, forged and absurd messages at the kernel and at the code that it reads with.
 * @param {number} count
 * @returns {Promise<{ isGood: boolean, figures: object }>} isGood: nothing was let through, nothing broke
 */
export async function soakKernelFuzz(count) {
  // The build is there now.
  const program = new URL("../../dist/test/kernel/fuzz/kernelFuzz.js", import.meta.url).href;
  const { kernelFuzz } = await import(program);
  const overSockets = Math.round(count * socketShare);
  const seed = Math.floor(Math.random() * 2 ** 31);
  const startedAt = Date.now();
  let printed = 0;
  const figures = await kernelFuzz(overSockets, count - overSockets, seed, (/** @type {number} */ done) => {
    if (done - printed < count / 10) return;
    printed = done;
    console.log(`  ${done} of ${count} after ${Math.round((Date.now() - startedAt) / 1000)} s`);
  });
  const { letThrough, exceptions, refusedGenuine, kernelErrors, stillWorks, nextAnswerMs, kinds } = figures;
  console.log(`seed                             ${seed}
read in this process             ${figures.inProcess} messages
sent to a running kernel         ${figures.overSockets} messages, over shell, control and stdin in turn
kinds                            ${Object.entries(kinds)
    .map(([kind, number]) => `${kind} ${number}`)
    .join(", ")}
let through or answered          ${letThrough.length} ${letThrough.slice(0, 5).join(" ")}
genuine, but refused             ${refusedGenuine}
exceptions                       ${exceptions.length} ${exceptions.slice(0, 5).join(" ")}
errors of the kernel             ${kernelErrors || "none"}
works at the end                 ${stillWorks ? "yes" : "no"}
next valid request (median)      ${nextAnswerMs.toFixed(1)} ms to its reply, in the midst of the others
time                             ${Math.round((Date.now() - startedAt) / 1000)} s`);
  const faults = letThrough.length + exceptions.length + refusedGenuine + kernelErrors.length;
  return { isGood: faults === 0 && stillWorks && nextAnswerMs <= 100, figures };
}
