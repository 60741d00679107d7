import { KernelClient } from "../kernelClient.js";

type Content = Readonly<Record<string, unknown>>;

/** A variable as the front end gets it. */
export interface ShownVariable {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  readonly evaluateName?: string;
  readonly variablesReference: number;
}

/** A call as the front end gets it. */
export interface ShownFrame {
  readonly id: number;
  readonly name: string;
  readonly line: number;
  readonly source: { readonly path: string; readonly name: string };
}

/** A stop with the calls that led to it. */
export interface ShownStop {
  readonly reason: unknown;
  readonly body: Content;
  readonly frames: readonly ShownFrame[];
  /** Name of the first frame and its line: "inc (cell [1]):2". */
  readonly at: string;
}

/** The front end of a debugger: sends requests on the control channel and waits for events. */
export class DebugClient {
  readonly kernel: KernelClient;
  #seq = 0;
  #eventsSeen = 0;

  static async start(options: { cwd?: string } = {}): Promise<DebugClient> {
    return new DebugClient(await KernelClient.start(options));
  }

  private constructor(kernel: KernelClient) {
    this.kernel = kernel;
  }

  /** The whole response to a request. */
  async respond(command: string, given: Content = {}): Promise<Content> {
    this.#seq += 1;
    const content = { type: "request", seq: this.#seq, command, arguments: given };
    const { reply } = await this.kernel.request("debug_request", content, "control");
    return reply.content;
  }

  /** The body of the response to a request that must succeed. */
  async ask<T = Content>(command: string, given: Content = {}): Promise<T> {
    const response = await this.respond(command, given);
    if (response["success"] !== true) throw new Error(`${command}: ${response["message"]}`);
    return response["body"] as T;
  }

  /** Switches the debugger on as JupyterLab does; `clientID` decides about the names of types. */
  async attach(clientID = "test"): Promise<void> {
    await this.ask("initialize", { clientID });
    await this.ask("attach");
  }

  /** Sets breakpoints in a cell with this text; returns its path. */
  async breakAt(code: string, ...breakpoints: readonly (number | Content)[]): Promise<string> {
    const { sourcePath } = await this.ask<{ sourcePath: string }>("dumpCell", { code });
    const wanted = breakpoints.map((one) => (typeof one === "number" ? { line: one } : one));
    await this.ask("setBreakpoints", { source: { path: sourcePath }, breakpoints: wanted });
    return sourcePath;
  }

  /** The next event of this name after those that were waited for before. */
  async event(name: string): Promise<Content> {
    const events = () => this.kernel.published.filter(({ header }) => header.msg_type === "debug_event");
    const find = () => events().findIndex(({ content }, i) => i >= this.#eventsSeen && content["event"] === name);
    await this.kernel.until(() => find() >= 0);
    const at = find();
    this.#eventsSeen = at + 1;
    return events()[at]!.content["body"] as Content;
  }

  /** Waits for the next stop and asks for its frames. */
  async stopped(): Promise<ShownStop> {
    const body = await this.event("stopped");
    const { stackFrames } = await this.ask<{ stackFrames: ShownFrame[] }>("stackTrace", { threadId: 1 });
    const [first] = stackFrames;
    return { reason: body["reason"], body, frames: stackFrames, at: `${first?.name}:${first?.line}` };
  }

  /** Moves on and waits for the next stop. */
  async move(command: "next" | "stepIn" | "stepOut" | "continue"): Promise<ShownStop> {
    await this.ask(command, { threadId: 1 });
    return this.stopped();
  }

  async scopes(frameId: number): Promise<readonly { name: string; variablesReference: number }[]> {
    type Scopes = { readonly scopes: readonly { name: string; variablesReference: number }[] };
    return (await this.ask<Scopes>("scopes", { frameId })).scopes;
  }

  async variables(variablesReference: number, page: Content = {}): Promise<readonly ShownVariable[]> {
    type Variables = { readonly variables: readonly ShownVariable[] };
    return (await this.ask<Variables>("variables", { variablesReference, ...page })).variables;
  }

  /** Names and values of one scope of the innermost frame. */
  async valuesIn(scopeName: string, stop: ShownStop): Promise<Readonly<Record<string, string>>> {
    const scope = (await this.scopes(stop.frames[0]!.id)).find(({ name }) => name.startsWith(scopeName));
    return scope ? valuesOf(await this.variables(scope.variablesReference)) : {};
  }

  async evaluate(expression: string, stop?: ShownStop): Promise<string> {
    const frameId = stop?.frames[0]?.id;
    const body = await this.ask<{ result: string }>("evaluate", { expression, frameId, context: "repl" });
    return body.result;
  }
}

export function valuesOf(variables: readonly ShownVariable[]): Readonly<Record<string, string>> {
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}
