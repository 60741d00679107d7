import path from "node:path";
import ts from "typescript";
import type { SourceFile } from "./sourceFiles.js";

/** An import of one file of ours by another. */
export interface LocalImport {
  readonly from: string;
  readonly to: string;
}

/** The rooms, and for each the rooms that it may import, or folders and files of a room; its own files always (docs/decisions/0001, 0080, 0084). */
export const allowedImports: Readonly<Record<string, readonly string[]>> = {
  display: [],
  core: ["display"],
  numeric: ["core"],
  ops: ["numeric", "core"],
  instrument: ["core"],
  twin: ["instrument", "numeric", "core"],
  experiment: ["instrument", "core"],
  io: ["core"],
  jobs: ["core"],
  messages: [],
  widgets: ["messages", "core"],
  extension: ["messages", "display", "src/ops/carto/", "src/core/vector3.ts", "src/core/matrix3.ts"],
  em: ["display", "core", "numeric", "ops", "instrument", "twin", "experiment", "io", "jobs", "messages", "widgets"],
  kernel: ["core"],
};

/** What the maths of tilts may reach, as the front end is built with it: browsers have no Node and load no WebAssembly of ours. */
export const tiltMaths: readonly string[] = [
  "src/ops/carto/",
  "src/ops/crystal/",
  "src/core/vector3.ts",
  "src/core/matrix3.ts",
  "src/core/geometryError.ts",
  "src/core/error.ts",
  "src/core/options.ts",
  "src/core/closestName.ts",
  "src/core/electronWavelength.ts",
];

/** The imports by which the maths of tilts would reach what browsers do not have. */
export function importsOutOfTiltMaths(imports: readonly LocalImport[]): string[] {
  const isWithin = (file: string) => tiltMaths.some((place) => file === place || isInFolder(file, place));
  return imports
    .filter(({ from, to }) => /^src\/ops\/(carto|crystal)\//.test(from) && !isWithin(to))
    .map(({ from, to }) => `${from} imports ${to}: the maths of tilts may import only ${tiltMaths.join(", ")}`);
}

function isInFolder(file: string, place: string): boolean {
  return place.endsWith("/") && file.startsWith(place);
}

/** The room of a file: src/ROOM/…, or kernel, or extension. */
export function roomOf(file: string): string {
  const [first = "", second = ""] = file.split("/");
  return first === "src" ? second : first;
}

/** Every import of a file by another: of types too, by import(), and by new URL("…", import.meta.url), as workers are started. */
export function localImports({ path: from, text }: SourceFile): LocalImport[] {
  const named = ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
  const code = withoutComments(text);
  const asUrl = [...code.matchAll(/new URL\(\s*["'`](\.[^"'`]*\.js)["'`],\s*import\.meta\.url/g)].map(
    ([, url]) => url!,
  );
  const asType = [...code.matchAll(/\bimport\(\s*["'](\.[^"']*)["']\s*\)/g)].map(([, name]) => name!);
  return [...new Set([...named, ...asUrl, ...asType])]
    .filter((name) => name.startsWith("."))
    .map((name) => ({ from, to: path.posix.join(path.posix.dirname(from), name).replace(/\.js$/, ".ts") }));
}

/** The imports that go where they must not. One module of the kernel, its bootstrap, may import src/em. */
export function forbiddenImports(imports: readonly LocalImport[]): string[] {
  const wrong = imports.filter(({ from, to }) => {
    const [room, target] = [roomOf(from), roomOf(to)];
    if (room === target) return false;
    if (room === "kernel" && target === "em") return false;
    return !allowedImports[room]?.some((place) => place === target || place === to || isInFolder(to, place));
  });
  const bootstraps = new Set(
    imports.filter(({ from, to }) => roomOf(from) === "kernel" && roomOf(to) === "em").map(({ from }) => from),
  );
  const problems = wrong.map(({ from, to }) => `${from} imports ${to}: ${roomOf(from)} may import ${mayImport(from)}`);
  if (bootstraps.size > 1)
    problems.push(`more than one module of the kernel imports src/em: ${[...bootstraps].join(", ")}`);
  return problems;
}

function mayImport(from: string): string {
  const rooms = allowedImports[roomOf(from)];
  if (!rooms) return "nothing, as it is no known room";
  return rooms.length > 0 ? `only ${rooms.join(", ")}` : "no other room";
}

/** One import cycle after another, each as the list of its files; found in O(files + imports). */
export function importCycles(imports: readonly LocalImport[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: string, trail: string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) cycles.push(trail.slice(start));
    if (start >= 0 || done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}

/** An example in a comment imports nothing. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*/g, "");
}

/** What an operation must not touch, as it is pure: the machine, the clock and unseeded random numbers. */
export function impurities({ path: file, text }: SourceFile): string[] {
  const code = withoutComments(text);
  const found = [
    /\bMath\.random\b/,
    /\bDate\.now\b/,
    /\bnew Date\b/,
    /\bperformance\.now\b/,
    /\bprocess\./,
    /from "node:/,
    /\bfetch\(/,
  ];
  return found.filter((pattern) => pattern.test(code)).map((pattern) => `${file} uses ${pattern.source}`);
}
