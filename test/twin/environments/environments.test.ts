import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Environment, EnvironmentName } from "../../../src/twin/environments/environment.js";
import { makeEnvironment } from "../../../src/twin/environments/environments.js";
import { expectError } from "../../io/expectError.js";

const test = suite("environments");
const names: EnvironmentName[] = ["bf-disk", "autofocus", "find-zone", "montage"];

/** A few steps with actions that follow from the number of the step. */
async function episode(env: Environment, seed: number, steps: number): Promise<unknown[]> {
  const told: unknown[] = [await env.reset(seed)];
  for (let step = 0; step < steps; step += 1) {
    const action = env.actionSpace.high.map((high, i) => high * Math.sin(1 + step + i) * 0.3);
    const result = await env.step(action);
    told.push(result);
    if (result.terminated || result.truncated) break;
  }
  return told;
}

for (const name of names) {
  test(`${name}: the same seed and actions give the same steps, and observations lie in their space`, async () => {
    const env = makeEnvironment(name);
    const [a, b, c] = [await episode(env, 5, 3), await episode(makeEnvironment(name), 5, 3), await episode(env, 6, 3)];
    assert.equal(a, b);
    assert.not.equal(a, c);
    const { obs } = a[0] as { obs: Float32Array };
    const { shape, low, high } = env.observationSpace;
    assert.is(
      obs.length,
      shape.reduce((product, length) => product * length, 1),
    );
    assert.ok(obs.every((value) => value >= low[0]! && value <= high[0]!));
    const step = a[1] as Record<string, unknown>;
    assert.equal(Object.keys(step).sort(), ["info", "obs", "reward", "terminated", "truncated"]);
  });

  test(`${name}: wrong actions are refused, and steps before reset`, async () => {
    const env = makeEnvironment(name);
    const zeros = env.actionSpace.names.map(() => 0);
    await expectError("BadOption", env.step(zeros), /has not begun/);
    await env.reset(1);
    await expectError("BadOption", env.step([...zeros, 0]), new RegExp(name));
    await expectError("BadOption", env.step(zeros.map(() => Number.NaN)));
    await expectError("BadOption", env.reset(-1));
    await env.step(zeros);
  });
}

test("autofocus: setting the defocus back ends it, going away costs", async () => {
  const env = makeEnvironment("autofocus");
  const { info } = await env.reset(4);
  const away = Number(info["defocusNm"]);
  const worse = await env.step([Math.sign(away) * 20]);
  assert.not.ok(worse.terminated);
  assert.ok(worse.reward < -Math.abs(away) / 80);
  const back = await env.step([-Number(worse.info["defocusNm"])]);
  assert.ok(back.terminated && back.reward > -0.05);
  await expectError("BadOption", env.step([0]), /over/);
});

test("autofocus: what is seen tells where the focus is: edges are sharper near it, whatever the seed", async () => {
  const contrast = (obs: Float32Array, size: number) => {
    let sum = 0;
    for (let i = 0; i + 2 * size + 2 < obs.length; i += 1) {
      sum += (obs[i]! - obs[i + 2]!) * (obs[i + size]! - obs[i + size + 2]!);
    }
    return sum;
  };
  for (const seed of [1, 2, 3, 10, 11, 15]) {
    const env = makeEnvironment("autofocus");
    const { info } = await env.reset(seed);
    const far = await env.step([-70 - Number(info["defocusNm"])]);
    const nearer = await env.step([-6 - Number(far.info["defocusNm"])]);
    const [size] = env.observationSpace.shape as [number];
    const ratio = contrast(nearer.obs, size) / contrast(far.obs, size);
    assert.ok(ratio > 1.1, `seed ${seed}: ${ratio}`);
  }
});

test("montage: observations stay in their space at the edge of the square", async () => {
  const env = makeEnvironment("montage");
  await env.reset(8);
  for (const side of [5, 5, -5, -5, -5]) {
    const { obs } = await env.step([side, -side]);
    const { low, high } = env.observationSpace;
    assert.ok(obs.every((value) => value >= low[0]! && value <= high[0]!));
  }
});

test("bf-disk: the disk's centre of mass leads to the middle", async () => {
  const env = makeEnvironment("bf-disk");
  let { obs } = await env.reset(9);
  const size = env.observationSpace.shape[0]!;
  for (let step = 0; step < 20; step += 1) {
    const [x, y] = centreOfMass(obs, size);
    // 0.02 px a count.
    const result = await env.step([-50 * (x - (size - 1) / 2), -50 * (y - (size - 1) / 2)]);
    if (result.terminated) return;
    obs = result.obs;
  }
  assert.unreachable("the disk was not centred in 20 steps");
});

test("find-zone: tilting to the zone ends it, and the reward tells how near it is", async () => {
  const env = makeEnvironment("find-zone");
  const { info } = await env.reset(2);
  const startDeg = Number(info["offZoneDeg"]);
  assert.ok(startDeg > 0.2 && startDeg < 12, `${startDeg}`);
  let best = startDeg;
  // Descends along one axis after the other by what the reward tells.
  for (const action of [
    [1, 0],
    [-2, 0],
    [1, 0],
    [0, 1],
    [0, -2],
  ]) {
    const { info: now, reward } = await env.step(action);
    assert.ok(Math.abs(reward + Number(now["offZoneDeg"]) / 8) < 1e-6);
    best = Math.min(best, Number(now["offZoneDeg"]));
  }
  assert.ok(best < startDeg);
});

test("montage: going over the square row by row covers it", async () => {
  const env = makeEnvironment("montage");
  await env.reset(3);
  // A way back falls short by the play of the gears, and so does the first step forward after it.
  const [columns, rows, playUm] = [8, 7, 0.4];
  const [xUm, yUm] = [3.8 / (columns - 1), 3.6 / (rows - 1)];
  let last = await env.step([-1.9 - playUm, -1.8 - playUm]);
  let total = last.reward;
  for (let tile = 1; tile < columns * rows && !last.terminated; tile += 1) {
    const place = tile % columns;
    const upUm = tile === columns ? yUm + playUm : yUm;
    last = await env.step(place === 0 ? [-3.8 - playUm, upUm] : [place === 1 ? xUm + playUm : xUm, 0]);
    total += last.reward;
  }
  assert.ok(last.terminated, `covered ${last.info["coveredFraction"]}`);
  assert.ok(total > 0.3);
});

test("an unknown name gets the nearest one", async () => {
  await expectError("BadOption", made("auto-focus"), /Did you mean "autofocus"/);
  await expectError("BadOption", made("montage", 0.5));
});

async function made(name: string, seed = 1): Promise<Environment> {
  return makeEnvironment(name as EnvironmentName, { seed });
}

function centreOfMass(image: Float32Array, size: number): [number, number] {
  let [sum, x, y] = [0, 0, 0];
  for (const [i, value] of image.entries()) {
    const weight = value > 0.2 ? 1 : 0;
    sum += weight;
    x += weight * (i % size);
    y += weight * Math.floor(i / size);
  }
  return [x / sum, y / sum];
}

test.run();
