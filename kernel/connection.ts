/** What Jupyter's connection file says: where to listen, with which key messages are signed, and with which they are encrypted. */
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
  /** The CURVE keys of the kernel, in Z85; without them the sockets are not encrypted. */
  readonly curve?: { readonly publicKey: string; readonly secretKey: string };
}

/** The five channels of a Jupyter kernel. */
export type ChannelName = "shell" | "iopub" | "stdin" | "control" | "hb";

/** The names of the five channels. */
export const channelNames: readonly ChannelName[] = ["shell", "iopub", "stdin", "control", "hb"];

/** The ZeroMQ address of one channel. */
export function endpoint(connection: Connection, channel: ChannelName): string {
  const { ip, transport } = connection;
  const port = connection[`${channel}_port`];
  if (transport === "ipc") return `ipc://${ip}-${port}`;
  return `tcp://${ip.includes(":") && !ip.startsWith("[") ? `[${ip}]` : ip}:${port}`;
}
