/** @typedef {import("playwright-core").Page} Page */

/** Counts the messages of the page's websockets, in both directions, as window.messageCount, and those with a frame as window.frameCount. */
export function countMessages() {
  const page = /** @type {any} */ (window);
  page.messageCount = 0;
  page.frameCount = 0;
  const Native = window.WebSocket;
  page.WebSocket = class extends Native {
    /** @param {[string, (string | string[])?]} args */
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data }) => {
        page.messageCount++;
        if (data.byteLength > 20_000) page.frameCount++;
      });
    }
    /**
     * @override
     * @param {Parameters<WebSocket["send"]>} args
     */
    send(...args) {
      page.messageCount++;
      return super.send(...args);
    }
  };
}

/**
 * Types values into an input one after the other, and waits until the kernel's answer to each is seen: the text that `answer` takes from the
 * output. A value that the protocol merges with the next is never answered.
 * @param {Page} page
 * @param {{ input: string, output: string, values: readonly string[], answers: readonly string[], spacingMs: number, drawn?: string | undefined }} how
 *   drawn: where an event "emlab-drawn" says that the answer was drawn
 * @returns {Promise<{ answeredMs: number[], drawnMs: number[] }>}
 */
export function answerTimes(page, how) {
  return page.evaluate(async ({ input, output, values, answers, spacingMs, drawn }) => {
    const from = /** @type {HTMLInputElement} */ (document.querySelector(input));
    const to = /** @type {HTMLElement} */ (document.querySelector(output));
    const canvas = drawn ? document.querySelector(drawn) : null;
    /** @type {Map<string, number>} */
    const asked = new Map();
    /** @type {number[]} */
    const answeredMs = [];
    /** @type {number[]} */
    const drawnMs = [];
    const seen = () => {
      const answer = answers.find((text) => asked.has(text) && (to.textContent ?? "").startsWith(text));
      const startMs = answer === undefined ? undefined : asked.get(answer);
      if (answer === undefined || startMs === undefined) return;
      asked.delete(answer);
      answeredMs.push(performance.now() - startMs);
      canvas?.addEventListener("emlab-drawn", () => drawnMs.push(performance.now() - startMs), { once: true });
    };
    const observer = new MutationObserver(seen);
    observer.observe(to, { childList: true, characterData: true, subtree: true });
    for (const [i, value] of values.entries()) {
      from.value = value;
      asked.set(answers[i] ?? "", performance.now());
      from.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, spacingMs));
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
    observer.disconnect();
    return { answeredMs, drawnMs };
  }, how);
}

/**
 * How many events of a kind come in a second, how many frames, and how many messages travel in all.
 * @param {Page} page
 * @param {{ selector: string, event: string, seconds: number }} how
 * @returns {Promise<{ eventsPerS: number, framesPerS: number, messagesPerS: number }>}
 */
export function eventRate(page, how) {
  return page.evaluate(async ({ selector, event, seconds }) => {
    const counted = /** @type {any} */ (window);
    let events = 0;
    const count = () => {
      events += 1;
    };
    const target = document.querySelector(selector);
    target?.addEventListener(event, count);
    const { messageCount, frameCount } = counted;
    const startMs = performance.now();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const passedS = (performance.now() - startMs) / 1000;
    target?.removeEventListener(event, count);
    const perS = (/** @type {number} */ now, /** @type {number} */ before) => (now - before) / passedS;
    return {
      eventsPerS: events / passedS,
      framesPerS: perS(counted.frameCount, frameCount),
      messagesPerS: perS(counted.messageCount, messageCount),
    };
  }, how);
}
