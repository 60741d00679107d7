import { type OptionRules, resolveOptions } from "../core/options.js";
import { type ColourMap, colourMapNames } from "../display/colourMaps.js";
import {
  type MontageClass,
  type MontageOverlay,
  montageOverlays,
  mostMontageClasses,
  type PositionKind,
  positionKinds,
} from "../messages/liveMontage/liveMontageState.js";
import type { LiveMontageLook } from "../widgets/liveMontage/liveMontageWidget.js";
import type { ClassifyTile } from "../widgets/liveMontage/tileClasses.js";

/** How a live montage shows its tiles at first; a person can change all of it but what segments them. */
export interface LiveMontageOptions {
  /** By which positions tiles are placed: "measured" (default), "reported" or "commanded". */
  readonly positions?: PositionKind;
  /** Seams are blended away. Default true. */
  readonly isBlended?: boolean;
  /** Arrows from where tiles were to be to where they are. Default true. */
  readonly areArrowsShown?: boolean;
  /** "none" (default), "dose" or "travel". */
  readonly overlay?: MontageOverlay;
  /** "grey" (default), "viridis", "magma", "inferno" or "cividis". */
  readonly colourMap?: ColourMap;
  /** Segments a tile; it is called with each tile while "classes" is switched on in the widget. */
  readonly classify?: ClassifyTile;
  /** The names of the classes that it gives, from class 1 on. Default ["class 1", "class 2"]. */
  readonly classes?: readonly string[];
  /** Segment from the first tile on. Default false. */
  readonly isClassifying?: boolean;
}

/** Colours that are told apart with any kind of colour vision. Source: Okabe and Ito 2008, as for classes of support sets. */
const classColours = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"];

type Resolved = Required<Omit<LiveMontageOptions, "classify">> & Pick<LiveMontageOptions, "classify">;

const rules: OptionRules<Resolved> = {
  positions: { kind: "choice", of: positionKinds },
  isBlended: { kind: "boolean" },
  areArrowsShown: { kind: "boolean" },
  overlay: { kind: "choice", of: montageOverlays },
  colourMap: { kind: "choice", of: colourMapNames },
  classify: { kind: "other", expects: "a function", accepts: (v) => typeof v === "function" },
  classes: {
    kind: "other",
    expects: `up to ${mostMontageClasses} names of at most 60 characters, for example ["film", "hole"]`,
    accepts: (v) => Array.isArray(v) && v.length <= mostMontageClasses && v.every(isName),
  },
  isClassifying: { kind: "boolean" },
};

const defaults: Resolved = {
  positions: "measured",
  isBlended: true,
  areArrowsShown: true,
  overlay: "none",
  colourMap: "grey",
  classify: undefined,
  classes: ["class 1", "class 2"],
  isClassifying: false,
};

/** Checks the options of a live montage. Errors: BadOption. */
export function liveMontageOptions(options: LiveMontageOptions | undefined): {
  readonly look: LiveMontageLook;
  readonly classify: ClassifyTile | undefined;
  readonly classes: readonly MontageClass[];
} {
  const { classify, classes, ...look } = resolveOptions<Resolved>("em.widgets.liveMontage", options, defaults, rules);
  const named = classes.map((name, i) => ({ name, colour: classColours[i % classColours.length]! }));
  return {
    look: { ...look, classOpacityFraction: 0.45, low: null, high: null, gamma: 1 },
    classify,
    classes: classify ? named : [],
  };
}

function isName(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "" && value.length <= 60;
}
