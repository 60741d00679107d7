import { EmError } from "../../core/error.js";

/** An example: a chip, and the class that it is of. */
export interface SupportChip {
  /** The number of the chip, row after row from 0. @unitless */
  readonly chip: number;
  /** Classes count from 0. @unitless */
  readonly classIndex: number;
}

/** Errors: BadOption for a chip or class that is none, for a chip that is given twice, and without an example of each class. */
export function checkSupports(supports: readonly SupportChip[], chips: number, classCount: number): void {
  const isPlace = (value: number, count: number) => Number.isInteger(value) && value >= 0 && value < count;
  const seen = new Set<number>();
  for (const { chip, classIndex } of supports) {
    if (!isPlace(chip, chips) || !isPlace(classIndex, classCount) || seen.has(chip))
      throw new EmError("BadOption", `chip ${chip} of class ${classIndex} is no example`, {
        fix: `There are ${chips} chips and ${classCount} classes, both counted from 0; each chip is given once.`,
      });
    seen.add(chip);
  }
  const classes = new Set(supports.map(({ classIndex }) => classIndex));
  if (classCount >= 1 && classes.size === classCount) return;
  throw new EmError("BadOption", "a class has no example", { fix: "Pick 2 to 10 chips of each class." });
}
