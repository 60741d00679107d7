import { bundleOf } from "../../../kernel/display.js";
import type { OutputPort } from "../../../kernel/output/outputPort.js";

/** A message that the port was given. */
export interface Sent {
  readonly messageType: string;
  readonly runId: number;
  readonly content: {
    readonly data: Readonly<Record<string, unknown>>;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly transient: { readonly display_id?: string };
  };
}

/** A port that keeps what is sent. */
export class FakePort implements OutputPort {
  readonly sent: Sent[] = [];
  readonly interruption = new AbortController();
  runId = 1;

  owner = () => this.runId;
  signal = (): AbortSignal => this.interruption.signal;
  publish = async (messageType: string, content: unknown, runId = this.runId) => {
    this.sent.push({ messageType, runId, content: content as Sent["content"] });
  };
  show = async (
    messageType: string,
    value: unknown,
    wrap: (data: Readonly<Record<string, unknown>>) => unknown,
    runId = this.runId,
  ) => this.publish(messageType, wrap(await bundleOf(value)), runId);

  /** The text of the last state of each output, in the order in which they were shown first. */
  get lines(): string[] {
    const lines = new Map<unknown, string>();
    for (const { content } of this.sent) {
      lines.set(content.transient.display_id ?? content, String(content.data["text/plain"]));
    }
    return [...lines.values()];
  }
}

/** The error that the work throws, as "name: message, fix". */
export function thrownBy(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    const { name, message, fix } = error as { name: string; message: string; fix?: string };
    return `${name}: ${message}${fix === undefined ? "" : ` | ${fix}`}`;
  }
  return "nothing was thrown";
}
