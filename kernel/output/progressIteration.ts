import { InterruptedError } from "../evaluate/interruption.js";
import type { ProgressBar } from "./progressBar.js";

/** The items of an iterable; each counts as done when the next one is asked for. The bar opens with the first. */
export function iterateWithBar<T>(items: Iterable<T>, open: () => ProgressBar): IterableIterator<T> {
  let source: Iterator<T> | undefined;
  let bar: ProgressBar | undefined;
  const end = (state: "done" | "stopped") => bar?.end(state);
  return {
    [Symbol.iterator]() {
      return this;
    },
    next() {
      if (bar) bar.advance();
      else bar = open();
      try {
        source ??= items[Symbol.iterator]();
        const next = source.next();
        if (next.done) end("done");
        return next;
      } catch (error) {
        end("stopped");
        throw error;
      }
    },
    // `break`, `return` and an error in the loop's body all come here.
    return(value?: unknown) {
      end("stopped");
      source?.return?.();
      return { done: true, value: value as T };
    },
  };
}

/** The same for an async iterable; an interrupt also ends the wait for the next item. */
export function iterateAsyncWithBar<T>(items: AsyncIterable<T>, open: () => ProgressBar): AsyncIterableIterator<T> {
  let source: AsyncIterator<T> | undefined;
  let bar: ProgressBar | undefined;
  let giveUp: ((error: Error) => void) | undefined;
  const end = (state: "done" | "stopped") => bar?.end(state);
  const begin = () => {
    bar = open();
    // One for all items: a race with one promise would keep every item that has come.
    bar.onInterrupt = () => giveUp?.(new InterruptedError());
  };
  const next = async () => {
    if (bar) bar.advance();
    else begin();
    source ??= items[Symbol.asyncIterator]();
    const from = source;
    const result = await new Promise<IteratorResult<T>>((resolve, reject) => {
      giveUp = reject;
      from.next().then(resolve, reject);
    });
    if (result.done) end("done");
    return result;
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      try {
        return await next();
      } catch (error) {
        end("stopped");
        // The source gets to clean up; a source that hangs is not waited for.
        if (error instanceof InterruptedError) source?.return?.()?.catch(() => {});
        throw error;
      }
    },
    async return(value?: unknown) {
      end("stopped");
      await source?.return?.();
      return { done: true, value: value as T };
    },
  };
}
