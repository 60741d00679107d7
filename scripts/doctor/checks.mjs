import { extensionCheck } from "./extensionCheck.mjs";
import { installationCheck } from "./installationCheck.mjs";
import { jupyterCheck } from "./jupyterCheck.mjs";
import { kernelStartCheck } from "./kernelStartCheck.mjs";
import { kernelspecCheck } from "./kernelspecCheck.mjs";
import { memoryCheck } from "./memoryCheck.mjs";
import { nodeCheck } from "./nodeCheck.mjs";
import { portsCheck } from "./portsCheck.mjs";
import { pythonCheck } from "./pythonCheck.mjs";
import { zeromqCheck } from "./zeromqCheck.mjs";

/**
 * What `emlab doctor` looks at, in its order: what the others need comes first.
 * @type {readonly import("./runChecks.mjs").Check[]}
 */
export const checks = [
  () => nodeCheck(),
  () => installationCheck(),
  () => zeromqCheck(),
  () => pythonCheck(),
  () => jupyterCheck(),
  () => kernelspecCheck(),
  () => extensionCheck(),
  () => portsCheck(),
  () => memoryCheck(),
  () => kernelStartCheck(),
];
