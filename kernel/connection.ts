import { readFileSync } from "node:fs";

/** What Jupyter's connection file says: where to listen and with which key messages are signed. */
export interface Connection {
  readonly transport: "tcp" | "ipc";
  readonly ip: string;
  readonly key: string;
  readonly signature_scheme: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
}

/** The five channels of a Jupyter kernel. */
export type ChannelName = "shell" | "iopub" | "stdin" | "control" | "hb";

/**
 * Reads and checks a connection file.
 *
 * Errors: Error with what is wrong, for a file that is missing, not JSON, without ports, or with a signature scheme that is not hmac-sha256.
 */
export function readConnection(path: string): Connection {
  const raw = JSON.parse(readFileSync(path, "utf8")) as Partial<Connection>;
  for (const channel of ["shell", "iopub", "stdin", "control", "hb"] as const) {
    const port = raw[`${channel}_port`];
    if (typeof port !== "number") throw new Error(`the connection file ${path} has no ${channel}_port`);
  }
  const { transport = "tcp", ip = "127.0.0.1", key = "", signature_scheme = "hmac-sha256" } = raw;
  if (key && signature_scheme !== "hmac-sha256") {
    throw new Error(`the connection file ${path} asks for ${signature_scheme}; this kernel signs with hmac-sha256`);
  }
  return { ...(raw as Connection), transport, ip, key, signature_scheme };
}

/** The ZeroMQ address of one channel. */
export function endpoint(connection: Connection, channel: ChannelName): string {
  const port = connection[`${channel}_port`];
  return connection.transport === "ipc" ? `ipc://${connection.ip}-${port}` : `tcp://${connection.ip}:${port}`;
}
