import { type Displayable, displaySymbol, type MimeBundle } from "../../display/mimeBundle.js";
import type { Capabilities, Instrument } from "../../instrument/port.js";
import { factTable } from "./factTable.js";

/** What em.connect has connected to: what it can do, where recordings go; as the last line of a cell it is a table. */
export class ConnectionReport implements Displayable {
  readonly address: string;
  readonly kind: Instrument["kind"];
  readonly capabilities: Capabilities;
  /** The folder of the run; undefined while nothing has been recorded, or where recordings stay in memory. */
  readonly runs: string | undefined;
  readonly remarks: readonly string[];

  constructor(parts: Pick<ConnectionReport, "address" | "kind" | "capabilities" | "runs" | "remarks">) {
    this.address = parts.address;
    this.kind = parts.kind;
    this.capabilities = parts.capabilities;
    this.runs = parts.runs;
    this.remarks = Object.freeze([...parts.remarks]);
    Object.freeze(this);
  }

  [displaySymbol](): MimeBundle {
    const { axes, hasPiezo, imageDetectors, autoFunctions, mostPx } = this.capabilities;
    const rows = [
      ["stage", `${axes.join(", ") || "none"}${hasPiezo ? "; piezo in x and y" : ""}`],
      ["image detectors", imageDetectors.join(", ") || "none"],
      ["spectra and diffraction", this.#others().join(", ") || "none"],
      ["automatic functions", autoFunctions.join(", ") || "none"],
      ["largest frame", `${mostPx} x ${mostPx} px`],
    ];
    return factTable(`Connected to ${this.address}`, ["", ""], rows, this.remarks);
  }

  #others(): string[] {
    const { hasEds, hasEels, hasDiffraction } = this.capabilities;
    return [hasEds && "EDS", hasEels && "EELS", hasDiffraction && "diffraction"].filter((name) => name !== false);
  }
}
