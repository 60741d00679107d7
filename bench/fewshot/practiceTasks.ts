import type { Image } from "../../src/core/image.js";
import { type Random, seededRandom } from "../../src/core/random.js";
import { gaussianBlur } from "../../src/numeric/index.js";
import type { ChipTruth, FewShotTask } from "./task.js";

/**
 * The project's own stand-ins for few-shot tasks: choices of method are made on them, never on the benchmark.
 *
 * "patches": an image of regions with different textures, lattices of columns and disordered ones. "grains": few bright grains
 * on a grainy ground.
 */
export function practiceTask(kind: "patches" | "grains", seed: number): FewShotTask {
  const random = seededRandom(seed, `practice ${kind}`);
  return kind === "patches" ? patchesTask(random, seed) : grainsTask(random, seed);
}

/** Gives the values of a texture at each pixel, about -1 to 1. */
type Texture = (x: number, y: number) => number;

function patchesTask(random: Random, seed: number): FewShotTask {
  const [chipPx, side, classCount] = [64, 16, 3];
  const sizePx = chipPx * side;
  const scale = 0.8 + 0.6 * random.uniform();
  const textures = [
    latticeTexture(random, scale, 1),
    latticeTexture(random, scale, 2),
    random.uniform() < 0.5 ? latticeTexture(random, scale, 1) : noiseTexture(random, sizePx, 2.5 * scale),
  ];
  const levels = textures.map(() => 0.15 * random.normal());
  const seeds = Array.from({ length: 9 }, (_, i) => {
    return { x: random.uniform() * sizePx, y: random.uniform() * sizePx, classIndex: i % classCount };
  });
  const slope = [random.normal(), random.normal()].map((v) => (0.4 * v) / sizePx) as [number, number];
  const thickness = noiseTexture(random, sizePx, 80);
  const owner = new Uint8Array(sizePx * sizePx);
  const data = new Float32Array(sizePx * sizePx);
  for (let y = 0; y < sizePx; y++)
    for (let x = 0; x < sizePx; x++) {
      let [best, classIndex] = [Number.POSITIVE_INFINITY, 0];
      for (const one of seeds) {
        const distance = (one.x - x) ** 2 + (one.y - y) ** 2;
        if (distance < best) [best, classIndex] = [distance, one.classIndex];
      }
      owner[y * sizePx + x] = classIndex;
      const strength = 0.35 * (1 + 0.4 * thickness(x, y));
      const level = levels[classIndex]! + 0.1 * thickness(x, y) + slope[0] * x + slope[1] * y;
      data[y * sizePx + x] = 0.5 + level + strength * textures[classIndex]!(x, y) + 0.12 * random.normal();
    }
  return taskOf(`patches ${seed}`, { data, widthPx: sizePx, heightPx: sizePx }, chipPx, ["a", "b", "c"], (chip) => {
    const shares = sharesOf(owner, sizePx, chipPx, chip, classCount);
    const classIndex = shares.indexOf(Math.max(...shares));
    const share = shares[classIndex]!;
    return share > 0.9 ? { classIndex, tier: "core" } : share > 0.7 ? { classIndex, tier: "hard" } : undefined;
  });
}

/** Columns of atoms, one or two to a cell, with jitter in position and weight through slow waves. */
function latticeTexture(random: Random, scale: number, atoms: number): Texture {
  const length = scale * (8 + 8 * random.uniform());
  const ratio = 0.8 + 0.5 * random.uniform();
  const angle = Math.PI * random.uniform();
  const opening = Math.PI / 2 - (random.uniform() < 0.5 ? 0 : Math.PI / 6);
  const basis = [
    { u: 0, v: 0, weight: 1 },
    ...Array.from({ length: atoms - 1 }, () => ({
      u: 0.3 + 0.2 * random.uniform(),
      v: 0.5 * random.uniform(),
      weight: 0.4 + 0.5 * random.uniform(),
    })),
  ];
  const sigma = scale * (1.6 + 0.8 * random.uniform());
  const [ax, ay] = [length * Math.cos(angle), length * Math.sin(angle)];
  const [bx, by] = [length * ratio * Math.cos(angle + opening), length * ratio * Math.sin(angle + opening)];
  const area = ax * by - ay * bx;
  const phase = 6 * random.uniform();
  return (px, py) => {
    const [x, y] = [px + Math.sin(py / 70 + phase), py + Math.sin(px / 90 + phase)];
    const [u, v] = [(x * by - y * bx) / area, (y * ax - x * ay) / area];
    let sum = 0;
    for (const atom of basis)
      for (let i = -1; i <= 1; i++)
        for (let j = -1; j <= 1; j++) {
          const du = u - atom.u - Math.round(u - atom.u) + i;
          const dv = v - atom.v - Math.round(v - atom.v) + j;
          const square = (du * ax + dv * bx) ** 2 + (du * ay + dv * by) ** 2;
          sum += atom.weight * Math.exp(-square / (2 * sigma * sigma));
        }
    return 1.6 * sum - 0.5;
  };
}

function noiseTexture(random: Random, sizePx: number, sigmaPx: number): Texture {
  const white = Float32Array.from({ length: sizePx * sizePx }, () => random.normal());
  const soft = gaussianBlur(white, sizePx, sizePx, sigmaPx);
  const gain = 2 * sigmaPx * Math.sqrt(Math.PI) * 0.6;
  return (x, y) => gain * soft[y * sizePx + x]!;
}

function grainsTask(random: Random, seed: number): FewShotTask {
  const [chipPx, side] = [32, 16];
  const sizePx = chipPx * side;
  const owner = new Uint8Array(sizePx * sizePx);
  const coarse = noiseTexture(random, sizePx, 40);
  const fine = noiseTexture(random, sizePx, 1.5 + random.uniform());
  const grainsLevel = 0.15 + 0.3 * random.uniform();
  const grains = Array.from({ length: 18 }, () => {
    const length = 15 * 8 ** (random.uniform() ** 2);
    return {
      x: random.uniform() * sizePx,
      y: random.uniform() * sizePx,
      angle: Math.PI * random.uniform(),
      half: [length / 2, (length * (0.2 + 0.6 * random.uniform())) / 2] as const,
      level: grainsLevel * 10 ** random.uniform(),
    };
  });
  const data = new Float32Array(sizePx * sizePx);
  for (let y = 0; y < sizePx; y++)
    for (let x = 0; x < sizePx; x++) {
      let level = 0;
      for (const grain of grains) {
        const [dx, dy] = [x - grain.x, y - grain.y];
        const [c, s] = [Math.cos(grain.angle), Math.sin(grain.angle)];
        const away = Math.max(Math.abs(dx * c + dy * s) / grain.half[0], Math.abs(dy * c - dx * s) / grain.half[1]);
        if (away < 1) level = Math.max(level, grain.level);
      }
      owner[y * sizePx + x] = level > 0 ? 1 : 0;
      data[y * sizePx + x] =
        0.3 + level + 0.05 * coarse(x, y) + 0.06 * fine(x, y) + 0.08 * Math.sqrt(1 + 3 * level) * random.normal();
    }
  return taskOf(`grains ${seed}`, { data, widthPx: sizePx, heightPx: sizePx }, chipPx, ["ground", "grain"], (chip) => {
    const share = sharesOf(owner, sizePx, chipPx, chip, 2)[1]!;
    if (share === 0) return { classIndex: 0, tier: "core" };
    return share > 0.15 ? { classIndex: 1, tier: "core" } : share > 0.06 ? { classIndex: 1, tier: "hard" } : undefined;
  });
}

function sharesOf(owner: Uint8Array, sizePx: number, chipPx: number, chip: number, classCount: number): number[] {
  const side = sizePx / chipPx;
  const counts = new Array<number>(classCount).fill(0);
  for (let y = 0; y < chipPx; y++)
    for (let x = 0; x < chipPx; x++)
      counts[owner[(Math.floor(chip / side) * chipPx + y) * sizePx + (chip % side) * chipPx + x]!]! += 1;
  return counts.map((count) => count / chipPx ** 2);
}

function taskOf(
  name: string,
  image: Image,
  chipPx: number,
  classNames: readonly string[],
  truthOf: (chip: number) => Omit<ChipTruth, "chip"> | undefined,
): FewShotTask {
  const side = image.widthPx / chipPx;
  const truth = Array.from({ length: side * side }, (_, chip) => ({ chip, ...truthOf(chip) }));
  return {
    name,
    image,
    chips: { columns: side, rows: side, chipWidthPx: chipPx, chipHeightPx: chipPx, offsetXPx: 0, offsetYPx: 0 },
    classNames,
    truth: truth.filter((one): one is ChipTruth => one.tier !== undefined),
  };
}
