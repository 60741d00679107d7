/** What the output functions need of the kernel: whose output it is, when to stop, and a way out. */
export interface OutputPort {
  /** The run that output of this moment belongs to. */
  owner(): number;
  /** The interrupt signal of that run, while it runs. */
  signal(): AbortSignal | undefined;
  /** Publishes a message as output of a run, the present one by default. */
  publish(messageType: string, content: unknown, runId?: number): Promise<void>;
  /** Publishes a value in its formats, with what `wrap` makes of them. */
  show(messageType: string, value: unknown, wrap: (data: Readonly<Record<string, unknown>>) => unknown): Promise<void>;
}
