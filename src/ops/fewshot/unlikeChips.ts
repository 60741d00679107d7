/** Robust standard deviations beyond the usual distance at which a chip is like no class. @unitless */
const farSpreads = 6;

/**
 * Marks the chips that are far from every class: 1 where the logarithm of the distance lies more than six robust standard deviations above
 * the median of the chips of the same class.
 *
 * A class that is very even must not refuse what differs a little: its spread counts as a tenth at least. Cost: a sort of the chips.
 */
export function unlikeChips(outlyingness: Float32Array, probabilities: Float64Array, classCount: number): Uint8Array {
  const logs = Float64Array.from(outlyingness, (distance) => Math.log(distance + 1e-6));
  const classes = Int32Array.from(outlyingness, (_, chip) => {
    const own = probabilities.subarray(chip * classCount, (chip + 1) * classCount);
    return own.indexOf(Math.max(...own));
  });
  const limits = Array.from({ length: classCount }, (_, k) => {
    const own = logs.filter((_value, chip) => classes[chip] === k).sort();
    if (own.length === 0) return Number.POSITIVE_INFINITY;
    const middle = own[own.length >> 1];
    const away = own.map((value) => Math.abs(value - middle)).sort();
    return middle + farSpreads * Math.max(0.1, 1.4826 * away[away.length >> 1]);
  });
  return Uint8Array.from(logs, (value, chip) => (value > limits[classes[chip]] ? 1 : 0));
}
