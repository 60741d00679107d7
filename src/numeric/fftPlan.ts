/** Bytes in front of the twiddles: the number of stages and their radices (see assembly/lanes.ts). */
const HEAD_BYTES = 128;

const plans = new Map<number, Uint8Array>();

/** The stages of a transform of length n and their twiddle factors, as the kernels read them; n must be a good size (goodSize). */
export function fftPlan(n: number): Uint8Array {
  let plan = plans.get(n);
  if (!plan) {
    plan = makePlan(n);
    // A handful of lengths is what a day's work has; a bound all the same, since every length keeps its table.
    if (plans.size >= 32) plans.clear();
    plans.set(n, plan);
  }
  return plan;
}

/** The radices of a good length in the order of the stages; radix 4 comes last, where its stage needs no twiddles. */
export function radices(n: number): number[] {
  const found: number[] = [];
  let left = n;
  for (const radix of [5, 3]) {
    for (; left % radix === 0; left /= radix) found.push(radix);
  }
  if (Math.log2(left) % 2 === 1) {
    found.push(2);
    left /= 2;
  }
  for (; left > 1; left /= 4) found.push(4);
  return found;
}

function makePlan(n: number): Uint8Array {
  const stages = radices(n);
  const twiddles: number[] = [];
  let left = n;
  for (const radix of stages) {
    const n1 = left / radix;
    for (let p = 0; p < n1; p++) {
      for (let j = 1; j < radix; j++) {
        const angle = (-2 * Math.PI * ((j * p) % left)) / left;
        twiddles.push(Math.cos(angle), Math.sin(angle));
      }
    }
    left = n1;
  }
  const plan = new Uint8Array(HEAD_BYTES + 4 * twiddles.length);
  new Int32Array(plan.buffer).set([stages.length, ...stages]);
  new Float32Array(plan.buffer, HEAD_BYTES).set(twiddles);
  return plan;
}
