// Compiles src/numeric/assembly (AssemblyScript) to dist/src/numeric/kernels.wasm; does nothing when neither sources nor compiler changed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sourceFolder = join(root, "src", "numeric", "assembly");
const target = join(root, "dist", "src", "numeric", "kernels.wasm");
const stamp = `${target}.stamp`;

// 4 GiB is what 32-bit addresses reach; it is reserved, not used. No runtime: the typed face gives every address.
const flags = [
  "--optimizeLevel=3",
  "--shrinkLevel=0",
  "--converge",
  "--runtime=stub",
  "--enable=simd,threads,bulk-memory",
  "--importMemory",
  "--noExportMemory",
  "--sharedMemory",
  "--initialMemory=16",
  "--maximumMemory=65536",
  "--noAssert",
];

function fingerprint() {
  const hash = createHash("sha256").update(flags.join(" "));
  hash.update(readFileSync(join(root, "node_modules", "assemblyscript", "package.json")));
  for (const name of readdirSync(sourceFolder).sort()) {
    if (name.endsWith(".ts")) hash.update(name).update(readFileSync(join(sourceFolder, name)));
  }
  return hash.digest("hex");
}

/** Builds the module where needed; true when it compiled. Throws with the compiler's own text when the sources are wrong. */
export async function buildWasm() {
  const wanted = fingerprint();
  if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  const { default: asc } = await import("assemblyscript/asc");
  mkdirSync(dirname(target), { recursive: true });
  const { error, stderr } = await asc.main([
    "src/numeric/assembly/index.ts",
    "--outFile=dist/src/numeric/kernels.wasm",
    `--baseDir=${root}`,
    ...flags,
  ]);
  if (error) throw new Error(`kernels.wasm does not compile: ${error.message}\n${stderr.toString()}`);
  writeFileSync(stamp, wanted);
  return true;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log((await buildWasm()) ? "kernels.wasm compiled" : "kernels.wasm is up to date");
}
