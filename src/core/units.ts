/** One unit as names, tables and files write it. */
export interface Unit {
  /** As written after a number: "nm". */
  readonly symbol: string;
  /** What it measures: "length". */
  readonly quantity: string;
  /** In one sentence, where the symbol alone could be misread. */
  readonly description: string;
}

/**
 * The one table of units: the ending of a name tells the unit of its value, as fovNm, doseEPerA2 and errorPm do.
 *
 * A test rejects a public number whose name ends in none of these and that is not marked as having no unit.
 */
export const units = {
  Px: {
    symbol: "px",
    quantity: "length in the image",
    description: "Pixels; positions count from the centre of the first.",
  },
  Px2: { symbol: "px²", quantity: "area in the image", description: "Square pixels." },
  Pm: { symbol: "pm", quantity: "length", description: "Picometres, 1e-12 m: position errors, sample spacings." },
  A: {
    symbol: "Å",
    quantity: "length",
    description: "Angstroms, 1e-10 m; never amperes, which are spelt PicoAmp or NanoAmp.",
  },
  Nm: { symbol: "nm", quantity: "length", description: "Nanometres." },
  Um: { symbol: "µm", quantity: "length", description: "Micrometres: stage positions, apertures." },
  Mm: { symbol: "mm", quantity: "length", description: "Millimetres." },
  Nm2: { symbol: "nm²", quantity: "area", description: "Square nanometres." },
  Nm3: { symbol: "nm³", quantity: "volume", description: "Cubic nanometres: cells of crystals." },
  PerPx: { symbol: "1/px", quantity: "spatial frequency", description: "Cycles per pixel; 0.5 is the highest." },
  PerNm: { symbol: "1/nm", quantity: "spatial frequency", description: "Cycles per nanometre." },
  PerA: { symbol: "1/Å", quantity: "spatial frequency", description: "Cycles per angstrom." },
  PerNm2: { symbol: "1/nm²", quantity: "areal density", description: "Objects per square nanometre." },
  Deg: { symbol: "°", quantity: "angle", description: "Degrees: tilts and rotations." },
  Rad: { symbol: "rad", quantity: "angle", description: "Radians." },
  Mrad: { symbol: "mrad", quantity: "angle", description: "Milliradians: angles of the beam." },
  S: { symbol: "s", quantity: "time", description: "Seconds." },
  Ms: { symbol: "ms", quantity: "time", description: "Milliseconds." },
  Us: { symbol: "µs", quantity: "time", description: "Microseconds: dwell times." },
  Min: { symbol: "min", quantity: "time", description: "Minutes." },
  UmPerS: { symbol: "µm/s", quantity: "speed", description: "Micrometres per second: speed of the stage." },
  NmPerMin: { symbol: "nm/min", quantity: "speed", description: "Nanometres per minute: drift." },
  DegPerS: { symbol: "°/s", quantity: "angular speed", description: "Degrees per second: speed of a tilt." },
  NmPerDeg: { symbol: "nm/°", quantity: "shift", description: "Nanometres of shift per degree of tilt." },
  EvPerMin: { symbol: "eV/min", quantity: "drift", description: "Electronvolts per minute: drift of a spectrometer." },
  MradPerPx: { symbol: "mrad/px", quantity: "angle", description: "Milliradians per pixel of a diffraction pattern." },
  Barn: { symbol: "barn", quantity: "cross section", description: "Barns, 1e-28 m²: cross sections of an atom." },
  Hz: { symbol: "Hz", quantity: "frequency", description: "Per second." },
  Ev: { symbol: "eV", quantity: "energy", description: "Electronvolts: energy losses." },
  Kev: { symbol: "keV", quantity: "energy", description: "Kiloelectronvolts: X-rays." },
  Kv: { symbol: "kV", quantity: "voltage", description: "Kilovolts: the accelerating voltage." },
  PicoAmp: { symbol: "pA", quantity: "current", description: "Picoamperes: the current of the beam." },
  NanoAmp: { symbol: "nA", quantity: "current", description: "Nanoamperes." },
  Pascal: { symbol: "Pa", quantity: "pressure", description: "Pascals; never picoamperes, which are spelt PicoAmp." },
  Kelvin: { symbol: "K", quantity: "temperature", description: "Kelvins." },
  EPerA2: { symbol: "e/Å²", quantity: "dose", description: "Electrons per square angstrom of the specimen." },
  EPerA2S: { symbol: "e/Å²/s", quantity: "dose rate", description: "Electrons per square angstrom and second." },
  EPerPx: { symbol: "e/px", quantity: "dose", description: "Electrons per pixel." },
  Electrons: { symbol: "e", quantity: "number of electrons", description: "Electrons, on the specimen or detected." },
  Counts: { symbol: "counts", quantity: "number of events", description: "Detected events; they have Poisson noise." },
  Percent: { symbol: "%", quantity: "ratio", description: "Parts of a hundred." },
  Fraction: { symbol: "", quantity: "ratio", description: "A part of one, from 0 to 1." },
  Bytes: { symbol: "B", quantity: "memory", description: "Bytes." },
  Mb: { symbol: "MB", quantity: "memory", description: "Megabytes, 1e6 bytes." },
} as const satisfies Readonly<Record<string, Unit>>;

/** An ending of a name that tells a unit. */
export type UnitSuffix = keyof typeof units;

const longestFirst = (Object.keys(units) as UnitSuffix[]).sort((a, b) => b.length - a.length);

/**
 * The unit that a name ends in, or undefined when it ends in none: the longest ending counts, and it starts a new word of the name.
 *
 * @example
 * unitSuffix("doseEPerA2"); // "EPerA2"
 * unitSuffix("dataset"); // undefined: "S" would have to be a capital
 */
export function unitSuffix(name: string): UnitSuffix | undefined {
  return longestFirst.find((suffix) => endsInWord(name, suffix));
}

/** "percent" alone is a word of its own; "px" alone would be a name without a meaning. */
function endsInWord(name: string, suffix: string): boolean {
  if (suffix.length > 4 && name === suffix[0]!.toLowerCase() + suffix.slice(1)) return true;
  // An axis may stand between the quantity and the unit: errorXPx, fieldZNm.
  return name.endsWith(suffix) && /(^|[a-z0-9])[XYZ]?$/.test(name.slice(0, -suffix.length)) && name !== suffix;
}

/**
 * A number with its unit as people read it; undefined reads "not known".
 *
 * @example
 * withUnit(12.5, "Nm"); // "12.5 nm"
 */
export function withUnit(value: number | undefined, suffix: UnitSuffix): string {
  if (value === undefined) return "not known";
  const symbol: string = units[suffix].symbol;
  const joint = symbol === "" || symbol === "°" ? "" : " ";
  return `${value}${joint}${symbol}`;
}
