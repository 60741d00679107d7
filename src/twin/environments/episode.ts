import { EmError } from "../../core/error.js";
import type { BoxSpace, Environment, Info, Step } from "./environment.js";

/** How things stand after a step of a task. */
export interface Outcome {
  /** @unitless */
  readonly obs: Float32Array;
  /** @unitless */
  readonly reward: number;
  readonly terminated: boolean;
  readonly info: Info;
}

/** A task, without the bookkeeping of episodes. */
export interface Task {
  readonly name: string;
  readonly actionSpace: BoxSpace;
  readonly observationSpace: BoxSpace;
  /** @unitless */
  readonly mostSteps: number;
  /** Begins an episode: all that is random comes from the seed. @param seed @unitless */
  begin(seed: number): Promise<Episode>;
}

/** One run of a task. */
export interface Episode {
  /** What is seen at the beginning; its reward is not used. */
  readonly first: Outcome;
  /** @param action within the action space. @unitless */
  act(action: readonly number[]): Promise<Outcome>;
}

/** Makes an environment of a task: seeds, counts of steps, checks of actions. */
export function environmentOf(task: Task, firstSeed: number): Environment {
  let seed = checkedSeed(firstSeed) - 1;
  let episode: Episode | undefined;
  let steps = 0;
  return Object.freeze({
    name: task.name,
    actionSpace: task.actionSpace,
    observationSpace: task.observationSpace,
    mostSteps: task.mostSteps,
    async reset(given?: number) {
      seed = given === undefined ? (seed + 1) % 2 ** 32 : checkedSeed(given);
      steps = 0;
      episode = await task.begin(seed);
      return { obs: episode.first.obs, info: episode.first.info };
    },
    async step(action: ArrayLike<number>): Promise<Step> {
      if (!episode) {
        throw new EmError("BadOption", `"${task.name}" has not begun, or it is over`, { fix: "Call reset first." });
      }
      const { obs, reward, terminated, info } = await episode.act(withinSpace(task, action));
      steps += 1;
      const truncated = !terminated && steps >= task.mostSteps;
      if (terminated || truncated) episode = undefined;
      return { obs, reward, terminated, truncated, info };
    },
  });
}

function withinSpace({ name, actionSpace: { low, high, names } }: Task, action: ArrayLike<number>): number[] {
  const values = Array.from(action ?? []);
  if (values.length !== names.length || !values.every(Number.isFinite)) {
    throw new EmError("BadOption", `"${name}" takes no action [${values.join(", ")}]`, {
      fix: `Give ${names.length} finite numbers: ${names.join(", ")}.`,
    });
  }
  return values.map((value, i) => Math.min(high[i] ?? value, Math.max(low[i] ?? value, value)));
}

function checkedSeed(seed: number): number {
  if (Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff) return seed;
  throw new EmError("BadOption", `seed is ${seed}`, { fix: "seed must be a whole number from 0 to 4294967295." });
}
