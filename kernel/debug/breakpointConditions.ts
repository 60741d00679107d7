import type { SourceBreakpoint } from "./dap.js";

/**
 * The condition that V8 evaluates at a breakpoint; undefined where it always stops. A log message prints and does not
 * stop: `frame {i}: {mean(frame)}` prints the values of what stands in braces.
 */
export function conditionOf({ condition, logMessage }: SourceBreakpoint): string | undefined {
  const when = condition?.trim() ? condition : undefined;
  if (!logMessage) return when;
  const log = `(console.log(${logArguments(logMessage)}), false)`;
  return when === undefined ? log : `(${when}) && ${log}`;
}

function logArguments(message: string): string {
  const parts = message.split(/\{([^{}]*)\}/);
  return parts
    .map((part, i) => (i % 2 === 0 ? JSON.stringify(part.trim()) : `(${part})`))
    .filter((part) => part !== '""' && part !== "()")
    .join(", ");
}

const hitPattern = /^\s*(>=|>|==|=|<=|<|%)?\s*(\d+)\s*$/;

/** Whether the `hits`-th hit stops: `3` from the third on, `== 3` only then, `% 3` every third; unreadable text always. */
export function isHit(hitCondition: string | undefined, hits: number): boolean {
  const match = hitPattern.exec(hitCondition ?? "");
  if (!match) return true;
  const count = Number(match[2]);
  switch (match[1]) {
    case ">":
      return hits > count;
    case "==":
    case "=":
      return hits === count;
    case "<=":
      return hits <= count;
    case "<":
      return hits < count;
    case "%":
      return count > 0 && hits % count === 0;
    default:
      return hits >= count;
  }
}
