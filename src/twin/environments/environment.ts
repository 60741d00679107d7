/** The tasks that there are. */
export type EnvironmentName = "bf-disk" | "autofocus" | "find-zone" | "montage";

/** A space of vectors: what an action or an observation can be. */
export interface BoxSpace {
  /** Lengths of the axes. @unitless */
  readonly shape: readonly number[];
  /** Least and greatest value of each entry; one for all where there is one. @unitless */
  readonly low: readonly number[];
  /** @unitless */
  readonly high: readonly number[];
  /** What the entries are, each with its unit; empty for an image. */
  readonly names: readonly string[];
}

/** Facts beside an observation, each with the unit in its name: what an agent must not learn from. */
export type Info = Readonly<Record<string, number | string | boolean>>;

/** What an episode begins with. */
export interface Beginning {
  /** Row after row. @unitless */
  readonly obs: Float32Array;
  readonly info: Info;
}

/** What a step gives: the five-tuple of Gymnasium. */
export interface Step {
  /** Row after row. @unitless */
  readonly obs: Float32Array;
  /** @unitless */
  readonly reward: number;
  /** The task is done. */
  readonly terminated: boolean;
  /** The steps are used up. */
  readonly truncated: boolean;
  readonly info: Info;
}

/**
 * A task of control on the twin, in the form that Gymnasium has given such tasks: reset, then steps until one of them ends it.
 *
 * The same seed and the same actions give the same steps.
 */
export interface Environment {
  readonly name: string;
  readonly actionSpace: BoxSpace;
  readonly observationSpace: BoxSpace;
  /** Most steps of an episode. @unitless */
  readonly mostSteps: number;
  /** Begins an episode. Errors: BadOption for a wrong seed. @param seed default: one more than before. @unitless */
  reset(seed?: number): Promise<Beginning>;
  /** Errors: BadOption for an action of the wrong length or with a number that is not finite, or before reset. @param action one number for each name of the action space; what is out of range is set to its edge. @unitless */
  step(action: ArrayLike<number>): Promise<Step>;
}
