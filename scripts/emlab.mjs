#!/usr/bin/env node
import { runCommandLine } from "./command/commands.mjs";
import { SetupError } from "./setup/setupError.mjs";

// The command `emlab`: in the project as `npx emlab`, everywhere after `npm install -g FOLDER`.
try {
  process.exitCode = await runCommandLine(process.argv.slice(2), { folder: process.cwd(), say: console.log });
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`${error.message}\n\n${error.fix}`);
  process.exitCode = 2;
}
