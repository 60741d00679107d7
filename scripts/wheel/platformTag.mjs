/** Node 20 and newer for Linux need this glibc themselves: 2.28. */
const ofNode = 28;

/**
 * The tag of a wheel for Linux on x64: the oldest glibc with which the native part loads and Node runs.
 * @param {Buffer} addon
 * @returns {string}
 */
export function platformTag(addon) {
  // The versions of the symbols that it needs are texts in it.
  const needed = [...addon.toString("latin1").matchAll(/GLIBC_2\.(\d+)/g)].map(([, minor]) => Number(minor));
  if (needed.length === 0) throw new Error("The native part names no version of glibc: is it for another system?");
  return `manylinux_2_${Math.max(ofNode, ...needed)}_x86_64`;
}
