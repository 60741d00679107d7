import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { projectRoot } from "../../scripts/setup/project.mjs";

const test = suite("the emlab command", { folder: "" });
test.before.each((context) => {
  context.folder = fs.mkdtempSync(path.join(os.tmpdir(), "emlab command "));
});
test.after.each((context) => fs.rmSync(context.folder, { recursive: true, force: true }));

const manifest = JSON.parse(fs.readFileSync(path.join(projectRoot, "package.json"), "utf8"));
const entry = path.join(projectRoot, manifest.bin.emlab);

/**
 * Runs `emlab WORDS` with Jupyter's folder of the user inside the test's own folder.
 * @param {string} folder
 * @param {string[]} words
 * @param {string} [program]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
function emlab(folder, words, program = entry) {
  const env = { ...process.env, JUPYTER_DATA_DIR: path.join(folder, "data") };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

test("says what it can do, for every command, and which version it is", async ({ folder }) => {
  const { stdout, code } = await emlab(folder, []);
  assert.is(code, 0);
  for (const word of ["install", "uninstall", "run", "doctor"]) {
    assert.match(stdout, new RegExp(`^ {2}${word} +\\w`, "m"));
    assert.match((await emlab(folder, [word, "--help"])).stdout, new RegExp(`^emlab ${word}`));
  }
  assert.is((await emlab(folder, ["--version"])).stdout, `emlab ${manifest.version}\n`);
});

test("a misspelt command or option is answered with the one that was meant, and code 2", async ({ folder }) => {
  for (const [words, answer] of /** @type {[string[], string][]} */ ([
    [["isntall"], '"emlab isntall" is not known. Did you mean install?'],
    [["notebook"], '"emlab notebook" is not known.\n'],
    [["install", "--nmae", "x"], '"--nmae" is not known. Did you mean --name?'],
    [["install", "--name"], "--name needs a value."],
    [["install", "--user=yes"], "--user takes no value."],
    [["install", "here"], '"here" is not known.'],
    [["install", "--engine", "deno"], "--engine deno is not known: emlab or tslab."],
    [["install", "--display-name", " "], "--display-name is empty."],
    [["install", "--name", "em lab"], "--name em-lab"],
    [["uninstall"], "There is no kernel in"],
    [["doctor", "--fix"], '"--fix" is not known.'],
    [["run"], "No notebook was given."],
    [["run", "absent.ipynb"], "absent.ipynb does not exist."],
  ])) {
    const { code, stderr } = await emlab(folder, words);
    assert.is(code, 2, words.join(" "));
    assert.ok(stderr.includes(answer), stderr);
    assert.not.match(stderr, /\n\s+at /);
  }
  assert.not.ok(fs.existsSync(path.join(folder, "data")), "nothing was written");
});

test("installs and uninstalls, also when it is called by a link as npm makes it", async ({ folder }) => {
  const link = process.platform === "win32" ? entry : path.join(folder, "emlab");
  // On Windows npm writes a script instead, and links need an administrator.
  if (link !== entry) fs.symlinkSync(entry, link);
  const spec = path.join(folder, "data", "kernels", "lab-2");
  const words = ["install", "--name", "Lab-2", "--display-name", "Two", "--engine", "tslab"];
  const { stdout, stderr, code } = await emlab(folder, words, link);
  assert.is(code, 0, stderr);
  assert.ok(stdout.includes(spec), stdout);
  const { argv, display_name } = JSON.parse(fs.readFileSync(path.join(spec, "kernel.json"), "utf8"));
  assert.is(display_name, "Two");
  assert.equal(argv.slice(-4), [
    path.join(projectRoot, "dist", "kernel", "main.cjs"),
    "--engine",
    "tslab",
    "{connection_file}",
  ]);
  assert.match((await emlab(folder, words)).stdout, "nothing has changed");
  assert.is((await emlab(folder, ["uninstall", "--name", "lab-2"])).code, 0);
  assert.equal(fs.readdirSync(path.dirname(spec)), []);
});

test("the file of the command can be executed", () => {
  assert.match(fs.readFileSync(entry, "utf8"), /^#!\/usr\/bin\/env node\n/);
  if (process.platform !== "win32") assert.ok((fs.statSync(entry).mode & 0o111) !== 0);
});

test.run();
