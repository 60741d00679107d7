import { EmError } from "../../core/error.js";
import { specimens } from "./specimens.js";

/** What the address of a twin says. */
export interface TwinAddress {
  readonly specimen: string;
  /** As they were written; makeSpecimen reads them. */
  readonly options: Readonly<Record<string, string>>;
}

/**
 * Reads the address of a twin, "twin:SPECIMEN?option=value&option=value"; "twin" alone means the first specimen with its defaults.
 *
 * Errors: BadOption for what is no such address. Names and values are checked where they are used.
 *
 * @example
 * twinAddress("twin:mxene?seed=7&vacancyPercent=3"); // { specimen: "mxene", options: { seed: "7", vacancyPercent: "3" } }
 */
export function twinAddress(address: string): TwinAddress {
  const [, specimen = "", query] = /^twin(?::([^?]*))?(?:\?(.*))?$/s.exec(address) ?? [undefined, undefined, undefined];
  const options: Record<string, string> = {};
  if (!/^twin(?::|\?|$)/.test(address)) throw badAddress(address, "it does not begin with twin:");
  for (const part of (query ?? "").split("&")) {
    if (part === "") continue;
    const [name, value] = readOption(address, part);
    if (Object.hasOwn(options, name)) throw badAddress(address, `it has ${name} twice`);
    options[name] = value;
  }
  return { specimen: specimen === "" ? specimens[0].name : decoded(address, specimen), options };
}

function readOption(address: string, part: string): [name: string, value: string] {
  const at = part.indexOf("=");
  if (at < 1 || at === part.length - 1) throw badAddress(address, `"${part.slice(0, 60)}" is no option=value`);
  return [decoded(address, part.slice(0, at)), decoded(address, part.slice(at + 1))];
}

function decoded(address: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw badAddress(address, `"${text.slice(0, 60)}" has a % that stands for no character`, cause);
  }
}

function badAddress(address: string, why: string, cause?: unknown): EmError {
  return new EmError("BadOption", `"${address.slice(0, 120)}" is no address of a twin: ${why}`, {
    fix: 'Write it like "twin:mxene?seed=7&vacancyPercent=3".',
    cause,
  });
}
