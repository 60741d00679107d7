import { removeKernelspec } from "../kernelspec/installKernelspec.mjs";
import { adviceForFileError } from "../setup/advice.mjs";
import { readOptions } from "./commandOptions.mjs";
import { placeOptions, placeUsage, specFolder } from "./specPlace.mjs";

const usage = `emlab uninstall [--user | --prefix FOLDER] [--name NAME]

${placeUsage}
The kernel of another program is never removed.`;

/** @type {import("./commands.mjs").Command} */
export const uninstall = {
  name: "uninstall",
  summary: "takes it away again",
  usage,
  async run(given, { folder, say }) {
    const target = specFolder(await readOptions(given, placeOptions, usage), folder);
    try {
      const left = removeKernelspec(target);
      say(`emlab is removed: ${target}`);
      if (left.length > 0) say(`These files in it are not of emlab and stay: ${left.join(", ")}`);
    } catch (error) {
      throw adviceForFileError(error, "Removing the kernelspec");
    }
    return 0;
  },
};
