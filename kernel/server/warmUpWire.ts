import { Wire } from "../wire.js";

const rounds = 40;

/**
 * Signs, checks and reads messages that go nowhere, until V8 has compiled what every message goes through. Takes some
 * milliseconds of a thread that has nothing to do while the compiler loads.
 */
export function warmUpWire(): void {
  const wire = new Wire("of no connection");
  for (let round = 0; round < rounds; round += 1) {
    const content = { code: "1+1", silent: false, store_history: true, user_expressions: {}, allow_stdin: true };
    const frames = wire.encode({ type: "execute_request", content });
    const request = wire.decode(frames.map((frame) => Buffer.from(frame)));
    wire.encode({ type: "execute_reply", parent: request?.header ?? {}, content: { status: "ok" } });
  }
}
