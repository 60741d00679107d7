import { apply, rotationAbout } from "../../../../src/core/matrix3.js";
import type { Vec3 } from "../../../../src/core/vector3.js";
import type { MapGrain, MapMatrix3, MapTilt } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import { orientationDragged, turnedOrientation } from "../../../../src/ops/carto/solveOrientation.js";
import { beamOfTilt, plainTiltOfBeam } from "../../../../src/ops/carto/tilt.js";

/** What a key does to a grain that is turned by keys. */
export type TurnStep =
  | { readonly kind: "tilt"; readonly alphaDeg: number; readonly betaDeg: number }
  | { readonly kind: "spin"; readonly angleDeg: number }
  | { readonly kind: "keep" }
  | { readonly kind: "giveUp" };

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** To the left and to the right; with Shift comma and point are other signs, as the keyboard has them. */
const spins: Readonly<Record<string, 1 | -1>> = {
  ...{ ",": 1, "<": 1, ";": 1, PageUp: 1 },
  ...{ ".": -1, ">": -1, ":": -1, PageDown: -1 },
};

/** What a key asks for while a grain is turned; undefined for a key that means nothing then. */
export function turnStepOf({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): TurnStep | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  const sizeDeg = shiftKey ? 0.1 : 1;
  const arrow = Object.hasOwn(arrows, key) ? arrows[key] : undefined;
  if (arrow) return { kind: "tilt", alphaDeg: arrow[0] * sizeDeg, betaDeg: arrow[1] * sizeDeg };
  const spin = Object.hasOwn(spins, key) ? spins[key] : undefined;
  if (spin) return { kind: "spin", angleDeg: spin * sizeDeg };
  if (key === "Enter" || key.toLowerCase() === "t") return { kind: "keep" };
  return key === "Escape" ? { kind: "giveUp" } : undefined;
}

/** A grain that is turned by keys, from how it was. */
export interface KeyTurn {
  readonly grain: MapGrain;
  readonly orientation: MapMatrix3;
  /** The direction of the holder that the arrows take along: where a zone was chosen that zone's. @unitless */
  readonly held: Vec3;
  /** The beam, about which it is spun. @unitless */
  readonly axis: Vec3;
}

/** After one more step. The arrows move what is held on the map by the step, and the whole grain with it. */
export function turnedByKey(turn: KeyTurn, step: Extract<TurnStep, { kind: "tilt" | "spin" }>): KeyTurn {
  const { orientation, held, axis } = turn;
  if (step.kind === "spin") {
    const turned = turnedOrientation(orientation, axis, step.angleDeg);
    return { ...turn, orientation: turned, held: apply(rotationAbout(axis, step.angleDeg), held) };
  }
  const at = plainTiltOfBeam(held);
  const to = beamOfTilt({ alphaDeg: at.alphaDeg + step.alphaDeg, betaDeg: at.betaDeg + step.betaDeg });
  return { ...turn, orientation: orientationDragged(orientation, held, to), held: to };
}

/** Where what is held has come to. */
export function heldTilt({ held }: KeyTurn): MapTilt {
  return plainTiltOfBeam(held);
}
