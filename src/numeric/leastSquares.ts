import { choleskyFactor, choleskySolve } from "./smallMatrix.js";

/** What a least-squares fit found. */
export interface LeastSquaresFit {
  readonly parameters: Float64Array;
  /** Sum of squared residuals. @unitless */
  readonly cost: number;
  readonly converged: boolean;
}

/**
 * Minimises a sum of squared residuals by Levenberg and Marquardt's method with a numerical Jacobian.
 *
 * `residuals` fills its second argument from the parameters. For a few dozen parameters and a few thousand residuals: the cost is
 * (parameters + 1) evaluations and O(residuals x parameters^2) an iteration. Source: Marquardt 1963; damping as in Nielsen 1999.
 *
 * @example
 * const line = (p: Float64Array, r: Float64Array) => r.forEach((_, i) => { r[i] = p[0] * i + p[1] - (2 * i + 1); });
 * leastSquares(line, [0, 0], 10).parameters; // [2, 1]
 */
export function leastSquares(
  residuals: (parameters: Float64Array, into: Float64Array) => void,
  start: ArrayLike<number>,
  count: number,
  { iterations = 40, tolerance = 1e-9 }: { iterations?: number; tolerance?: number } = {},
): LeastSquaresFit {
  const n = start.length;
  let parameters = Float64Array.from(start);
  let current = new Float64Array(count);
  let trial = new Float64Array(count);
  residuals(parameters, current);
  let cost = sumOfSquares(current);
  let damping = 1e-3;
  const jacobian = Array.from({ length: n }, () => new Float64Array(count));
  for (let iteration = 0; iteration < iterations; iteration++) {
    numericalJacobian(residuals, parameters, current, jacobian);
    const { normal, gradient } = normalEquations(jacobian, current);
    let improved = false;
    for (let attempt = 0; attempt < 8 && !improved; attempt++) {
      const step = solveDamped(normal, gradient, damping, n);
      const moved = parameters.map((value, i) => value - (step?.[i] ?? 0));
      residuals(moved, trial);
      const trialCost = sumOfSquares(trial);
      if (step && trialCost < cost) {
        const gain = (cost - trialCost) / cost;
        [parameters, cost] = [moved, trialCost];
        [current, trial] = [trial, current];
        damping = Math.max(damping / 5, 1e-12);
        improved = true;
        if (gain < tolerance) return { parameters, cost, converged: true };
      } else damping *= 6;
    }
    if (!improved) return { parameters, cost, converged: true };
  }
  return { parameters, cost, converged: false };
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}

function numericalJacobian(
  residuals: (parameters: Float64Array, into: Float64Array) => void,
  parameters: Float64Array,
  current: Float64Array,
  jacobian: Float64Array[],
): void {
  for (let j = 0; j < parameters.length; j++) {
    const step = 1e-6 * Math.max(1e-2, Math.abs(parameters[j]));
    const moved = Float64Array.from(parameters);
    moved[j] += step;
    residuals(moved, jacobian[j]);
    for (let i = 0; i < current.length; i++) jacobian[j][i] = (jacobian[j][i] - current[i]) / step;
  }
}

function normalEquations(jacobian: Float64Array[], current: Float64Array) {
  const n = jacobian.length;
  const normal = new Float64Array(n * n);
  const gradient = new Float64Array(n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = 0; i < current.length; i++) sum += jacobian[a][i] * jacobian[b][i];
      normal[a * n + b] = sum;
      normal[b * n + a] = sum;
    }
    for (let i = 0; i < current.length; i++) gradient[a] += jacobian[a][i] * current[i];
  }
  return { normal, gradient };
}

/** Solution of (normal + damping x its diagonal) step = gradient, or undefined when that is not positive definite. */
function solveDamped(
  normal: Float64Array,
  gradient: Float64Array,
  damping: number,
  n: number,
): Float64Array | undefined {
  const damped = Float64Array.from(normal);
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, normal[i * n + i]);
  // A parameter that changes nothing has an empty row: it stays where it is.
  for (let i = 0; i < n; i++) damped[i * n + i] += damping * damped[i * n + i] + 1e-12 * largest;
  if (!choleskyFactor(damped, n)) return undefined;
  const step = Float64Array.from(gradient);
  choleskySolve(damped, n, step);
  return step;
}
