import { SetupError } from "../setup/setupError.mjs";

/** The name under which Jupyter knows the kernel unless another is given: `jupyter console --kernel emlab`. */
export const usualKernelName = "emlab";

/**
 * A kernel's name as Jupyter stores it, in lower case; throws SetupError for one that Jupyter refuses.
 * @param {string} name
 */
export function checkedKernelName(name) {
  const lower = name.toLowerCase();
  if (/^[a-z0-9._-]+$/.test(lower) && !/^\.+$/.test(lower)) return lower;
  const near = lower
    .normalize("NFKD")
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  throw new SetupError(
    `"${name}" is no name for a kernel: Jupyter takes letters a-z, digits and - . _ alone.`,
    `${near && !/^\.+$/.test(near) ? `Take another one: --name ${near}\n` : ""}What people read in the launcher may be any text: --display-name "TypeScript (laboratory)"`,
  );
}
