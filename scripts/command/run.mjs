import { notebookUsage } from "../notebook/commandLine.mjs";
import { runNotebook } from "../notebook/runNotebook.mjs";

/** @type {import("./commands.mjs").Command} */
export const run = {
  name: "run",
  summary: "executes a notebook without a browser",
  usage: notebookUsage("emlab run"),
  run: (given, { folder }) => runNotebook(given, { folder, command: "emlab run" }),
};
