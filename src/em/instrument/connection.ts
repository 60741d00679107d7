import { closestName } from "../../core/closestName.js";
import { EmError } from "../../core/error.js";
import { type OptionRules, resolveOptions } from "../../core/options.js";
import { Journal } from "../../experiment/journal.js";
import { MemoryStore } from "../../experiment/memoryStore.js";
import { DoseMap } from "../../instrument/doseMap.js";
import { Guard } from "../../instrument/guard.js";
import type { StageTarget } from "../../instrument/stagePosition.js";
import type { Twin } from "../../twin/twin.js";
import { askPerson, sessionSignal, showNow } from "../session.js";
import { type Address, parseAddress } from "./address.js";
import { AuditFile } from "./auditFile.js";
import { ConnectionReport } from "./connectionReport.js";
import type { ConnectOptions } from "./connectOptions.js";
import { RunningTakes } from "./runningTakes.js";
import { RunStore } from "./runStore.js";
import { schemes } from "./schemes.js";
import type { Taken } from "./takenImage.js";
import { makeSafeAtInterrupt, watchNoMore, watchOver } from "./watchedGuards.js";

/** The connection that is in use. */
export interface Connected {
  readonly address: string;
  readonly guard: Guard;
  readonly journal: Journal;
  /** What is being taken on it. */
  readonly takes: RunningTakes;
  /** The twin itself, where it is one. */
  readonly twin: Twin | undefined;
  /** The folder in which the run gets a folder of its own; undefined where recordings are not written. */
  readonly place: string | undefined;
  /** The folder of the run, once there is one. */
  folder(): string | undefined;
  /** Keeps the last recording at hand. */
  remember(taken: Taken): void;
  lastTaken(): Taken | undefined;
  /** Keeps where images have seen the stage; until it moves again. */
  rememberMeasured(measured: StageTarget): void;
  lastMeasured(): StageTarget;
}

/** The longest that letting go waits for what is being taken. */
const mostWaitMs = 2000;

/** What cells are connected to when they have not said. */
export const defaultAddress = "twin:mxene?seed=1";

let current: Connected | undefined;
/** Connecting and letting go are done one after the other: of two at once, one instrument would be left open and forgotten. */
let changing: Promise<unknown> = Promise.resolve();
/** Hardware that a person has armed in this session. */
const armed = new Set<string>();
/** The dose that specimens in hardware have had: it stays when the notebook connects again. */
const doseMaps = new Map<string, DoseMap>();
/** Connections whose user has been told that recordings could not be stored. */
const warned = new WeakSet<Connected>();

const rules: OptionRules<ConnectOptions> = {
  runs: { kind: "other", expects: "a folder, or false", accepts: (value) => value === false || isText(value) },
  doseBudgetEPerA2: { kind: "number", min: 1e-6, max: 1e12, unit: "e/Å²" },
  limits: { kind: "other", expects: "an object of limits", accepts: (value) => !!value && typeof value === "object" },
  owner: { kind: "other", expects: "a name", accepts: isText },
};

/**
 * Connects to an instrument in place of the one that is in use. Hardware that nobody has armed is replaced by the default twin, so
 * that a notebook that somebody else has written, run as a whole, moves nothing.
 */
export async function connect(text: string, options?: ConnectOptions): Promise<ConnectionReport> {
  const settings = resolveOptions<ConnectOptions>("em.connect", options, {}, rules);
  const address = parseAddress(text);
  if (!schemeOf(address).isHardware || armed.has(address.text)) return inTurn(() => replace(address, settings, []));
  return inTurn(() =>
    replace(parseAddress(defaultAddress), settings, [
      `This notebook asks for ${address.text}. Nobody has armed it in this session, so this is the digital twin.`,
      `At the microscope, run await em.arm("${address.text}") in a cell of its own, and connect again.`,
    ]),
  );
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
  armed.add(address.text);
}

/** What is connected; without em.connect the default twin is, and the notebook is told. */
export async function connected(): Promise<Connected> {
  const connection = current ?? (await inTurn(async () => current ?? (await connectDefault())));
  makeSafeAtInterrupt(connection.guard);
  // A cell that tries again and again what is refused after an interrupt must let the kernel come to the end of its patience.
  if (sessionSignal()?.aborted) await new Promise((resolve) => setImmediate(resolve));
  return connection;
}

async function connectDefault(): Promise<Connected> {
  const connection = await open(parseAddress(defaultAddress), {});
  current = connection;
  showNow(
    reportOf(connection, [
      'No em.connect has been called, so this is the default twin: await em.connect("twin:moo3") gives another.',
    ]),
  );
  return connection;
}

/** What is connected at this moment, if anything is; connects to nothing. */
export function connectionNow(): Connected | undefined {
  return current;
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
export function disconnect(): Promise<void> {
  return inTurn(async () => {
    if (!current) return;
    const connection = current;
    await storeAll(connection, "em.disconnect");
    current = undefined;
    const [problem] = await letGo(connection);
    if (problem !== undefined) throw problem;
  });
}

function inTurn<T>(task: () => Promise<T>): Promise<T> {
  const result = changing.then(task);
  changing = result.catch(() => {});
  return result;
}

async function replace(
  address: Address,
  options: ConnectOptions,
  remarks: readonly string[],
): Promise<ConnectionReport> {
  const before = current;
  if (before) await storeAll(before, "em.connect");
  // Opened first: where that fails, the old connection stays.
  const connection = await open(address, options);
  current = connection;
  const problems = before ? await letGo(before) : [];
  const told = problems.map((problem) => `${before?.address} was not closed as it should be: ${messageOf(problem)}`);
  return reportOf(connection, [...remarks, ...told]);
}

/**
 * Stores what waits in memory before its connection is let go of.
 *
 * Errors: StoreFull, BadFile, the first time; whoever goes on after that has been told that it is lost.
 */
async function storeAll(connection: Connected, operation: string): Promise<void> {
  const { journal, guard } = connection;
  if (journal.unsaved.length === 0) return;
  try {
    await journal.saveUnsaved();
  } catch (error) {
    if (warned.has(connection) || !(error instanceof EmError)) return;
    warned.add(connection);
    await guard.safe();
    const count = journal.unsaved.length === 1 ? "one recording" : `${journal.unsaved.length} recordings`;
    throw new EmError(error.tag, error.message, {
      fix: `Make room and run the cell again. ${connection.address} stays connected, as ${count} would be lost; the second ${operation} gives them up.`,
      cause: error,
    });
  }
}

/** Closes what it can, whatever fails, and gives what did. */
async function letGo({ guard, journal, takes }: Connected): Promise<unknown[]> {
  const problems: unknown[] = [];
  // What is being taken ends early and is still written down; what hangs is not waited for.
  const ended = takes.end(new Error("the instrument is let go of"));
  await guard.safe();
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, mostWaitMs).unref())]);
  await guard.close().catch(async (error: unknown) => {
    problems.push(error);
    await guard.safe();
  });
  watchNoMore(guard);
  await journal.close().catch((error: unknown) => problems.push(error));
  return problems;
}

async function open(address: Address, options: ConnectOptions): Promise<Connected> {
  const { isHardware, open: openInstrument } = schemeOf(address);
  const { owner = "emlab", doseBudgetEPerA2, limits, runs = "runs" } = options;
  if (isHardware && runs === false) {
    throw new EmError("BadOption", `em.connect: runs is false, and ${address.text} is a microscope`, {
      fix: "Give a folder: what is asked of a microscope is always written down.",
    });
  }
  const { instrument, twin } = await openInstrument(address);
  // What is played back is on the disk already.
  const store = runs === false || instrument.kind === "replay" ? undefined : new RunStore(runs, address);
  const audit = new AuditFile(() => store?.folder);
  let guard: Guard;
  try {
    // Of a twin that is only looked at nothing is left behind; of a microscope all is on record from the beginning.
    if (isHardware) await store?.begin();
    guard = new Guard(instrument, {
      owner,
      ...(doseBudgetEPerA2 !== undefined && { doseBudgetEPerA2 }),
      ...(limits && { limits }),
      ...(isHardware && { doseMap: doseMapOf(address) }),
      auditSink: (line) => audit.add(line),
    });
    // The person has typed the address; an instrument may know itself by another name.
    if (isHardware && armed.has(address.text)) await guard.arm(async () => instrument.name);
  } catch (error) {
    await instrument.close().catch(() => {});
    await store?.close().catch(() => {});
    throw error;
  }
  watchOver(guard);
  let last: Taken | undefined;
  let measured: StageTarget = {};
  guard.onEvent(({ type }) => {
    if (type === "moving") measured = {};
  });
  return Object.freeze({
    address: address.text,
    guard,
    journal: new Journal(store ?? new MemoryStore({ instrument: address.text, say: (text) => console.warn(text) })),
    takes: new RunningTakes(),
    twin,
    place: store?.place,
    folder: () => store?.folder,
    remember: (taken: Taken) => {
      last = taken;
      audit.flush();
    },
    lastTaken: () => last,
    rememberMeasured: (seen: StageTarget) => {
      measured = seen;
    },
    lastMeasured: () => measured,
  });
}

function doseMapOf({ scheme, name }: Address): DoseMap {
  const key = `${scheme}:${name}`;
  const doseMap = doseMaps.get(key) ?? new DoseMap();
  doseMaps.set(key, doseMap);
  return doseMap;
}

function schemeOf({ scheme }: Address) {
  const found = schemes.get(scheme);
  if (found) return found;
  const near = closestName(scheme, [...schemes.keys()]);
  const known = [...schemes.values()].map(({ example }) => `"${example}"`);
  throw new EmError("BadOption", `there is no kind of instrument called "${scheme}"`, {
    fix: near ? `Did you mean "${near}:"?` : `There are: ${known.join(", ")}.`,
  });
}

function reportOf({ address, guard, place }: Connected, remarks: readonly string[] = []): ConnectionReport {
  const { kind, isHardware, isArmed, capabilities } = guard;
  return new ConnectionReport({ address, kind, isHardware, isArmed, capabilities, runs: place, remarks });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}
