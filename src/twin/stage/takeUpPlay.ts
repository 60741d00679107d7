/**
 * Where the far side of a gear with play is after its near side has gone straight to `near`.
 *
 * far, near, play: in one unit, play >= 0. Coming from below the two sides agree; from above the far side stays `play` ahead, so a
 * reversal loses `play`, and a short one does not arrive at all. Source: the play operator, Visintin, Differential Models of Hysteresis.
 *
 * @example
 * takeUpPlay(5, 4.9, 0.4); // 5: the play is not taken up yet
 * takeUpPlay(5, 4, 0.4); // 4.4
 */
export function takeUpPlay(far: number, near: number, play: number): number {
  return Math.min(Math.max(far, near), near + play);
}
