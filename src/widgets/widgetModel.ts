import { EmError } from "../core/error.js";
import { type CustomMessage, readCustomMessage } from "../messages/customMessage.js";
import { isRecord } from "../messages/reader.js";
import { readChange } from "../messages/traits.js";
import type { CommPort, PortMessage } from "./commPort.js";
import { HeardEvents } from "./heardEvents.js";
import { plainLayout } from "./layoutModel.js";
import { type Answer, PendingRequests } from "./pendingRequests.js";
import { ServedRequests } from "./servedRequests.js";
import { joinBuffers, splitBuffers } from "./splitBuffers.js";
import { namesOf, type WidgetDefinition } from "./widgetDefinition.js";
import type { WidgetHost } from "./widgetHost.js";

/** A page says at once that it has begun, however long it takes then; one that is busy drawing takes a second or two (ms). */
const mostSilenceMs = 5000;

/** Is told what the person at the front end has changed. */
export type ChangeListener<S> = (change: Partial<S>, state: Readonly<S>) => void;

interface Opened {
  readonly comm: CommPort;
  readonly layout: CommPort;
}

/**
 * The kernel's half of a widget: its state, and the messages to and from its views.
 *
 * It is opened at the front end when it is first shown, and may be shown in several places: all views are of this one state.
 */
export class WidgetModel<S extends object> {
  readonly #definition: WidgetDefinition<S>;
  readonly #host: WidgetHost | undefined;
  readonly #listeners = new Set<ChangeListener<S>>();
  readonly #pending = new PendingRequests();
  readonly served: ServedRequests;
  readonly events = new HeardEvents();
  #state: Readonly<S>;
  #opened: Opened | undefined;
  #isClosed = false;

  /** @param host undefined where there is no front end: the widget keeps its state and is seen by nobody */
  constructor(definition: WidgetDefinition<S>, state: S, host: WidgetHost | undefined) {
    this.#definition = definition;
    this.#host = host;
    this.#state = Object.freeze({ ...state });
    this.served = new ServedRequests((message, buffers) => this.sendCustom(message, buffers));
  }

  /** The values as they are now. */
  get state(): Readonly<S> {
    return this.#state;
  }

  /** True once it was closed, here or at the front end. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The id under which views find it, opened at the front end if it was not yet; undefined without a front end and once closed. */
  modelId(): string | undefined {
    if (this.#isClosed || !this.#host) return undefined;
    this.#opened ??= this.#open(this.#host);
    return this.#opened.comm.id;
  }

  /** Changes values and shows them in all views. Listeners are not told: they hear of what people do. */
  set(change: Partial<S>): void {
    this.#state = Object.freeze({ ...this.#state, ...change });
    this.#sendState("update", change);
  }

  /** Calls the listener with each change that a person makes; the result ends that. */
  onChange(listener: ChangeListener<S>): () => void {
    const entry: ChangeListener<S> = (change, state) => listener(change, state);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  /**
   * The state after the next change that a person makes.
   *
   * Errors: Aborted when the signal fires, or when the widget is closed meanwhile.
   */
  async changed(signal?: AbortSignal): Promise<Readonly<S>> {
    if (this.#isClosed) throw closed();
    let end = () => {};
    const wait = (send: (id: string) => void) => this.#pending.ask(send, () => {}, signal);
    try {
      await wait((id) => {
        end = this.onChange(() => this.#pending.answer(id, { body: null, buffers: [] }));
      });
      return this.#state;
    } finally {
      end();
    }
  }

  /**
   * Asks the views; the first that is there answers.
   *
   * Errors: NotConnected when the widget is not shown, and after 5 s in which no page has said that it has begun; Aborted when the signal fires or the widget is closed.
   */
  request(name: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
    if (!this.#opened || this.#isClosed)
      return Promise.reject(
        new EmError("NotConnected", "the widget is not shown anywhere", { fix: "Show it first: display(widget)." }),
      );
    return this.#pending.ask(
      (id) => this.sendCustom({ kind: "request", id, name, body }),
      (id) => this.sendCustom({ kind: "abort", id }),
      signal,
      mostSilenceMs,
    );
  }

  /** Sends a custom message to all views; nothing when there is none. */
  sendCustom(content: CustomMessage, buffers: readonly Uint8Array[] = []): void {
    this.#opened?.comm.send({ method: "custom", content }, { buffers });
  }

  /** Takes the widget out of the notebook. A second call does nothing. */
  close(): void {
    const opened = this.#opened;
    this.#ended();
    opened?.comm.close();
    opened?.layout.close();
  }

  #open(host: WidgetHost): Opened {
    const layout = host.open(plainLayout);
    const names = namesOf(this.#definition.name);
    const base = { layout: `IPY_MODEL_${layout.id}`, _dom_classes: [], tabbable: null, tooltip: null };
    const comm = host.open({ names, values: () => ({ ...base, ...this.#state }) });
    comm.onMessage((message) => this.#receive(message));
    comm.onClose(() => this.#ended());
    return { comm, layout };
  }

  #receive({ data, buffers }: PortMessage): unknown {
    if (data["method"] === "request_state") return this.#sendState("update", this.#state);
    if (data["method"] === "update" && isRecord(data["state"]))
      return this.#change(joinBuffers(data["state"], data["buffer_paths"], buffers));
    const message = data["method"] === "custom" ? readCustomMessage(data["content"]) : undefined;
    return message && this.#custom(message, buffers);
  }

  /**
   * Takes over what may be taken over. All views are then told of each value that was given, as it is now: the one that sent it waits
   * for that, and until then leaves out what it hears of the value from other pages.
   */
  #change(given: Readonly<Record<string, unknown>>): void {
    const { change, refused } = readChange(this.#definition.traits, given);
    this.#state = Object.freeze({ ...this.#state, ...change });
    const names = [...Object.keys(change), ...refused] as (keyof S)[];
    if (names.length > 0) this.#sendState("echo_update", pick(this.#state, names));
    if (Object.keys(change).length === 0) return;
    for (const listener of [...this.#listeners]) listener(change, this.#state);
  }

  #custom(message: CustomMessage, buffers: readonly Uint8Array[]): unknown {
    switch (message.kind) {
      case "request":
        return this.served.serve(message.id, message.name, message.body, buffers);
      case "abort":
        return this.served.abort(message.id);
      case "progress":
        return this.#pending.begun(message.id);
      case "answer":
        return this.#pending.answer(message.id, { body: message.body, buffers });
      case "failure":
        return this.#pending.fail(message.id, viewFailed(message.reason));
      case "event":
        return this.events.hear(message.name, message.body);
      default:
        return undefined;
    }
  }

  #sendState(method: "update" | "echo_update", values: object): void {
    if (!this.#opened) return;
    const { state, bufferPaths, buffers } = splitBuffers({ ...values });
    this.#opened.comm.send({ method, state, buffer_paths: bufferPaths }, { buffers });
  }

  #ended(): void {
    this.#isClosed = true;
    this.#pending.failAll(closed());
    this.served.abortAll();
    this.#listeners.clear();
  }
}

function pick<S extends object>(state: S, names: readonly (keyof S)[]): Partial<S> {
  return Object.fromEntries(names.map((name) => [name, state[name]])) as Partial<S>;
}

function closed(): EmError {
  return new EmError("Aborted", "the widget was closed", { fix: "Make it again, and show it." });
}

function viewFailed(reason: string): EmError {
  return new EmError("Protocol", `the view could not do it: ${reason}`, { fix: "Show the widget, then try again." });
}
