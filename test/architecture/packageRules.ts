/** The parts of a package.json that the rules look at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, unknown>>;
  readonly scripts?: Readonly<Record<string, string>>;
  /** Folders with a package of ours. */
  readonly workspaces?: readonly string[];
}

/** A package as package-lock.json has it. */
export interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly link?: boolean;
  /** The commands that the package brings. */
  readonly bin?: Readonly<Record<string, string>>;
}

/** A package-lock.json. */
export interface Lock {
  readonly version: string;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const exact = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;
const registry = "https://registry.npmjs.org/";

/** Dependencies and overrides that do not name one exact version of the registry. */
export function looseVersions(manifest: Manifest): string[] {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  return [...loose(all), ...loose(manifest.overrides ?? {})];
}

function loose(versions: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(versions).flatMap(([name, version]) => {
    if (typeof version === "object" && version !== null) return loose(version as Record<string, unknown>);
    return typeof version === "string" && exact.test(version)
      ? []
      : [`${name}: ${String(version)} is no exact version`];
  });
}

/** Locked packages that do not come from the registry, or have no hash to check them by; those of our own folders need neither. */
export function lockProblems(lock: Lock, workspaces: readonly string[] = []): string[] {
  return Object.entries(lock.packages).flatMap(([folder, { resolved, integrity, inBundle, link, version }]) => {
    if (folder === "" || inBundle || workspaces.includes(folder)) return [];
    if (link && workspaces.includes(resolved ?? "")) return [];
    if (link) return [`${folder} is a link`];
    const problems = [];
    if (resolved !== undefined && !resolved.startsWith(registry)) problems.push(`${folder} comes from ${resolved}`);
    if (!integrity?.startsWith("sha512-")) problems.push(`${folder} has no sha512`);
    if (!version || !/^\d+\.\d+\.\d+/.test(version)) problems.push(`${folder} has no version`);
    return problems;
  });
}

/** Commands that two packages of the top level bring: `npx NAME` would run the one that npm has linked last. */
export function commandConflicts(lock: Lock): string[] {
  const owners = new Map<string, string>();
  const conflicts: string[] = [];
  for (const [folder, { bin = {} }] of Object.entries(lock.packages)) {
    if (!/^node_modules\/(@[^/]+\/)?[^/]+$/.test(folder)) continue;
    for (const command of Object.keys(bin)) {
      const owner = owners.get(command);
      if (owner !== undefined) conflicts.push(`${command} is a command of ${owner} and of ${folder}`);
      owners.set(command, folder);
    }
  }
  return conflicts;
}

/** Direct dependencies that the lock does not have in the version of package.json. */
export function staleLock(manifest: Manifest, lock: Lock): string[] {
  const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  return all
    .filter(
      ([name, version]) => !version.startsWith("npm:") && lock.packages[`node_modules/${name}`]?.version !== version,
    )
    .map(
      ([name, version]) =>
        `${name} ${version} is locked as ${lock.packages[`node_modules/${name}`]?.version ?? "nothing"}`,
    );
}

/** Scripts of package.json that need a shell: npm runs them by cmd.exe on Windows. */
export function shellScripts(manifest: Manifest): string[] {
  return Object.entries(manifest.scripts ?? {})
    .filter(([, command]) => !/^node scripts\/\w+\.mjs( [\w./-]+)*$/.test(command))
    .map(([name, command]) => `${name}: ${command}`);
}

/** Requirements that do not name one exact version. */
export function looseRequirements(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith("#") && !/^[\w.-]+==\d[\w.]*( ; .+)?$/.test(line));
}
