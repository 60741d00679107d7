import type { DrawnMap } from "./drawnMap.js";
import type { Place } from "./mapFrame.js";
import type { MarkColour } from "./marks.js";
import { circlePath, short } from "./paths.js";

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

/** The sign of each family of a map, those of low indices first. Cost: O(zones). */
export function familySigns({ grains }: Pick<DrawnMap, "grains">): ReadonlyMap<string, FamilySign> {
  const signs = new Map<string, FamilySign>();
  const zones = grains.flatMap((grain) => grain.zones).sort((a, b) => a.rank - b.rank);
  const taken = new Set<FamilySign>();
  let next = 0;
  for (const { family } of zones) {
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
export function signPath(shape: FamilySign["shape"], place: Place, radiusPx: number): string {
  if (shape === "disc") return circlePath(place, radiusPx);
  const [x, y] = place;
  const points = corners[shape].map(([dx, dy]) => `${short(x + dx * radiusPx)} ${short(y + dy * radiusPx)}`);
  return `M${points.join("L")}z`;
}
