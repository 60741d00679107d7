/**
 * The modules that a thread begins with or that are loaded by their URLs, and the files that `npm run build` packs them
 * into, each with all that it imports (scripts/packKernel.mjs). Node takes about a millisecond for each module that it
 * loads; CommonJS is faster where nothing else is loaded yet.
 */
export const packedFiles = {
  "kernel/launch.js": "launch.cjs",
  "kernel/server/serverWorker.js": "serverWorker.cjs",
  "kernel/language/languageWorker.js": "languageWorker.cjs",
  "kernel/kernel.js": "kernel.js",
  "kernel/evaluate/tslabModule.js": "tslabModule.js",
  "src/em/index.js": "em.js",
} as const;

// In a packed file this is its own place; everywhere else `import.meta.url` stays the place of the compiled module.
const place = new URL("./", import.meta.url);

/** The URL of such a module, packed where the module that asks is: the modules of a process are all of one kind. */
export function moduleUrl(path: keyof typeof packedFiles): URL {
  return place.pathname.endsWith("/packed/") ? new URL(packedFiles[path], place) : new URL(`../${path}`, place);
}
