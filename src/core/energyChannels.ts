import { EmError } from "./error.js";

/** The energy axis of spectra: the middle of channel i lies at firstEv + i channelEv. */
export interface EnergyChannels {
  /** Energy in the middle of the first channel. */
  readonly firstEv: number;
  /** Width of a channel. */
  readonly channelEv: number;
  /** Number of channels. @unitless */
  readonly channels: number;
}

/** A run of channels, the last one not in it. */
export interface ChannelRange {
  /** @unitless */
  readonly start: number;
  /** @unitless */
  readonly end: number;
}

/** Refuses an axis without a meaning. Errors: BadOption. */
export function checkEnergies(firstEv: number, channelEv: number): void {
  if (!Number.isFinite(firstEv))
    throw new EmError("BadOption", `firstEv is ${firstEv} eV`, { fix: "Give the energy of the first channel in eV." });
  if (!(channelEv > 0 && Number.isFinite(channelEv)))
    throw new EmError("BadOption", `channelEv is ${channelEv} eV`, { fix: "Give the width of a channel, above 0 eV." });
}

/** Energy in the middle of a channel. Errors: BadOption for a channel that does not exist. */
export function energyOf({ firstEv, channelEv, channels }: EnergyChannels, channel: number): number {
  if (!Number.isInteger(channel) || channel < 0 || channel >= channels)
    throw new EmError("BadOption", `there is no channel ${channel}`, { fix: `Give 0 to ${channels - 1}.` });
  return firstEv + channel * channelEv;
}

/** The channel in which an energy lies. Errors: BadOption beyond the ends. */
export function channelOf(axis: EnergyChannels, energyEv: number): number {
  const channel = Math.round((energyEv - axis.firstEv) / axis.channelEv);
  if (!(channel >= 0 && channel < axis.channels))
    throw new EmError("BadOption", `${energyEv} eV lies in no channel`, { fix: `Give ${reach(axis)}.` });
  return channel === 0 ? 0 : channel; // not -0
}

/**
 * The channels whose middles lie from one energy to another, both included.
 *
 * Errors: BadOption when the energies are not in rising order or no channel lies between them.
 */
export function channelRange(axis: EnergyChannels, fromEv: number, toEv: number): ChannelRange {
  const { firstEv, channelEv, channels } = axis;
  if (!(fromEv <= toEv))
    throw new EmError("BadOption", `the energies are ${fromEv} to ${toEv} eV`, {
      fix: "Give two energies in rising order.",
    });
  // An energy that is a middle but for rounding counts as one.
  const start = Math.max(0, Math.ceil((fromEv - firstEv) / channelEv - 1e-6));
  const end = Math.min(channels, Math.floor((toEv - firstEv) / channelEv + 1e-6) + 1);
  if (!(start < end))
    throw new EmError("BadOption", `no channel lies from ${fromEv} to ${toEv} eV`, { fix: `Give ${reach(axis)}.` });
  return { start, end };
}

function reach({ firstEv, channelEv, channels }: EnergyChannels): string {
  return `energies from ${firstEv} to ${firstEv + (channels - 1) * channelEv} eV, in steps of ${channelEv} eV`;
}
