import type { RunnableCell } from "../../threadMessages.js";
import type { Converted } from "./tslabConverter.js";

/** The name of the object through which scripts reach their exports and the modules; tslabMain.ts defines it. */
export const scriptHost = "tslab$";

/**
 * The script of a converted cell: the module's function around it, as tslab's own executor has it, then the word that its
 * declarations hold from now on, which a cell that throws never gives, then its value.
 */
export function tslabScript(converted: Converted, runId: number): RunnableCell {
  const { output = "", sideOutputs = [], hasToplevelAwait, lastExpressionVar } = converted;
  const modules = sideOutputs.length > 0 ? `${scriptHost}.update(${JSON.stringify(sideOutputs)});` : "";
  const opening = hasToplevelAwait ? "await (async function (exports, require) { " : "(function (exports, require) { ";
  const call = `${opening}${output}\n})(${scriptHost}.exports, ${scriptHost}.require);`;
  const value = lastExpressionVar === undefined ? "" : `${scriptHost}.take(${JSON.stringify(lastExpressionVar)})`;
  return {
    js: `${modules}${call}await ${scriptHost}.keep(${runId});${value}`,
    // There is no source map: no line of the script is told to be a line of the cell.
    map: { lines: [] },
    endsInExpression: lastExpressionVar !== undefined,
    names: [],
  };
}
