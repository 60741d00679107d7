import { installKernelspec } from "../kernelspec/installKernelspec.mjs";
import { adviceForFileError } from "../setup/advice.mjs";
import { SetupError } from "../setup/setupError.mjs";
import { kernelSteps } from "../setup/steps.mjs";
import { setUpOrExit } from "../setup.mjs";
import { readOptions } from "./commandOptions.mjs";
import { placeOptions, placeUsage, specFolder } from "./specPlace.mjs";

const usage = `emlab install [--user | --prefix FOLDER] [--name NAME] [--display-name TEXT] [--engine emlab|tslab]

${placeUsage}
  --display-name    as the launcher of JupyterLab calls it (default: emlab (TypeScript))
  --engine          what evaluates the cells: emlab (default), or tslab's converter, to compare with`;

const options = /** @type {const} */ ({
  ...placeOptions,
  "display-name": { type: "string" },
  engine: { type: "string" },
});

const engines = /** @type {const} */ (["emlab", "tslab"]);

/** @type {import("./commands.mjs").Command} */
export const install = {
  name: "install",
  summary: "makes the kernel known to Jupyter",
  usage,
  async run(given, { folder, say }) {
    const values = await readOptions(given, options, usage);
    const engine = checkedEngine(values.engine);
    const displayName = values["display-name"];
    if (displayName !== undefined && !displayName.trim()) throw new SetupError("--display-name is empty.", usage);
    const target = specFolder(values, folder);
    await setUpOrExit({ steps: kernelSteps });
    try {
      const before = await installKernelspec(target, { displayName, engine });
      say(`${outcome[before]}: ${target}`);
    } catch (error) {
      throw adviceForFileError(error, "Writing the kernelspec");
    }
    say("A JupyterLab that is open offers it after its page is loaded again.");
    return 0;
  },
};

const outcome = {
  new: "emlab is installed",
  replaced: "emlab was there and is replaced",
  same: "emlab is installed already, nothing has changed",
  repaired: "A damaged kernel.json was there and is replaced",
};

/**
 * @param {string | undefined} engine
 * @returns {"emlab" | "tslab" | undefined}
 */
function checkedEngine(engine) {
  const known = engines.find((name) => name === engine);
  if (engine !== undefined && !known)
    throw new SetupError(`--engine ${engine} is not known: ${engines.join(" or ")}.`, usage);
  return known;
}
