/** What JupyterLab tells of the connection of a page to a kernel; other front ends may tell nothing. */
interface KernelConnection {
  readonly connectionStatus: string;
  readonly connectionStatusChanged: {
    connect(slot: () => void): unknown;
    disconnect(slot: () => void): unknown;
  };
}

/** The line from the page to the server: whether it is there, and who is told when that changes. */
export class ServerLine {
  readonly #changed: () => void;
  #connection: KernelConnection | undefined;

  constructor(changed: () => void) {
    this.#changed = () => changed();
  }

  /** True while messages do not go through. */
  get isDown(): boolean {
    return this.#connection !== undefined && this.#connection.connectionStatus !== "connected";
  }

  /** Listens to the kernel that the manager of a widget has now; it has another one after the kernel of the notebook was changed. */
  follow(manager: unknown): void {
    const { kernel } = (manager ?? {}) as { readonly kernel?: Partial<KernelConnection> | null };
    const connection = kernel?.connectionStatusChanged ? (kernel as KernelConnection) : undefined;
    if (connection === this.#connection) return;
    this.leave();
    this.#connection = connection;
    connection?.connectionStatusChanged.connect(this.#changed);
  }

  leave(): void {
    this.#connection?.connectionStatusChanged.disconnect(this.#changed);
    this.#connection = undefined;
  }
}
