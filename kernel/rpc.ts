import type { MessagePort, Worker } from "node:worker_threads";

type Port = MessagePort | Worker;
// biome-ignore lint/suspicious/noExplicitAny: any set of methods may be served; the caller's interface types them
type Calls = { [name: string]: (...args: any[]) => unknown };

/** A call on its way. */
export interface Call {
  readonly call: number;
  readonly method: string;
  readonly args: readonly unknown[];
}
/** Its answer on the way back: a value or the message of an error. */
export interface Answer {
  readonly answer: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** The far side of a port, each method as a promise. */
export type Remote<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never;
};

/** Calls methods that `serveCalls` answers at the other end of the port; a method that throws there rejects here with the same message. */
export function remote<T extends object>(port: Port): Remote<T> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;
  port.on("message", (message: Answer) => {
    const call = waiting.get(message.answer);
    if (!call) return;
    waiting.delete(message.answer);
    if (message.error === undefined) call.resolve(message.value);
    else call.reject(new Error(message.error));
  });
  return new Proxy({} as Remote<T>, {
    get:
      (_, method: string) =>
      (...args: unknown[]) =>
        new Promise((resolve, reject) => {
          last += 1;
          waiting.set(last, { resolve, reject });
          port.postMessage({ call: last, method, args } satisfies Call);
        }),
  });
}

/** Answers the calls that arrive on a port with the methods of one object. */
export function serveCalls(port: Port, methods: Calls | Promise<Calls>): void {
  port.on("message", async (message: Call) => {
    if (message.call === undefined) return;
    let answer: Answer;
    try {
      const method = (await methods)[message.method];
      if (!method) throw new Error(`no method ${message.method}`);
      answer = { answer: message.call, value: await method(...message.args) };
    } catch (error) {
      answer = { answer: message.call, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    port.postMessage(answer);
  });
}
