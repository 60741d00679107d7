import type { HalfSpectrum } from "../../numeric/index.js";

/** Log-Gabor filters for the spectra of one size. */
export interface LogGaborBank {
  /** The energy behind each filter, wavelength after wavelength, its directions one after the other. @unitless */
  energies(spectrum: HalfSpectrum): Float64Array;
}

/** The places of a spectrum at which a filter lets anything through, and how much of the energy there. */
interface Filter {
  readonly places: Int32Array;
  readonly shares: Float32Array;
}

/** Standard deviation of the logarithm of the frequency: filters of neighbouring wavelengths overlap a little. */
const logSpread = Math.log(1 / 0.65);

/**
 * Filters whose gain is exp(-ln(f wavelength)^2 / 2 s^2) along the frequency and a Gaussian of the angle across it.
 *
 * The first direction is that of a wave along x; the others follow over half a turn, from x towards y. Cost: one pass over the spectrum
 * for each filter. Source: Field 1987, J. Opt. Soc. Am. A 4, 2379.
 */
export function logGaborBank(
  size: HalfSpectrum,
  wavelengthsPx: readonly number[],
  directionCount: number,
): LogGaborBank {
  const filters = wavelengthsPx.flatMap((wavelengthPx) =>
    Array.from({ length: directionCount }, (_, direction) => {
      return filterOf(size, wavelengthPx, (direction * Math.PI) / directionCount, Math.PI / directionCount / 1.5);
    }),
  );
  const power = new Float32Array(size.pitch * size.heightPx);
  return {
    energies({ re, im }) {
      for (let i = 0; i < power.length; i++) power[i] = re[i] * re[i] + im[i] * im[i];
      return Float64Array.from(filters, ({ places, shares }) => {
        let sum = 0;
        for (let i = 0; i < places.length; i++) sum += shares[i] * power[places[i]];
        return sum;
      });
    },
  };
}

function filterOf(size: HalfSpectrum, wavelengthPx: number, angleRad: number, angleSpreadRad: number): Filter {
  const [places, shares]: [number[], number[]] = [[], []];
  let total = 0;
  for (let v = 0; v < size.heightPx; v++)
    for (let u = 0; u <= size.widthPx / 2; u++) {
      const fx = u / size.widthPx;
      const fy = (v <= size.heightPx / 2 ? v : v - size.heightPx) / size.heightPx;
      const frequency = Math.hypot(fx, fy);
      if (frequency === 0) continue;
      const away = Math.abs(Math.atan2(fy, fx) - angleRad) % Math.PI;
      const turn = Math.min(away, Math.PI - away) / angleSpreadRad;
      // Energies are squares of the gain: the halves of both exponents fall away.
      const share = Math.exp(-((Math.log(frequency * wavelengthPx) / logSpread) ** 2) - turn ** 2);
      total += share;
      if (share < 1e-3) continue;
      places.push(v * size.pitch + u);
      shares.push(share);
    }
  return { places: Int32Array.from(places), shares: Float32Array.from(shares, (share) => share / total) };
}
