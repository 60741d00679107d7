import { EmError } from "../../core/error.js";

/** Asks the person at the screen a question and gives what was typed. */
export type Ask = (question: string) => Promise<string>;

/**
 * Whether hardware may be changed: only after a person has typed its name, once in the life of a guard.
 *
 * There is no option that does the same, so "Run All" on somebody else's notebook moves nothing in a laboratory.
 */
export class Arming {
  readonly #instrument: string;
  #isArmed: boolean;

  constructor(instrument: string, isHardware: boolean) {
    this.#instrument = instrument;
    this.#isArmed = !isHardware;
  }

  get isArmed(): boolean {
    return this.#isArmed;
  }

  /** Errors: NotArmed when something else was typed; BadOption without a function that asks. */
  async arm(ask: Ask): Promise<void> {
    if (this.#isArmed) return;
    if (typeof ask !== "function") {
      throw new EmError("BadOption", "arm takes a function that asks the person at the screen", {
        fix: "Give arm a function that shows its question and resolves with what was typed.",
      });
    }
    const question = `This moves and exposes a real instrument. Type its name to arm it for this session: ${this.#instrument}`;
    const typed = String(await ask(question)).trim();
    if (typed !== this.#instrument) {
      throw new EmError("NotArmed", `"${typed.slice(0, 60)}" is not the name of the instrument: nothing was armed`, {
        fix: `Arm again and type ${this.#instrument}.`,
      });
    }
    this.#isArmed = true;
  }

  /** Errors: NotArmed, before anything changes. */
  require(operation: string): void {
    if (this.#isArmed) return;
    throw new EmError("NotArmed", `${operation} would change ${this.#instrument}, which is hardware and is not armed`, {
      fix: `Run await em.arm(${JSON.stringify(this.#instrument)}) in a cell of its own, once per session, and connect again. Reading needs no arming; to practise, connect to a twin.`,
    });
  }
}
