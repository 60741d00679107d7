import type { Material } from "../specimens/specimen.js";

/** How strong channelling is, and over which angle it fades. */
export interface ChannellingValues {
  /** What a grain on a zone axis sends more than one far from any, beside the latter. */
  readonly channellingFraction: number;
  readonly channellingDeg: number;
}

/** Zone axes of low index, in cartesian directions of the crystal; the lower the index, the stronger. */
const zones = lowIndexZones();

/**
 * How much more a grain sends to the HAADF detector for lying near a zone axis, as a function of its crystal: 1 far from all of them.
 *
 * A cartoon of channelling, so that grains differ as they do on a microscope; it is meant for cubic crystals. Cost: 1 µs for a crystal that was not met before.
 *
 * @param labFromSpecimen the rotation of the stage's tilts, row after row. @unitless
 */
export function channelling(
  labFromSpecimen: readonly number[],
  { channellingFraction, channellingDeg }: ChannellingValues,
): (crystal: NonNullable<Material["crystal"]>) => number {
  // By the rotation: it stays the same for all places of a grain, and a crystal is a new object for each of them.
  const known = new WeakMap<object, number>();
  const beam = labFromSpecimen.slice(6, 9);
  return ({ rotation: r }) => {
    const found = known.get(r);
    if (found !== undefined) return found;
    // The beam's direction in the crystal: the transpose of the rotation takes directions back.
    const [x, y, z] = [0, 1, 2].map((i) => r[i] * beam[0] + r[3 + i] * beam[1] + r[6 + i] * beam[2]);
    let most = 0;
    for (const zone of zones) {
      const cos = Math.min(1, Math.abs(x * zone.x + y * zone.y + z * zone.z));
      const awayDeg = (Math.acos(cos) * 180) / Math.PI;
      most = Math.max(most, zone.strength * Math.exp(-0.5 * (awayDeg / channellingDeg) ** 2));
    }
    const factor = 1 + channellingFraction * most;
    known.set(r, factor);
    return factor;
  };
}

function lowIndexZones(): { readonly x: number; readonly y: number; readonly z: number; readonly strength: number }[] {
  const found = [];
  for (let h = -2; h <= 2; h++)
    for (let k = -2; k <= 2; k++)
      for (let l = 0; l <= 2; l++) {
        const length = Math.hypot(h, k, l);
        if (length === 0 || [h, k, l].every((index) => index % 2 === 0)) continue;
        found.push({ x: h / length, y: k / length, z: l / length, strength: 1 / length });
      }
  return found;
}
