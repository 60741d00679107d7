import { fileURLToPath } from "node:url";
import { type RanCells, toSource } from "./positions.js";

/** One call on the way to an error. */
export interface StackFrame {
  /** The function, or "" at the top level of a cell or file. */
  readonly name: string;
  /** "cell": a cell of the notebook. "file": the user's own file. "package": something installed. "internal": Node, the kernel, emlab. */
  readonly kind: "cell" | "file" | "package" | "internal";
  /** "cell [3]" or a path. */
  readonly where: string;
  readonly line: number;
  readonly column: number;
}

/** The number in "cell [3]". */
export const cellNamePattern = /^cell \[(\d+)\]$/;

const framePattern = /^\s+at (?:async )?(?:(.*?) \()?((?:cell \[\d+\])|.+?):(\d+):(\d+)\)?$/;
const evaluatedPattern = /^\s+at .*(?:node:|<anonymous>)/;

/**
 * Makes `error.stack` speak of cells: V8 asks this hook when the stack of an error is first read, so it also holds for
 * stacks that a cell prints itself.
 */
export function installStackFormat(cells: RanCells): void {
  // Ten, as by default, can end inside an operation before they come to the cell that called it.
  Error.stackTraceLimit = 50;
  Error.prepareStackTrace = (error: Error, sites: NodeJS.CallSite[]) => {
    const lines = usersPart(sites, cells)
      .map((site) => siteText(site, cells))
      .filter((text) => text !== undefined);
    return [headline(error), ...lines.map((text) => `    at ${text}`)].join("\n");
  };
}

/** The calls down to the outermost one of the user: below it there is only the kernel, in every stack alike. */
function usersPart(sites: readonly NodeJS.CallSite[], cells: RanCells): readonly NodeJS.CallSite[] {
  const isUsers = (site: NodeJS.CallSite) => {
    const script = site.getScriptNameOrSourceURL() ?? "";
    return cells.ofScript(script) !== undefined || cells.files.has(script);
  };
  return sites.slice(0, sites.findLastIndex(isUsers) + 1 || sites.length);
}

function siteText(site: NodeJS.CallSite, cells: RanCells): string | undefined {
  const script = site.getScriptNameOrSourceURL() ?? "";
  const cell = cells.ofScript(script);
  const map = cell?.map ?? cells.files.get(script);
  if (!map) return String(site);
  const position = toSource(map, site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0);
  if (!position) return undefined;
  const where = `${cell ? `cell [${cell.count}]` : script.replace(/\?.*$/, "")}:${position.line}:${position.column}`;
  const name = site.getFunctionName();
  return name ? `${name} (${where})` : where;
}

function headline(error: unknown): string {
  try {
    return String(error);
  } catch {
    return "Error";
  }
}

/** The frames in the text of a stack; `internalRoot` is the folder whose files are folded as internal. */
export function parseStack(stack: string, internalRoot: string): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const line of stack.split("\n")) {
    const match = framePattern.exec(line);
    if (match) frames.push(toFrame(match, internalRoot));
    else if (evaluatedPattern.test(line)) frames.push(internalFrame);
  }
  return frames;
}

const internalFrame: StackFrame = { name: "", kind: "internal", where: "", line: 0, column: 0 };

function toFrame([, name = "", place = "", line, column]: RegExpExecArray, internalRoot: string): StackFrame {
  const where = toPath(place);
  return { name, kind: kindOf(where, internalRoot), where, line: Number(line), column: Number(column) };
}

function kindOf(where: string, internalRoot: string): StackFrame["kind"] {
  if (cellNamePattern.test(where)) return "cell";
  if (where.startsWith("node:") || where.startsWith(internalRoot) || where === "<anonymous>") return "internal";
  return where.includes("node_modules") ? "package" : "file";
}

function toPath(place: string): string {
  if (!place.startsWith("file:")) return place;
  try {
    return fileURLToPath(place.replace(/\?.*$/, ""));
  } catch {
    return place;
  }
}
