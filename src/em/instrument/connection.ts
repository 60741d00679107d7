import { closestName } from "../../core/closestName.js";
import { EmError } from "../../core/error.js";
import { type OptionRules, resolveOptions } from "../../core/options.js";
import { Journal } from "../../experiment/journal.js";
import { MemoryStore } from "../../experiment/memoryStore.js";
import type { HolderLimits } from "../../instrument/guard/stageLimits.js";
import { Guard } from "../../instrument/guard.js";
import type { Twin } from "../../twin/twin.js";
import { askPerson, onForcedStop, showNow } from "../session.js";
import { type Address, parseAddress } from "./address.js";
import { AuditFile } from "./auditFile.js";
import { ConnectionReport } from "./connectionReport.js";
import { RunStore } from "./runStore.js";
import { schemes } from "./schemes.js";
import type { Taken } from "./takenImage.js";

/** How an instrument is connected to; every option may be left out. */
export interface ConnectOptions {
  /**
   * Where recordings are written: each run makes a folder of its own in it. Default "runs", beside the notebook. false: nowhere, they
   * stay in memory, the oldest are dropped.
   */
  readonly runs?: string | false;
  /** Dose that no place of the specimen may exceed; refused before the beam is on. Default: no limit. */
  readonly doseBudgetEPerA2?: number;
  /** Limits of the holder where it is not the usual one. */
  readonly limits?: Partial<HolderLimits>;
  /** Who works at the instrument: others get this name while it is in use. Default "emlab". */
  readonly owner?: string;
}

/** The connection that is in use. */
export interface Connected {
  readonly address: string;
  readonly guard: Guard;
  readonly journal: Journal;
  /** The twin itself, where it is one. */
  readonly twin: Twin | undefined;
  /** The folder of the run, once there is one. */
  folder(): string | undefined;
  /** Keeps the last recording at hand. */
  remember(taken: Taken): void;
  lastTaken(): Taken | undefined;
}

/** What cells are connected to when they have not said. */
export const defaultAddress = "twin:mxene?seed=1";

let current: Connected | undefined;
let opening: Promise<Connected> | undefined;
/** Hardware that a person has armed in this session. */
const armed = new Map<string, () => Promise<string>>();

/** Takes the safety hook back. */
let forgetSafetyHook: (() => void) | undefined;

const rules: OptionRules<ConnectOptions> = {
  runs: { kind: "other", expects: "a folder, or false", accepts: (value) => value === false || isText(value) },
  doseBudgetEPerA2: { kind: "number", min: 1e-6, max: 1e12, unit: "e/Å²" },
  limits: { kind: "other", expects: "an object of limits", accepts: (value) => !!value && typeof value === "object" },
  owner: { kind: "text" },
};

/**
 * Connects to an instrument in place of the one that is in use. Hardware that nobody has armed is replaced by the default twin, so
 * that a notebook that somebody else has written, run as a whole, moves nothing.
 */
export async function connect(text: string, options?: ConnectOptions): Promise<ConnectionReport> {
  const settings = resolveOptions<ConnectOptions>("em.connect", options, {}, rules);
  const address = parseAddress(text);
  if (!schemeOf(address).isHardware) return reportOf(await replace(address, settings));
  const ask = armed.get(address.text);
  if (ask) {
    const connection = await replace(address, settings);
    await connection.guard.arm(ask);
    return reportOf(connection);
  }
  const connection = await replace(parseAddress(defaultAddress), settings);
  return reportOf(connection, [
    `This notebook asks for ${address.text}. Nobody has armed it in this session, so this is the digital twin.`,
    `At the microscope, run await em.arm("${address.text}") in a cell of its own, and connect again.`,
  ]);
}

/**
 * Lets this session move and expose hardware: asks the person at the notebook to type its name. A run without a person is refused.
 */
export async function arm(text: string): Promise<void> {
  const address = parseAddress(text);
  if (!schemeOf(address).isHardware) {
    throw new EmError("BadOption", `${address.text} needs no arming: nothing moves in a laboratory`, {
      fix: `Connect to it: await em.connect("${address.text}").`,
    });
  }
  const answer = await askPerson(
    `This lets the notebook move and expose ${address.text}. Software stop is no emergency stop. Type its name to arm it: `,
  );
  if (answer.trim() !== address.text) {
    throw new EmError("NotArmed", `${address.text} stays unarmed: "${answer.trim().slice(0, 80)}" is not its name`, {
      fix: `Run the cell again and type ${address.text}.`,
    });
  }
  armed.set(address.text, async () => answer.trim());
}

/** What is connected; without em.connect the default twin is, and the notebook is told. */
export async function connected(): Promise<Connected> {
  if (current) return current;
  if (!opening) {
    opening = open(parseAddress(defaultAddress), {}).then((connection) => {
      current = connection;
      showNow(
        reportOf(connection, [
          'No em.connect has been called, so this is the default twin: await em.connect("twin:moo3") gives another.',
        ]),
      );
      return connection;
    });
    opening
      .finally(() => {
        opening = undefined;
      })
      .catch(() => {});
  }
  return opening;
}

/** The twin that is connected at this moment, if one is; connects to nothing. */
export function twinNow(): Twin | undefined {
  return current?.twin;
}

/** The twin that is connected. Errors: Unsupported where it is none. */
export async function connectedTwin(operation: string): Promise<Twin> {
  const { twin, address } = await connected();
  if (twin) return twin;
  throw new EmError("Unsupported", `${operation} is of the twin, and ${address} is none`, {
    fix: `Connect to a twin: await em.connect("${defaultAddress}").`,
  });
}

/** Lets go of the instrument: stage stopped, beam blanked, run closed. Without a connection nothing happens. */
export async function disconnect(): Promise<void> {
  const connection = current;
  current = undefined;
  if (!connection) return;
  forgetSafetyHook?.();
  forgetSafetyHook = undefined;
  await connection.guard.close();
  await connection.journal.close();
}

async function replace(address: Address, options: ConnectOptions): Promise<Connected> {
  await opening?.catch(() => {});
  // Opened first: where that fails, the old connection stays.
  const connection = await open(address, options);
  await disconnect();
  current = connection;
  return connection;
}

async function open(address: Address, options: ConnectOptions): Promise<Connected> {
  // A cell that was stopped by force has not run its `finally`: the stage is stopped and the beam blanked all the same.
  forgetSafetyHook ??= onForcedStop(async () => {
    await current?.guard.safe();
  });
  const { instrument, twin } = await schemeOf(address).open(address);
  const { owner = "emlab", doseBudgetEPerA2, limits, runs = "runs" } = options;
  // What is played back is on the disk already.
  const store = runs === false || instrument.kind === "replay" ? undefined : new RunStore(runs, address);
  const audit = new AuditFile(() => store?.folder);
  const guard = new Guard(instrument, {
    owner,
    ...(doseBudgetEPerA2 !== undefined && { doseBudgetEPerA2 }),
    ...(limits && { limits }),
    auditSink: (line) => audit.add(line),
  });
  let last: Taken | undefined;
  return Object.freeze({
    address: address.text,
    guard,
    journal: new Journal(store ?? new MemoryStore({ instrument: address.text, say: (text) => console.warn(text) })),
    twin,
    folder: () => store?.folder,
    remember: (taken: Taken) => {
      last = taken;
      audit.flush();
    },
    lastTaken: () => last,
  });
}

function schemeOf({ scheme }: Address) {
  const found = Object.hasOwn(schemes, scheme) ? schemes[scheme] : undefined;
  if (found) return found;
  const near = closestName(scheme, Object.keys(schemes));
  const known = Object.values(schemes).map(({ example }) => `"${example}"`);
  throw new EmError("BadOption", `there is no kind of instrument called "${scheme}"`, {
    fix: near ? `Did you mean "${near}:"?` : `There are: ${known.join(", ")}.`,
  });
}

function reportOf({ address, guard, folder }: Connected, remarks: readonly string[] = []): ConnectionReport {
  return new ConnectionReport({ address, kind: guard.kind, capabilities: guard.capabilities, runs: folder(), remarks });
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}
