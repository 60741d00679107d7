import { known, type ParameterGroup, placeholder } from "../parameter.js";
import { gridBar } from "./material.js";
import type { Material } from "./specimen.js";

/** The grid that carries a film: one square window of it. */
export const supportParameters = {
  windowUm: known(90, "opening of a 200 mesh grid"),
  barNm: known(20_000, "copper grids are some 20 um thick"),
  buckleNm: placeholder(80, "films bend by tens to hundreds of nm over some um"),
  buckleWavelengthUm: placeholder(8, "distance over which they do"),
} as const satisfies ParameterGroup;

/** From its middle, where the corner of the window lies. */
export const windowRadiusUm = supportParameters.windowUm.value * Math.SQRT1_2;

const halfNm = (supportParameters.windowUm.value * 1000) / 2;
const bar: Material = gridBar(supportParameters.barNm.value);

/** The bar of the grid where a place is not in the open window around the origin. */
export function barAt(xNm: number, yNm: number): Material | undefined {
  return Math.abs(xNm) < halfNm && Math.abs(yNm) < halfNm ? undefined : bar;
}

/** Whether a whole cell of a square grid, cell 0 centred on the origin, lies in the window. */
export function isCellInWindow(i: number, j: number, cellNm: number): boolean {
  return (Math.max(Math.abs(i), Math.abs(j)) + 0.5) * cellNm <= halfNm;
}
