import { EmError } from "../../core/error.js";

/** The channels of a spectrum: the middle of channel i lies at firstEv + i channelEv. */
export interface EnergyAxis {
  /** Energy in the middle of the first channel. */
  readonly firstEv: number;
  readonly channelEv: number;
  /** Their number. @unitless */
  readonly channels: number;
}

/** A Gaussian has this many standard deviations on either side. */
const reachSigmas = 6;
const fwhmPerSigma = 2 * Math.sqrt(2 * Math.LN2);

/** Refuses an axis that means nothing. Errors: BadOption. */
export function checkAxis({ firstEv, channelEv, channels }: EnergyAxis): void {
  if (!Number.isInteger(channels) || channels < 1 || channels > 65536)
    throw new EmError("BadOption", `a spectrum cannot have ${channels} channels`, { fix: "Give 1 to 65536 channels." });
  if (!(channelEv > 0 && channelEv <= 1e6))
    throw new EmError("BadOption", `channelEv is ${channelEv} eV`, { fix: "Give a width above 0, up to 1e6 eV." });
  if (!Number.isFinite(firstEv))
    throw new EmError("BadOption", `firstEv is ${firstEv} eV`, { fix: "Give a finite energy in eV." });
}

/**
 * Joins channels of an axis in groups, for maps that would not fit in memory.
 *
 * @param factor channels per group; a rest that fills no group is left out
 */
export function binnedAxis({ firstEv, channelEv, channels }: EnergyAxis, factor: number): EnergyAxis {
  if (!Number.isInteger(factor) || factor < 1 || factor > channels)
    throw new EmError("BadOption", `channels cannot be joined ${factor} at a time`, {
      fix: `Give a whole number from 1 to ${channels}.`,
    });
  return {
    firstEv: firstEv + ((factor - 1) / 2) * channelEv,
    channelEv: factor * channelEv,
    channels: Math.floor(channels / factor),
  };
}

/** Adds a Gaussian peak of the given area; what lies beyond the ends of the axis is lost. */
export function addPeak(counts: Float64Array, axis: EnergyAxis, centreEv: number, fwhmEv: number, area: number): void {
  const sigma = fwhmEv / fwhmPerSigma;
  const { firstEv, channelEv } = axis;
  const first = Math.max(0, Math.floor((centreEv - reachSigmas * sigma - firstEv) / channelEv));
  const last = Math.min(axis.channels - 1, Math.ceil((centreEv + reachSigmas * sigma - firstEv) / channelEv));
  const unit = area / (sigma * Math.sqrt(2 * Math.PI));
  for (let i = first; i <= last; i++)
    counts[i] += unit * channelIntegral(axis, i, sigma, (ev) => Math.exp(-(((ev - centreEv) / sigma) ** 2) / 2));
}

/** Integral of a density over a channel, by the midpoint rule in steps finer than a width in which it changes. */
export function channelIntegral(
  { firstEv, channelEv }: EnergyAxis,
  channel: number,
  scaleEv: number,
  density: (energyEv: number) => number,
): number {
  const steps = Math.max(1, Math.ceil(channelEv / (0.75 * scaleEv)));
  const width = channelEv / steps;
  let sum = 0;
  for (let step = 0; step < steps; step++) sum += density(firstEv + (channel - 0.5) * channelEv + (step + 0.5) * width);
  return sum * width;
}
