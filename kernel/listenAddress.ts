import { isIPv4, isIPv6 } from "node:net";

/** What is known of the connection that an address belongs to. */
export interface AddressRules {
  readonly transport: "tcp" | "ipc";
  readonly isEncrypted: boolean;
  readonly isSigned: boolean;
  readonly env: NodeJS.ProcessEnv;
}

/** Why an address is refused, and what to do. */
export interface AddressProblem {
  readonly problem: string;
  readonly fix: string;
}

/** The path of a socket file has to fit into 107 bytes on Linux and 103 on macOS, `-` and port included. */
const longestPathBytes = 97;

/**
 * The address to listen on, or why not. Only this machine can reach a kernel by default: an address that other machines
 * reach is taken only with CURVE keys, or with EMLAB_ALLOW_REMOTE=1 and a key that signs.
 */
export function checkAddress(ip: unknown, rules: AddressRules): string | AddressProblem {
  if (typeof ip !== "string" || ip === "") {
    return { problem: `has ${JSON.stringify(ip)} as ip`, fix: 'The ip is a text, such as "127.0.0.1".' };
  }
  if (rules.transport === "ipc") return checkPath(ip);
  if (isLoopback(ip)) return ip;
  if (!isAddress(ip)) {
    return { problem: `has ${JSON.stringify(ip.slice(0, 60))} as ip`, fix: "Give an IP address, such as 127.0.0.1." };
  }
  const isAllowed = rules.isEncrypted || (rules.env["EMLAB_ALLOW_REMOTE"] === "1" && rules.isSigned);
  if (isAllowed) return ip;
  return {
    problem: `asks to listen on ${ip}, which other machines can reach`,
    fix: "Listen on 127.0.0.1, encrypt (transport_encryption in Jupyter's settings), or set EMLAB_ALLOW_REMOTE=1 with a key.",
  };
}

function checkPath(path: string): string | AddressProblem {
  if (path.includes("\0"))
    return { problem: "has a path with a zero byte as ip", fix: "Give the path of a socket file." };
  const bytes = Buffer.byteLength(path);
  if (bytes <= longestPathBytes) return path;
  const problem = `has a socket path of ${bytes} bytes as ip`;
  return {
    problem,
    fix: `A socket's path can have ${longestPathBytes} bytes; set JUPYTER_RUNTIME_DIR to a shorter folder.`,
  };
}

/** True for an address that only this machine reaches. */
export function isLoopback(ip: string): boolean {
  const bare = ip.replace(/^\[(.*)\]$/, "$1");
  return (
    bare === "localhost" || (isIPv4(bare) && bare.startsWith("127.")) || (isIPv6(bare) && /^(0*:)*:?0*1$/.test(bare))
  );
}

function isAddress(ip: string): boolean {
  const bare = ip.replace(/^\[(.*)\]$/, "$1");
  // A star is ZeroMQ's word for every network card; a name may be that of a card or of this machine.
  return bare === "*" || isIPv4(bare) || isIPv6(bare) || /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/.test(bare);
}
