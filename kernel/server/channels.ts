import * as zmq from "zeromq";
import { type ChannelName, type Connection, endpoint } from "../connection.js";
import { SendQueue } from "./sendQueue.js";
import { protectSocketFiles, socketOptions } from "./socketOptions.js";

/** The five bound sockets of a kernel. */
export interface Channels {
  readonly shell: zmq.Router;
  readonly control: zmq.Router;
  readonly stdin: zmq.Router;
  readonly iopub: zmq.XPublisher;
  readonly shellOut: SendQueue;
  readonly controlOut: SendQueue;
  readonly iopubOut: SendQueue;
  /** Sends what is queued, then closes all sockets; a second call does nothing. */
  close(): Promise<void>;
}

/** Binds the sockets that the connection file names; rejects when a port is taken. */
export async function bindChannels(connection: Connection): Promise<Channels> {
  const options = socketOptions(connection);
  const shell = new zmq.Router(options);
  const control = new zmq.Router(options);
  // Mandatory: a question to a client without stdin is refused instead of being dropped.
  const stdin = new zmq.Router({ ...options, mandatory: true });
  const heartbeat = new zmq.Reply(options);
  // No high-water mark: with the default one, output lines of a fast cell are dropped without a word.
  const iopub = new zmq.XPublisher({ ...options, sendHighWaterMark: 0 });
  iopub.verbosity = "allSubs";
  const sockets = { shell, control, stdin, hb: heartbeat, iopub };
  await bindAll(sockets, connection);
  await protectSocketFiles(connection);
  echo(heartbeat);
  const queues = [new SendQueue(shell), new SendQueue(control), new SendQueue(iopub)] as const;
  const [shellOut, controlOut, iopubOut] = queues;
  let closing: Promise<void> | undefined;
  const close = async () => {
    await Promise.all(queues.map((queue) => queue.drained()));
    for (const socket of Object.values(sockets)) socket.close();
  };
  return {
    shell,
    control,
    stdin,
    iopub,
    shellOut,
    controlOut,
    iopubOut,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

async function bindAll(sockets: Record<ChannelName, Bindable>, connection: Connection): Promise<void> {
  const bindings = Object.entries(sockets).map(([name, socket]) =>
    socket.bind(endpoint(connection, name as ChannelName)),
  );
  const failed = (await Promise.allSettled(bindings)).find(({ status }) => status === "rejected");
  if (!failed) return;
  // A thread that ends with open sockets takes the process down before the reason can be told.
  for (const socket of Object.values(sockets)) socket.close();
  throw (failed as PromiseRejectedResult).reason;
}

interface Bindable {
  bind(address: string): Promise<void>;
  close(): void;
}

async function echo(heartbeat: zmq.Reply): Promise<void> {
  // A kernel that ends closes the socket, perhaps with a beat in hand.
  for await (const frames of heartbeat) await heartbeat.send(frames).catch(() => {});
}
