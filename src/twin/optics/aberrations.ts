import type { ProbeSettings } from "./probeSettings.js";

/**
 * Length of the aberrated wave against the ideal one, in nm, at an angle in rad: Re(C1 w w'/2 + A1 w'^2/2 + B2 w w'^2 + A2 w'^3/3 + C3 (w w')^2/4)
 * with w = x + i y and w' its conjugate.
 *
 * Each coefficient stands beside conjugates alone, so that the aberration points where its two components point.
 * Source: Haider, Uhlemann and Zach, Ultramicroscopy 81 (2000) 163.
 */
export function pathDifferenceNm(s: ProbeSettings, xRad: number, yRad: number): number {
  const square = xRad * xRad + yRad * yRad;
  const squareX = xRad * xRad - yRad * yRad;
  const squareY = 2 * xRad * yRad;
  const cubeX = squareX * xRad - squareY * yRad;
  const cubeY = squareX * yRad + squareY * xRad;
  return (
    0.5 * s.defocusNm * square +
    0.5 * (s.twoFoldXNm * squareX + s.twoFoldYNm * squareY) +
    square * (s.comaXNm * xRad + s.comaYNm * yRad) +
    (s.threeFoldXNm * cubeX + s.threeFoldYNm * cubeY) / 3 +
    250 * s.sphericalUm * square * square
  );
}

/** Where the ray of an angle meets the specimen, in nm: the gradient of the path difference. */
export function rayNm(s: ProbeSettings, xRad: number, yRad: number): [x: number, y: number] {
  const square = xRad * xRad + yRad * yRad;
  const squareX = xRad * xRad - yRad * yRad;
  const squareY = 2 * xRad * yRad;
  const round = s.defocusNm + 1000 * s.sphericalUm * square;
  return [
    round * xRad +
      (s.twoFoldXNm * xRad + s.twoFoldYNm * yRad) +
      (2 * s.comaXNm * square + s.comaXNm * squareX + s.comaYNm * squareY) +
      (s.threeFoldXNm * squareX + s.threeFoldYNm * squareY),
    round * yRad +
      (s.twoFoldYNm * xRad - s.twoFoldXNm * yRad) +
      (2 * s.comaYNm * square + s.comaXNm * squareY - s.comaYNm * squareX) +
      (s.threeFoldYNm * squareX - s.threeFoldXNm * squareY),
  ];
}

/** The farthest that a ray of the aperture can land from the axis, in nm; the focal spread counts with three sigmas. */
export function farthestRayNm(s: ProbeSettings): number {
  const alpha = s.convergenceMrad / 1000;
  return (
    alpha * (Math.abs(s.defocusNm) + 3 * s.focalSpreadNm + Math.hypot(s.twoFoldXNm, s.twoFoldYNm)) +
    alpha * alpha * (3 * Math.hypot(s.comaXNm, s.comaYNm) + Math.hypot(s.threeFoldXNm, s.threeFoldYNm)) +
    1000 * alpha ** 3 * Math.abs(s.sphericalUm)
  );
}

/** The same probe in axes that are turned by an angle: an m-fold aberration turns by m times as much. */
export function inTurnedAxes(s: ProbeSettings, angleDeg: number): ProbeSettings {
  if (angleDeg === 0) return s;
  const turn = (x: number, y: number, fold: number): [number, number] => {
    const angle = (-fold * angleDeg * Math.PI) / 180;
    return [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)];
  };
  const [twoFoldXNm, twoFoldYNm] = turn(s.twoFoldXNm, s.twoFoldYNm, 2);
  const [comaXNm, comaYNm] = turn(s.comaXNm, s.comaYNm, 1);
  const [threeFoldXNm, threeFoldYNm] = turn(s.threeFoldXNm, s.threeFoldYNm, 3);
  return { ...s, twoFoldXNm, twoFoldYNm, comaXNm, comaYNm, threeFoldXNm, threeFoldYNm };
}
