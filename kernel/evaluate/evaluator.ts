import { type Runtime, Session } from "node:inspector";

/** What came of evaluating a script: its value, what it threw, or that it was terminated. */
export type Evaluation =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "thrown"; readonly error: unknown; readonly line: number; readonly column: number }
  | { readonly kind: "terminated" };

const group = "cell";

/**
 * Evaluates scripts on the main thread in V8's REPL mode: `let` and `class` may be declared again, closures share the
 * variables, `await` works at top level, and what a script declared before it threw stays.
 */
export class Evaluator {
  readonly #session = new Session();
  #taken: unknown;

  constructor() {
    // Our own thread's session: evaluating from another thread would dead-lock with the interrupt that terminates.
    this.#session.connect();
    Object.defineProperty(globalThis, takeName, { value: (value: unknown) => (this.#taken = value) });
  }

  /** Runs a script; `name` is the file name that stacks show. */
  evaluate(script: string, name: string): Promise<Evaluation> {
    return new Promise((resolve) => {
      const expression = `${script}\n//# sourceURL=${name}`;
      const parameters = { expression, replMode: true, objectGroup: group };
      this.#session.post("Runtime.evaluate", parameters, (error, reply) => {
        const evaluated = error ? undefined : (reply as Runtime.EvaluateReturnType);
        resolve(evaluated ? this.#read(evaluated) : { kind: "terminated" });
        // A number or a text is not held by the inspector.
        if (evaluated?.result.objectId === undefined && !evaluated?.exceptionDetails) return;
        this.#session.post("Runtime.releaseObjectGroup", { objectGroup: group });
      });
    });
  }

  close(): void {
    this.#session.disconnect();
  }

  #read({ result, exceptionDetails }: Runtime.EvaluateReturnType): Evaluation {
    if (!exceptionDetails) return { kind: "value", value: this.#take(result) };
    const { exception, lineNumber, columnNumber, text } = exceptionDetails;
    if (!exception || text === "Uncaught (terminated)") return { kind: "terminated" };
    return { kind: "thrown", error: this.#take(exception), line: lineNumber + 1, column: columnNumber + 1 };
  }

  /** The JavaScript value behind what the inspector describes. */
  #take({ objectId, type, value, unserializableValue }: Runtime.RemoteObject): unknown {
    if (objectId === undefined) return unserializableValue === undefined ? value : fromText(type, unserializableValue);
    this.#taken = undefined;
    const functionDeclaration = `function (value) { globalThis[${JSON.stringify(takeName)}](value); }`;
    this.#session.post("Runtime.callFunctionOn", { objectId, functionDeclaration, arguments: [{ objectId }] });
    const taken = this.#taken;
    this.#taken = undefined;
    return taken;
  }
}

const takeName = "\u0000emlab.take";

/** -0, NaN, Infinity and bigint, which JSON cannot carry. */
function fromText(type: string, text: string): unknown {
  return type === "bigint" ? BigInt(text.slice(0, -1)) : Number(text);
}
