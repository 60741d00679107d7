import { parseArgs } from "node:util";
import { SetupError } from "../setup/setupError.mjs";
import { didYouMean } from "./didYouMean.mjs";

/**
 * Reads the words after a command; throws SetupError that names the word that is wrong, with the usage.
 * @template {import("node:util").ParseArgsConfig["options"]} T
 * @param {readonly string[]} given
 * @param {T} options as parseArgs takes them
 * @param {string} usage
 */
export async function readOptions(given, options, usage) {
  try {
    return parseArgs({ args: [...given], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    const word = /'(-[^' ]*)/.exec(message)?.[1] ?? /'([^']*)'/.exec(message)?.[1] ?? "";
    if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") {
      const needs = message.includes("missing") || message.includes("ambiguous");
      throw new SetupError(needs ? `${word} needs a value.` : `${word} takes no value.`, usage);
    }
    const known = Object.keys(options ?? {}).map((name) => `--${name}`);
    throw new SetupError(`"${word}" is not known.${await didYouMean(word, known)}`, usage);
  }
}
