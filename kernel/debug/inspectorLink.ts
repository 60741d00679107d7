import { Session } from "node:inspector";

type Post = (method: string, parameters: object, done: (error: Error | null, reply: unknown) => void) => void;

/** The inspector of the main thread as another thread speaks to it: it answers while the main thread is stopped. */
export class InspectorLink {
  readonly #session = new Session();
  #isOpen = false;

  open(): void {
    this.#session.connectToMainThread();
    this.#isOpen = true;
  }

  /** Calls `listener` with the parameters of each event of this name. */
  on<T>(event: string, listener: (parameters: T) => void): void {
    this.#session.on(event, ({ params }: { params: T }) => listener(params));
  }

  /** Sends a command of the inspector protocol; rejects with its error, or when the link is closed. */
  post<T = unknown>(method: string, parameters: object = {}): Promise<T> {
    if (!this.#isOpen) return Promise.reject(new Error("the debugger is not connected"));
    return new Promise((resolve, reject) => {
      (this.#session.post as Post).call(this.#session, method, parameters, (error, reply) => {
        if (error) reject(new Error(error.message.replace(/^Inspector error -?\d+: /, "")));
        else resolve(reply as T);
      });
    });
  }

  /**
   * Evaluates a script among the globals without ever stopping in it. Where the main thread stops inside a command of
   * this link while the next one arrives, Node takes no further command: both would wait for ever.
   */
  evaluate<T>(expression: string, options: object = {}): Promise<T> {
    return this.post<T>("Runtime.evaluate", { expression, disableBreaks: true, silent: true, ...options });
  }

  /** Calls a function on an object, without stopping in it either: only `Runtime.evaluate` has an option for that. */
  async call<T>(parameters: object): Promise<T> {
    const skip = (isOn: boolean) => this.post("Debugger.setSkipAllPauses", { skip: isOn });
    const [, result] = await Promise.all([
      skip(true),
      this.post<T>("Runtime.callFunctionOn", { ...parameters, silent: true }),
      skip(false),
    ]);
    return result;
  }

  /** Disconnects; a second call does nothing. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#session.disconnect();
  }
}
