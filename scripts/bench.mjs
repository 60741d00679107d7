import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "./setup/project.mjs";
import { setUpOrExit } from "./setup.mjs";

// npm run bench -- AREA [--json] [--only TEXT] [--rounds N]: times an area beside its peers. Each area is a folder of bench/ with a main.ts.
const [area, ...rest] = process.argv.slice(2);
const benchFolder = path.join(projectRoot, "bench");
const areas = fs.readdirSync(benchFolder).filter((name) => fs.existsSync(path.join(benchFolder, name, "main.ts")));

if (area === undefined || !areas.includes(area)) {
  console.error(`Which area? npm run bench -- ${areas.join("|")} [--json] [--only TEXT] [--rounds N]`);
  process.exitCode = 1;
} else {
  await setUpOrExit();
  const program = path.join("dist", "bench", area, "main.js");
  // The build is there now. The same settings as the kernel has; the peers get them too.
  const { allocatorSettings } = await import(new URL("../dist/src/core/allocatorSettings.js", import.meta.url).href);
  const env = { ...process.env, ...allocatorSettings };
  const { status } = spawnSync(process.execPath, [program, ...rest], { cwd: projectRoot, stdio: "inherit", env });
  process.exitCode = status ?? 1;
}
