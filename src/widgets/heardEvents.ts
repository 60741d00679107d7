/** Takes what a view has told: the body is to be looked at before it is used. */
export type EventHandler = (body: unknown) => void;

/** The events of a widget's views: messages that want no answer. */
export class HeardEvents {
  readonly #handlers = new Map<string, EventHandler>();

  /** Sets who takes the events of a name. */
  handle(name: string, handler: EventHandler): void {
    this.#handlers.set(name, handler);
  }

  /** Hands an event over; one that nobody takes is dropped. */
  hear(name: string, body: unknown): void {
    this.#handlers.get(name)?.(body);
  }
}
