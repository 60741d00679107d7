import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "./setup/project.mjs";
import { setUpOrExit } from "./setup.mjs";

// npm run score -- AREA DIR [--json]: runs the public API over a folder of benchmark data and scores it. Each area is a folder of bench/
// with a score.ts.
const [area, folder, ...rest] = process.argv.slice(2);
const benchFolder = path.join(projectRoot, "bench");
const areas = fs.readdirSync(benchFolder).filter((name) => fs.existsSync(path.join(benchFolder, name, "score.ts")));

if (area === undefined || folder === undefined || folder.startsWith("--") || !areas.includes(area)) {
  console.error(`Which area, and where is its data? npm run score -- ${areas.join("|")} DIR [--json]`);
  process.exitCode = 1;
} else {
  await setUpOrExit();
  const program = path.join("dist", "bench", area, "score.js");
  // npm runs scripts in the project's folder; paths are meant from where the command was typed.
  const data = path.resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  const { status } = spawnSync(process.execPath, [program, data, ...rest], { cwd: projectRoot, stdio: "inherit" });
  process.exitCode = status ?? 1;
}
