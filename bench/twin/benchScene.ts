import { makeSpecimen } from "../../src/twin/specimens/specimens.js";
import { Twin } from "../../src/twin/twin.js";

/** A frame to be timed. */
export interface BenchScene {
  readonly name: string;
  readonly sizePx: number;
  readonly fovNm: number;
  /** A twin with its beam on, as a user has it. */
  readonly twin: Twin;
}

/** A square frame of an MXene flake, as wide as it takes for so many atom columns to lie in it. */
export async function benchScene(sizePx: number, columns: number): Promise<BenchScene> {
  const specimen = makeSpecimen("mxene", { seed: 7 });
  const fovNm = Math.sqrt(columns / specimen.columnsPerNm2);
  const twin = new Twin({ specimen, seed: 7 });
  await twin.beam.unblank();
  return { name: `HAADF ${sizePx} x ${sizePx}, ${columns} columns of MXene`, sizePx, fovNm, twin };
}
