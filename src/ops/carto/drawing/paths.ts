import type { Tilt } from "../tilt.js";
import type { MapFrame, Place } from "./mapFrame.js";

/** Two digits are less than a screen shows. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/**
 * A curve through tilts as the attribute d of a path. It is interrupted where it leaves the map, and where a step is so long that it can only
 * be a jump from one edge to the other.
 */
export function curvePath(frame: MapFrame, tilts: readonly Tilt[], isClosed = false): string {
  const most = frame.sidePx / 2;
  let d = "";
  let last: Place | undefined;
  for (const tilt of isClosed ? [...tilts, ...tilts.slice(0, 1)] : tilts) {
    const place = frame.placeOfTilt(tilt);
    // Far beside the map nothing is drawn: a path of many large numbers costs more than all that is seen.
    const isNear = place !== undefined && frame.isSeen(place, most);
    if (isNear && place) {
      const isJump = last && Math.hypot(place[0] - last[0], place[1] - last[1]) > most;
      d += `${last && !isJump ? "L" : "M"}${short(place[0])} ${short(place[1])}`;
    }
    last = isNear ? place : undefined;
  }
  return d;
}

/** A cross, upright or on its side. */
export function crossPath([x, y]: Place, sizePx: number, isSlanted = false): string {
  const [cx, cy] = [short(x), short(y)];
  if (!isSlanted)
    return `M${short(x - sizePx)} ${cy}H${short(x + sizePx)}M${cx} ${short(y - sizePx)}V${short(y + sizePx)}`;
  const [l, r, t, b] = [x - sizePx, x + sizePx, y - sizePx, y + sizePx].map(short);
  return `M${l} ${t}L${r} ${b}M${l} ${b}L${r} ${t}`;
}

/** A circle. */
export function circlePath([x, y]: Place, radiusPx: number): string {
  return `M${short(x)} ${short(y)}${circleTail(radiusPx)}`;
}

/** A circle from its middle on. */
export function circleTail(radiusPx: number): string {
  const r = short(radiusPx);
  return `m-${r} 0a${r} ${r} 0 1 0 ${short(2 * radiusPx)} 0a${r} ${r} 0 1 0 ${short(-2 * radiusPx)} 0z`;
}
