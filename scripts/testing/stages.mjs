import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectRoot } from "../setup/project.mjs";
import { filesBelow } from "../setup/stamps.mjs";
import { findChromium } from "./findChromium.mjs";
import { pythonTests } from "./pythonTests.mjs";
import { runTestFiles } from "./runTestFiles.mjs";
import { testFiles } from "./testFiles.mjs";

/**
 * @typedef {import("./runTestFiles.mjs").Counts} Counts
 * @typedef {{ words: readonly string[], coverageFolder: string }} StageInput words: only test files whose path holds one of them
 * @typedef {{ name: string, title: string, run: (input: StageInput) => Promise<Counts> | Counts }} Stage
 */

const passedOne = { passed: 1, failed: 0, skipped: 0 };
const failedOne = { passed: 0, failed: 1, skipped: 0 };
const none = { passed: 0, failed: 0, skipped: 0 };

/**
 * Runs a program on this terminal.
 * @param {readonly string[]} args of Node
 * @returns {Counts} one passed or one failed
 */
function check(...args) {
  return spawnSync(process.execPath, args, { cwd: projectRoot, stdio: "inherit" }).status === 0 ? passedOne : failedOne;
}

/** @param {readonly Counts[]} all */
export function sumOf(all) {
  const sum = { ...none };
  for (const { passed, failed, skipped } of all) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/** @param {string} coverageFolder */
function testEnvironment(coverageFolder) {
  return { ...process.env, NODE_V8_COVERAGE: coverageFolder };
}

/**
 * Who names files wants to read all that they print.
 * @param {readonly string[]} words
 */
function mostLinesFor(words) {
  return words.length > 0 ? Number.POSITIVE_INFINITY : 40;
}

/** @param {StageInput} input */
async function unitTests({ words, coverageFolder }) {
  const files = testFiles((room) => !["kernel", "browser", "wheel"].includes(room), words);
  const atOnce = Math.min(4, os.availableParallelism());
  return runTestFiles(files, { atOnce, env: testEnvironment(coverageFolder), mostLines: mostLinesFor(words) });
}

/** @param {StageInput} input */
async function kernelTests({ words, coverageFolder }) {
  const files = testFiles((room) => room === "kernel", words);
  const ofNode = await runTestFiles(files, { env: testEnvironment(coverageFolder), mostLines: mostLinesFor(words) });
  return sumOf([ofNode, ...pythonTests(words)]);
}

/** @param {StageInput} input */
async function notebooks({ words }) {
  const { executeNotebook } = await import("../notebook/executeNotebook.mjs");
  const { readNotebook } = await import("../notebook/readNotebook.mjs");
  const files = filesBelow(projectRoot, ["notebooks"], [".ipynb"]).filter(
    (file) =>
      !/\.executed\.ipynb$|\.ipynb_checkpoints/.test(file) &&
      (words.length === 0 || words.some((word) => file.includes(word))),
  );
  const counts = [];
  for (const file of files) {
    const startedAt = Date.now();
    /** @type {string[]} */
    const problems = [];
    const full = path.join(projectRoot, file);
    const target = path.join(projectRoot, ".artifacts", file.replace(/\.ipynb$/, ".executed"));
    // What a notebook records lies beside it: not in the project.
    const copy = path.join(path.dirname(target), path.basename(file));
    fs.mkdirSync(path.dirname(copy), { recursive: true });
    fs.rmSync(path.join(path.dirname(copy), "runs"), { recursive: true, force: true });
    fs.copyFileSync(full, copy);
    const ran = await executeNotebook(readNotebook(copy), {
      file: copy,
      target,
      onEvent: (event) => {
        if (event.event === "error") problems.push(`cell ${event.cell}: ${event.text}`);
        if (event.event === "failed") problems.push(event.text);
      },
    });
    console.log(`  ${ran ? "ok  " : "FAIL"}  ${file.padEnd(52)} ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    for (const problem of problems) console.log(`        ${problem}`);
    counts.push(ran ? passedOne : failedOne);
  }
  return sumOf(counts);
}

/** @param {StageInput} input */
async function wheelTests({ words }) {
  const files = testFiles((room) => room === "wheel", words);
  return runTestFiles(files, { mostLines: mostLinesFor(words), timeoutS: 420 });
}

/** @param {StageInput} input */
async function browserTests({ words }) {
  const files = testFiles((room) => room === "browser", words);
  const chromium = findChromium();
  if (chromium) return runTestFiles(files, { env: { ...process.env, EMLAB_CHROMIUM: chromium }, timeoutS: 420 });
  console.log(
    "  skipped: no Chromium was found. Debian: sudo apt install chromium; elsewhere set EMLAB_CHROMIUM to the path of Chrome or Edge.",
  );
  return { ...none, skipped: files.length };
}

/**
 * Lines of src and kernel that ran in the tests, by the source maps of the compiler. Files that no test loads count with none.
 * @param {StageInput} input
 */
function coverage({ coverageFolder }) {
  if (!fs.existsSync(coverageFolder)) return none;
  const rooms = ["src", "kernel"];
  const typesOnly = filesBelow(path.join(projectRoot, "dist"), rooms, [".js"]).filter(hasNoCode);
  return check(
    path.join("node_modules", "c8", "bin", "c8.js"),
    "report",
    ...["--temp-directory", coverageFolder, "--reports-dir", path.join(".artifacts", "coverage")],
    ...["--exclude-after-remap", "--all", ...rooms.flatMap((room) => ["--src", path.join("dist", room)])],
    ...rooms.flatMap((room) => ["--include", `${room}/**`, "--include", `dist/${room}/**`]),
    ...typesOnly.flatMap((file) => ["--exclude", file.replace(/\.js$/, ".ts"), "--exclude", `dist/${file}`]),
    ...["--exclude", "**/*.d.ts", "--reporter", "text-summary", "--reporter", "json-summary", "--reporter", "lcovonly"],
    ...["--check-coverage", "--lines", "85", "--branches", "0", "--functions", "0", "--statements", "0"],
  );
}

/**
 * A module of types alone compiles to nothing that could run.
 * @param {string} file as a path from dist
 */
function hasNoCode(file) {
  const text = fs.readFileSync(path.join(projectRoot, "dist", file), "utf8");
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "").trim() === "export {};";
}

/**
 * The stages of `npm test`, in their order.
 * @type {readonly Stage[]}
 */
export const stages = [
  {
    name: "lint",
    title: "Lint (Biome)",
    run: () => check(path.join("node_modules", "@biomejs", "biome", "bin", "biome"), "check", "."),
  },
  {
    name: "types",
    title: "Types (tsc)",
    run: () => sumOf([typeCheck("-b"), typeCheck("-p", "extension"), typeCheck("-p", "tsconfig.scripts.json")]),
  },
  { name: "unit", title: "Unit tests", run: unitTests },
  { name: "kernel", title: "Kernel tests", run: kernelTests },
  { name: "notebooks", title: "Notebooks", run: notebooks },
  { name: "wheel", title: "Wheel", run: wheelTests },
  { name: "browser", title: "Browser", run: browserTests },
  { name: "coverage", title: "Coverage of src and kernel, at least 85 % of the lines", run: coverage },
];

/** @param {string[]} args */
function typeCheck(...args) {
  return check(path.join("node_modules", "typescript", "bin", "tsc"), ...args);
}
