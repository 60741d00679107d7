import { closestName } from "../../core/closestName.js";
import { EmError } from "../../core/error.js";
import { resolveOptions } from "../../core/options.js";
import { autofocusTask } from "./autofocus.js";
import { brightFieldDiskTask } from "./brightFieldDiskTask.js";
import type { Environment, EnvironmentName } from "./environment.js";
import { environmentOf, type Task } from "./episode.js";
import { findZoneTask } from "./findZone.js";
import { montageTask } from "./montage.js";

/** The tasks: a new one is one file and one line here. */
const tasks: Readonly<Record<EnvironmentName, Task>> = {
  "bf-disk": brightFieldDiskTask,
  autofocus: autofocusTask,
  "find-zone": findZoneTask,
  montage: montageTask,
};

/** Makes an environment. Errors: BadOption for an unknown name, with the nearest one. @param options seed of the first episode (1). @unitless */
export function makeEnvironment(name: EnvironmentName, options?: { readonly seed?: number }): Environment {
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (!task) {
    const near = closestName(String(name), Object.keys(tasks));
    throw new EmError("BadOption", `there is no environment "${name}"`, {
      fix: near ? `Did you mean "${near}"?` : `There are: ${Object.keys(tasks).join(", ")}.`,
    });
  }
  const { seed } = resolveOptions(
    "em.twin.makeEnv",
    options,
    { seed: 1 },
    { seed: { kind: "number", integer: true, min: 0, max: 0xffffffff } },
  );
  return environmentOf(task, seed);
}
