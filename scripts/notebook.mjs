import { runNotebook } from "./notebook/runNotebook.mjs";

// npm run notebook -- FILE.ipynb …: what `emlab run` does. npm runs scripts in the project's folder; the one that the command was typed in is in INIT_CWD.
const folder = process.env.INIT_CWD ?? process.cwd();
process.exitCode = await runNotebook(process.argv.slice(2), { folder, command: "npm run notebook --" });
