import { EmError } from "../../core/error.js";

/** What an instrument is asked for by: "twin:mxene?seed=7" is the scheme "twin", the name "mxene" and one option. */
export interface Address {
  readonly scheme: string;
  /** What follows the colon: a specimen, a folder, a host. */
  readonly name: string;
  readonly options: Readonly<Record<string, string>>;
  /** As it was written. */
  readonly text: string;
}

/**
 * Reads an address.
 *
 * Errors: BadOption when it is no text, has no scheme, names an option twice or gives one no value.
 */
export function parseAddress(text: unknown): Address {
  const match = typeof text === "string" ? /^([a-z]+):([^?]*)(?:\?(.*))?$/i.exec(text.trim()) : null;
  if (!match) {
    throw new EmError("BadOption", `${JSON.stringify(text) ?? String(text)} is no address of an instrument`, {
      fix: 'Write what it is, a colon and its name: em.connect("twin:mxene?seed=7").',
    });
  }
  const [, scheme, name, query = ""] = match as unknown as [string, string, string, string?];
  return { scheme: scheme.toLowerCase(), name: name.trim(), options: optionsOf(query), text: match[0] };
}

function optionsOf(query: string): Readonly<Record<string, string>> {
  const options: Record<string, string> = Object.create(null);
  for (const part of query.split("&").filter(Boolean)) {
    const [name = "", ...rest] = part.split("=");
    const value = rest.join("=");
    if (name === "" || value === "" || name in options) {
      throw new EmError("BadOption", `the option "${part}" of the address cannot be read`, {
        fix: 'Write each option once, with its value: "twin:mxene?seed=7&vacancyPercent=3".',
      });
    }
    options[decoded(name)] = decoded(value);
  }
  return Object.freeze({ ...options });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
