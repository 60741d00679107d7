/**
 * Shows the steps of the set-up: one line each, with the seconds that it took; on a terminal the line counts while it works.
 * @param {{ stream?: { write(text: string): unknown, isTTY?: boolean }, now?: () => number }} [given]
 */
export function setupProgress({ stream = process.stdout, now = Date.now } = {}) {
  return {
    /** @param {string} line */
    say(line) {
      stream.write(`${line}\n`);
    },
    /**
     * @param {string} title
     * @returns {(outcome: string) => void} to be called once, when the step has ended
     */
    start(title) {
      const startedAt = now();
      const seconds = () => Math.round((now() - startedAt) / 1000);
      stream.write(stream.isTTY ? title : `${title}\n`);
      const show = () => stream.write(stream.isTTY ? `\r${title} … ${seconds()} s` : `  … ${seconds()} s\n`);
      const timer = setInterval(show, stream.isTTY ? 1_000 : 15_000);
      timer.unref();
      return (outcome) => {
        clearInterval(timer);
        const text = `${outcome} (${((now() - startedAt) / 1000).toFixed(1)} s)`;
        stream.write(stream.isTTY ? `\r${title}: ${text}\u001b[K\n` : `  ${text}\n`);
      };
    },
  };
}
