import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import type { Capabilities, Instrument } from "../../instrument/port.js";
import { factTable } from "./factTable.js";

/** What em.connect has connected to: what it can do, where recordings go; as the last line of a cell it is a table. */
export class ConnectionReport implements Displayable {
  readonly address: string;
  readonly kind: Instrument["kind"];
  readonly capabilities: Capabilities;
  /** true: something moves in a laboratory. */
  readonly isHardware: boolean;
  /** true: it may be moved and exposed. Twins and replays always may. */
  readonly isArmed: boolean;
  /** The folder in which the run gets a folder of its own when something is recorded; undefined where recordings are not written. */
  readonly runs: string | undefined;
  readonly remarks: readonly string[];

  constructor(
    parts: Pick<ConnectionReport, "address" | "kind" | "isHardware" | "isArmed" | "capabilities" | "runs" | "remarks">,
  ) {
    this.address = parts.address;
    this.kind = parts.kind;
    this.isHardware = parts.isHardware;
    this.isArmed = parts.isArmed;
    this.capabilities = parts.capabilities;
    this.runs = parts.runs;
    this.remarks = Object.freeze([...parts.remarks]);
    Object.freeze(this);
  }

  [displaySymbol](): MimeBundle {
    const { axes, hasPiezo, imageDetectors, autoFunctions, mostPx } = this.capabilities;
    const rows = [
      ["what it is", this.#what()],
      ["stage", `${axes.join(", ") || "none"}${hasPiezo ? "; piezo in x and y" : ""}`],
      ["image detectors", imageDetectors.join(", ") || "none"],
      ["spectra and diffraction", this.#others().join(", ") || "none"],
      ["automatic functions", autoFunctions.join(", ") || "none"],
      ["largest frame", `${mostPx} x ${mostPx} px`],
      ["recordings", this.runs === undefined ? "stay in memory" : `a folder in ${this.runs}`],
    ];
    return factTable(`Connected to ${this.address}`, ["", ""], rows, this.remarks);
  }

  #what(): string {
    if (this.isHardware) return `a microscope, ${this.isArmed ? "armed: it moves and exposes" : "not armed"}`;
    return this.kind === "replay" ? "a finished run that is played back" : "a digital twin";
  }

  #others(): string[] {
    const { hasEds, hasEels, hasDiffraction } = this.capabilities;
    return [hasEds && "EDS", hasEels && "EELS", hasDiffraction && "diffraction"].filter((name) => name !== false);
  }
}
