import type { DrawnMap, DrawnZone } from "./drawnMap.js";
import type { Place } from "./mapFrame.js";
import type { MarkColour } from "./marks.js";
import { circleTail, short } from "./paths.js";

/** The sign of a family of zones: its shape alone tells it, and its colour too. */
export interface FamilySign {
  readonly shape: "square" | "diamond" | "triangle" | "disc" | "hexagon" | "wedge" | "star" | "pentagon";
  readonly colour: MarkColour;
}

/** What maps of cubic crystals use by habit. */
const usual: Readonly<Record<string, FamilySign>> = {
  "<001>": { shape: "square", colour: "ink" },
  "<110>": { shape: "diamond", colour: "red" },
  "<111>": { shape: "triangle", colour: "magenta" },
  "<112>": { shape: "disc", colour: "blue" },
  "<114>": { shape: "hexagon", colour: "olive" },
  "<103>": { shape: "wedge", colour: "green" },
};

const others: readonly FamilySign[] = [
  { shape: "star", colour: "ink" },
  { shape: "pentagon", colour: "blue" },
  { shape: "wedge", colour: "red" },
  { shape: "hexagon", colour: "magenta" },
  { shape: "square", colour: "green" },
  { shape: "diamond", colour: "olive" },
  { shape: "triangle", colour: "ink" },
  { shape: "disc", colour: "red" },
  { shape: "star", colour: "blue" },
  { shape: "pentagon", colour: "green" },
];

/** <100> and <011> are what others call <001> and <110>: the digits count, not their order. */
function sorted(family: string): string {
  const digits = (family.match(/\d/g) ?? []).sort().join("");
  const name = { "001": "<001>", "011": "<110>", "111": "<111>", "112": "<112>", "114": "<114>", "013": "<103>" }[
    digits
  ];
  return family.includes("-") || name === undefined ? family : name;
}

/** The signs that were given last: a map is drawn many times while its zones stay the same. */
let last:
  | { readonly zones: readonly (readonly DrawnZone[])[]; readonly signs: ReadonlyMap<string, FamilySign> }
  | undefined;

/** The sign of each family of a map, those of low indices first. Cost: O(zones log zones), once for the same zones. */
export function familySigns({ grains }: Pick<DrawnMap, "grains">): ReadonlyMap<string, FamilySign> {
  const zones = grains.map((grain) => grain.zones);
  const isSame = last?.zones.length === zones.length && last.zones.every((list, i) => list === zones[i]);
  if (!last || !isSame) last = { zones, signs: signsOf(zones.flat()) };
  return last.signs;
}

function signsOf(zones: readonly DrawnZone[]): ReadonlyMap<string, FamilySign> {
  const signs = new Map<string, FamilySign>();
  const taken = new Set<FamilySign>();
  let next = 0;
  for (const { family } of [...zones].sort((a, b) => a.rank - b.rank)) {
    if (signs.has(family)) continue;
    const habit = usual[sorted(family)];
    const isFree = habit && !taken.has(habit);
    const sign = isFree ? habit : others[next++ % others.length]!;
    taken.add(sign);
    signs.set(family, sign);
  }
  return signs;
}

const corners: Readonly<Record<Exclude<FamilySign["shape"], "disc">, readonly Place[]>> = {
  square: polygon(4, 45, 1.25),
  diamond: polygon(4, 0, 1.3),
  triangle: polygon(3, 90, 1.35),
  hexagon: polygon(6, 0, 1.1),
  wedge: polygon(3, -90, 1.35),
  pentagon: polygon(5, 90, 1.15),
  star: star(),
};

function polygon(count: number, firstDeg: number, size: number): readonly Place[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = ((firstDeg + (360 * i) / count) * Math.PI) / 180;
    return [size * Math.cos(angle), -size * Math.sin(angle)] as const;
  });
}

function star(): readonly Place[] {
  return Array.from({ length: 10 }, (_, i) => {
    const angle = ((90 + 36 * i) * Math.PI) / 180;
    const size = i % 2 === 0 ? 1.5 : 0.65;
    return [size * Math.cos(angle), -size * Math.sin(angle)] as const;
  });
}

/** The outline of a sign at a place. */
export function signPath(shape: FamilySign["shape"], [x, y]: Place, radiusPx: number): string {
  return `M${short(x)} ${short(y)}${signTail(shape, radiusPx)}`;
}

const tails = new Map<string, string>();

/** The outline from its middle on: the same for all signs of a shape and a size, as many are drawn. */
export function signTail(shape: FamilySign["shape"], radiusPx: number): string {
  const key = `${shape}${radiusPx}`;
  const known = tails.get(key) ?? (shape === "disc" ? circleTail(radiusPx) : polygonTail(corners[shape], radiusPx));
  tails.set(key, known);
  return known;
}

function polygonTail(points: readonly Place[], radiusPx: number): string {
  let [x, y] = [0, 0];
  const steps = points.map(([px, py]) => {
    // From where the rounded steps have led to: their errors do not add up.
    const [dx, dy] = [tenths(px * radiusPx - x), tenths(py * radiusPx - y)];
    [x, y] = [x + dx, y + dy];
    return `${dx} ${dy}`;
  });
  return `m${steps.join("l")}z`;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}
