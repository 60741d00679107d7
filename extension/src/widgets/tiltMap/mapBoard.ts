import type { MapTilt } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import { element } from "../element.js";
import { MapPlot } from "./mapPlot.js";
import type { ShownMap } from "./shownMap.js";
import { type ZoneTip, zoneTip } from "./zoneTip.js";

const keysText =
  "Arrows move the cursor by 1 degree, with Shift by 0.1; Tab or right bracket goes to the next zone; Enter plans; T turns the grain by keys; C centres; G and then Enter goes; Escape aborts, and then Tab leaves.";

/** The drawings side by side: both views of all grains, or one map for each grain. */
export class MapBoard {
  readonly element: HTMLElement;
  readonly tip: ZoneTip = zoneTip();
  #plots: readonly MapPlot[] = [];
  #key = "";
  readonly #prepare: (plot: MapPlot) => void;

  /** @param prepare is given each drawing that is made, to listen to it */
  constructor(prepare: (plot: MapPlot) => void) {
    this.#prepare = prepare;
    this.element = element("div", { className: "emlab-map-board" }, [this.tip.element]);
  }

  get plots(): readonly MapPlot[] {
    return this.#plots;
  }

  /** The place in the page has changed. */
  measure(): void {
    for (const plot of this.#plots) plot.measure();
  }

  draw(shown: ShownMap, cursor: MapTilt | undefined, isCoarse: boolean): void {
    this.#make(shown);
    for (const plot of this.#plots) {
      plot.fit(shown.look);
      plot.draw(shown, cursor, isCoarse);
    }
  }

  /** Shows on the other drawings where the pointer is on one. */
  link(from: MapPlot, tilt: MapTilt | undefined): void {
    for (const plot of this.#plots) plot.point(plot === from ? undefined : tilt);
  }

  #make({ look, grains, map }: ShownMap): void {
    const isAside = look.isSideBySide && grains.length > 0;
    const key = JSON.stringify([
      isAside && grains.map(({ grain }) => [grain.id, grain.name]),
      look.roundKind,
      map.title,
    ]);
    if (key === this.#key) return;
    this.#key = key;
    const name = look.roundKind === "stereographic" ? "Stereographic map" : "Equal-area map";
    const plots = isAside
      ? grains.map(({ grain }) => new MapPlot("tip-tilt", `Tip/tilt map of ${grain.name}`, keysText, grain.id))
      : [new MapPlot("tip-tilt", "Tip/tilt map", keysText), new MapPlot(look.roundKind, name, keysText)];
    const hadFocus = this.element.contains(document.activeElement);
    for (const plot of this.#plots) plot.element.remove();
    this.#plots = plots;
    this.element.prepend(...plots.map((plot) => plot.element));
    this.measure();
    for (const plot of plots) this.#prepare(plot);
    if (hadFocus) plots[0]?.svg.focus({ preventScroll: true });
  }
}
