import { fileURLToPath } from "node:url";

/** The path of a file that a reference program wrote (scripts/makeFixtures.py). */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../../../test/fixtures/io/${name}`, import.meta.url));
}

/** The picture that all of them hold: 20 rows of 30 values; frame f adds f. */
export function fixtureValue(row: number, column: number, frame = 0): number {
  return ((7 * row + 3 * column) % 251) + frame;
}
