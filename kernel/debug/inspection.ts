import { cellsScopeId } from "./cellsScope.js";
import { type Arguments, type Body, DebugError, textIn } from "./dap.js";
import { bundleJson, type Evaluated, evaluatedValue, evaluationMs } from "./guardedCode.js";
import type { InspectorLink } from "./inspectorLink.js";
import type { Frame } from "./stackFrames.js";
import { resultText } from "./valueText.js";
import { typeName } from "./valueTypes.js";
import type { Variables } from "./variables.js";

/** Values of the running kernel that stay reachable until they are asked for anew. */
const globalsGroup = "globals";

/** Evaluates code for the front end: in a call that is stopped, or among the names of the cells. */
export class Inspection {
  readonly #link: InspectorLink;
  readonly #variables: Variables;
  #globals: Promise<Body> | undefined;

  constructor(link: InspectorLink, variables: Variables) {
    this.#link = link;
    this.#variables = variables;
  }

  /** The value of an expression; assignments change the variables of the stopped call. Throws with what it threw. */
  async evaluate(expression: string, frame: Frame | undefined): Promise<Body> {
    this.#variables.refresh();
    const value = evaluatedValue(await this.#evaluated(expression, frame));
    const result = resultText(value);
    const { variablesReference, indexedVariables } = this.#variables.variable("", value, expression);
    const type = typeName(value, result, this.#variables.isJupyterLab);
    return { result, type, variablesReference, ...(indexedVariables === undefined ? {} : { indexedVariables }) };
  }

  /** What the cells have declared. JupyterLab asks after every message of a running cell: calls at once share an answer. */
  globals(): Promise<Body> {
    this.#globals ??= this.#readGlobals().finally(() => {
      this.#globals = undefined;
    });
    return this.#globals;
  }

  /** A variable in the formats in which a cell would show it. */
  async rich(given: Arguments, frame: Frame | undefined): Promise<Body> {
    const name = textIn(given, "variableName");
    const value = evaluatedValue(await this.#evaluated(name, frame));
    return { data: JSON.parse(await bundleJson(this.#link, value, frame === undefined)), metadata: {} };
  }

  async #readGlobals(): Promise<Body> {
    this.#variables.clear();
    await this.#link.post("Runtime.releaseObjectGroup", { objectGroup: globalsGroup });
    const scope = await cellsScopeId(this.#link, globalsGroup);
    const variables =
      scope === undefined ? [] : await this.#variables.list(this.#variables.addScopes({ objectIds: [scope] }));
    return { variables };
  }

  async #evaluated(expression: string, frame: Frame | undefined): Promise<Evaluated> {
    const shared = { expression, timeout: evaluationMs, generatePreview: true, objectGroup: "debugger" };
    const inFrame = { ...shared, callFrameId: frame?.call.callFrameId };
    try {
      return frame
        ? await this.#link.post<Evaluated>("Debugger.evaluateOnCallFrame", inFrame)
        : await this.#link.evaluate<Evaluated>(expression, { ...shared, replMode: true });
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes("terminated")) throw error;
      throw new DebugError(`the expression ran for more than ${evaluationMs / 1000} s and was stopped`);
    }
  }
}
