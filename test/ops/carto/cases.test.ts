import fs from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { GeometryError } from "../../../src/core/geometryError.js";
import { type CaseInputs, caseOperations } from "./caseOperations.js";

/** One vector of the file. */
interface Case {
  readonly id: string;
  readonly name: string;
  readonly op: string;
  readonly inputs: CaseInputs;
  readonly expected?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: string };
  readonly tolerance: number | null;
  readonly compare?: string;
}

/** Operations of the list that have no call of ours yet; each is named here until it has. */
const notImplemented = ["kikuchi.bandPoints"];

const folder = path.resolve("../shared/nanocartography");
const cases = readJson<{ cases: Case[] }>("cases.json")?.cases;
const operations = readJson<Record<string, unknown>>("ops.json");

function readJson<T>(name: string): T | undefined {
  const file = path.join(folder, name);
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as T) : undefined;
}

if (!cases || !operations) console.log("  skipped: ../shared/nanocartography is not there");

/** What is wrong with a result, or undefined. */
function problemOf({ op, inputs, expected = {}, error, tolerance, compare = "" }: Case): string | undefined {
  const operation = caseOperations[op];
  if (!operation) return `${op} is not implemented`;
  let result: Record<string, unknown>;
  try {
    result = operation(inputs);
  } catch (thrown) {
    const code = thrown instanceof GeometryError ? thrown.code : String(thrown);
    return code === error?.code ? undefined : `it raised ${code}`;
  }
  if (error) return `it raised nothing, but ${error.code} was expected`;
  for (const [name, value] of Object.entries(expected)) {
    const problem = differenceOf(name, result[name], value, tolerance ?? 0, compare);
    if (problem) return `${name}: ${problem}`;
  }
  return undefined;
}

function differenceOf(
  name: string,
  ours: unknown,
  wanted: unknown,
  tolerance: number,
  compare: string,
): string | undefined {
  const told = `${JSON.stringify(ours)} instead of ${JSON.stringify(wanted)}`;
  if (name === "maxDeviationDeg") return (ours as number) <= (wanted as number) ? undefined : told;
  if (compare.startsWith("set"))
    return JSON.stringify(sorted(ours)) === JSON.stringify(sorted(wanted)) ? undefined : told;
  if (compare.startsWith("integer direction"))
    return isParallel(ours as number[], wanted as number[]) ? undefined : told;
  return isClose(ours, wanted, tolerance + 1e-9) ? undefined : told;
}

function sorted(list: unknown): string[] {
  return (list as number[][]).map(String).sort();
}

function isParallel(a: readonly number[], b: readonly number[]): boolean {
  const scale = Math.hypot(...a) / Math.hypot(...b);
  return a.every((x, i) => Math.abs(x - scale * b[i]!) < 1e-9);
}

function isClose(ours: unknown, wanted: unknown, tolerance: number): boolean {
  if (typeof wanted === "number") return typeof ours === "number" && Math.abs(ours - wanted) <= tolerance;
  if (typeof wanted !== "object" || wanted === null) return ours === wanted;
  if (Array.isArray(wanted) && (!Array.isArray(ours) || ours.length !== wanted.length)) return false;
  const [a, b] = [ours as Record<string, unknown>, wanted as Record<string, unknown>];
  return Object.keys(b).every((key) => isClose(a?.[key], b[key], tolerance));
}

test("the operations that have no call yet are those that are named", () => {
  const without = Object.keys(operations ?? {}).filter((op) => !(op in caseOperations));
  assert.equal(without, operations ? notImplemented : []);
});

test("every vector of the file comes out as it says", () => {
  const failed = (cases ?? []).flatMap((one) => {
    const problem = problemOf(one);
    return problem ? [`${one.id} ${one.op} (${one.name}): ${problem}`] : [];
  });
  if (cases) console.log(`  ${cases.length - failed.length} of ${cases.length} vectors passed`);
  assert.equal(failed, []);
});

test("the comparison sees a wrong number, a wrong set and a missing error", () => {
  const one: Case = {
    id: "X",
    name: "",
    op: "stage.angleBetween",
    inputs: { from: { alphaDeg: 0, betaDeg: 0 }, to: { alphaDeg: 10, betaDeg: 0 } },
    expected: { angleDeg: 10 },
    tolerance: 0.01,
  };
  assert.is(problemOf(one), undefined);
  assert.match(problemOf({ ...one, expected: { angleDeg: 10.1 } })!, "instead of 10.1");
  assert.match(problemOf({ ...one, expected: { zones: [] } })!, "zones");
  assert.match(problemOf({ ...one, error: { code: "E_GIMBAL" } })!, "E_GIMBAL");
  assert.match(problemOf({ ...one, op: "stage.unknown" })!, "not implemented");
});

test.run();
