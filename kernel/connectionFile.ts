import { closeSync, fstatSync, openSync, readSync, type Stats } from "node:fs";
import { EmError } from "../src/core/error.js";
import { type Connection, channelNames } from "./connection.js";
import { exposureOf, isReachable } from "./filePermissions.js";
import { checkAddress } from "./listenAddress.js";

/** What decides how a connection file is judged. */
export interface ConnectionRules {
  /** EMLAB_ALLOW_REMOTE and JUPYTER_ALLOW_INSECURE_WRITES are read from here (default: the environment of the process). */
  readonly env?: NodeJS.ProcessEnv;
  /** Gets a sentence about what is allowed but should not be so (default: said to nobody). */
  readonly warn?: (sentence: string) => void;
}

/** Jupyter's file has about 400 bytes; what is larger than this is something else. */
const mostBytes = 65_536;
const z85Key = /^[0-9a-zA-Z.\-:+=^!/*?&<>()[\]{}@%$#]{40}$/;

type Raw = Readonly<Record<string, unknown>>;

/**
 * Reads and checks a connection file. It holds the key that lets anyone who knows it run code here: a file that others can
 * write is refused, one that others can read draws a warning.
 *
 * Errors: EmError BadFile with what is wrong, for a file that is missing, open to others, no JSON, incomplete, or that
 * asks for what is not offered: another signature, another transport, an address outside this machine without CURVE keys.
 */
export function readConnection(path: string, { env = process.env, warn = () => {} }: ConnectionRules = {}): Connection {
  const raw = parse(path, readPrivately(path, env, warn));
  const { transport = "tcp", ip = "127.0.0.1", key = "", signature_scheme = "hmac-sha256" } = raw;
  if (transport !== "tcp" && transport !== "ipc") {
    throw bad(path, `asks for the transport ${shown(transport)}`, "This kernel listens on tcp or ipc.");
  }
  if (typeof key !== "string")
    throw bad(path, `has ${shown(key)} as key`, "The key is a text; an empty one signs nothing.");
  if (key && signature_scheme !== "hmac-sha256") {
    throw bad(path, `asks for ${shown(signature_scheme)}`, "This kernel signs with hmac-sha256.");
  }
  const curve = curveOf(path, raw);
  const address = checkAddress(ip, { transport, isEncrypted: curve !== undefined, isSigned: key !== "", env });
  if (typeof address !== "string") throw bad(path, address.problem, address.fix);
  if (!key && !curve) {
    warn(`the connection file ${path} has no key: everyone who reaches the ports of this kernel can run code in it`);
  }
  const own = { ip: address, key, signature_scheme: "hmac-sha256", ...portsOf(path, raw, transport) };
  return { transport, ...own, ...(curve && { curve }) };
}

function parse(path: string, text: string): Raw {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message may quote the text, and with it the key.
    throw bad(path, "is not JSON", "Start the kernel from Jupyter, which writes the file.");
  }
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Raw;
  throw bad(path, "is JSON, but no object", "Start the kernel from Jupyter, which writes the file.");
}

/** The text of the file, its permissions judged on the same open file that is read. */
function readPrivately(path: string, env: NodeJS.ProcessEnv, warn: (sentence: string) => void): string {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (cause) {
    throw bad(path, `cannot be read: ${(cause as Error).message}`, "Give the path of a file that Jupyter has written.");
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw bad(path, "is not a file", "Give the path of a file that Jupyter has written.");
    judgePermissions(path, stats, env, warn);
    const buffer = Buffer.alloc(mostBytes + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = readSync(file, buffer, length, buffer.length - length, null);
    }
    if (length > mostBytes)
      throw bad(path, `has more than ${mostBytes} bytes`, "A connection file has about 400 bytes.");
    return buffer.toString("utf8", 0, length);
  } finally {
    closeSync(file);
  }
}

function judgePermissions(path: string, stats: Stats, env: NodeJS.ProcessEnv, warn: (sentence: string) => void): void {
  const uid = process.getuid?.();
  // Windows has no such modes; there the folder of the user protects the file.
  if (uid === undefined || process.platform === "win32") return;
  const exposure = exposureOf(stats, uid);
  if (!exposure || !isReachable(path, uid)) return;
  const { canWrite, what } = exposure;
  // Jupyter's own setting for disks without permissions, where every file looks open.
  if (canWrite && !/^(1|true)$/i.test(env["JUPYTER_ALLOW_INSECURE_WRITES"] ?? "")) {
    throw bad(path, what, `Run: chmod 600 ${path}   (JUPYTER_ALLOW_INSECURE_WRITES=true where a disk knows no modes)`);
  }
  warn(`the connection file ${path} ${what}: who knows its key can run code here. Run: chmod 600 ${path}`);
}

type Ports = Pick<Connection, "shell_port" | "iopub_port" | "stdin_port" | "control_port" | "hb_port">;

function portsOf(path: string, raw: Raw, transport: Connection["transport"]): Ports {
  // In an ipc address the number is only the end of a file name.
  const largest = transport === "tcp" ? 65_535 : 2 ** 31 - 1;
  const taken = new Map<number, string>();
  for (const name of channelNames.map((channel) => `${channel}_port`)) {
    const port = raw[name];
    if (port === undefined)
      throw bad(path, `has no ${name}`, "A kernel needs five ports: shell, iopub, stdin, control, hb.");
    if (typeof port !== "number" || !Number.isInteger(port) || port < 1 || port > largest) {
      throw bad(path, `has ${shown(port)} as ${name}`, `A port is a whole number from 1 to ${largest}.`);
    }
    const other = taken.get(port);
    if (other) throw bad(path, `has ${port} as ${other} and as ${name}`, "Each channel needs a port of its own.");
    taken.set(port, name);
  }
  const { shell_port, iopub_port, stdin_port, control_port, hb_port } = raw as unknown as Ports;
  return { shell_port, iopub_port, stdin_port, control_port, hb_port };
}

function curveOf(path: string, raw: Raw): Connection["curve"] {
  const { curve_publickey: publicKey, curve_secretkey: secretKey } = raw;
  if ((publicKey ?? undefined) === undefined && (secretKey ?? undefined) === undefined) return undefined;
  for (const [name, value] of Object.entries({ curve_publickey: publicKey, curve_secretkey: secretKey })) {
    // Never fall back to plain sockets: who wrote one key wants encryption.
    if (typeof value !== "string" || !z85Key.test(value)) {
      throw bad(path, `has no valid ${name}`, "Both CURVE keys are needed, each 40 characters of Z85.");
    }
  }
  return { publicKey: publicKey as string, secretKey: secretKey as string };
}

function bad(path: string, problem: string, fix: string): EmError {
  return new EmError("BadFile", `the connection file ${path} ${problem}`, { fix });
}

/** A wrong value, short: what it is rather than all of it. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
