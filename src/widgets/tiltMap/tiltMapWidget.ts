import { noEdits } from "../../messages/tiltMap/mapEdits.js";
import type { MapTilt, TiltMapModel } from "../../messages/tiltMap/tiltMapModel.js";
import { type MapSeries, type TiltMapState, tiltMapTraits } from "../../messages/tiltMap/tiltMapState.js";
import { displaySymbol, viewBundle } from "../viewBundle.js";
import type { WidgetHost } from "../widgetHost.js";
import { WidgetModel } from "../widgetModel.js";
import { StageLink } from "./stageLink.js";
import {
  checkedMap,
  checkedTilt,
  type GrainReadings,
  mapOfState,
  readingsOf,
  type TiltMapValue,
  type TiltSeries,
} from "./tiltMapValue.js";
import type { TiltStage } from "./tiltStage.js";

const definition = { name: "TiltMap", traits: tiltMapTraits };

/** What is lent to a tilt map by the kernel that it runs in. */
export interface TiltMapSession {
  readonly host: WidgetHost | undefined;
  readonly stage: TiltStage;
  /** The signal of the running cell. */
  signal(): AbortSignal | undefined;
  /** The tilts of a series, by the geometry of holders. */
  seriesTilts(map: TiltMapModel, series: MapSeries): TiltSeries["tilts"];
  /** A picture of the map with its zones as text. */
  still(map: TiltMapModel, value: TiltMapValue): Readonly<Record<string, unknown>>;
}

/** What listeners are told of: not how the stage moves. */
const asked = ["edits", "planned", "lockedId", "series"] as const;

/**
 * A map of the tilts of a double-tilt holder, with the zone axes of one or more crystals. As the last line of a cell it shows itself.
 * What it plans moves nothing: a person presses Go, or code calls em.stage.moveTo.
 *
 * @example
 * const orientation = { pole: "[001]", alphaDeg: 0, betaDeg: 0, phiDeg: 0 };
 * const map = em.widgets.tiltMap(em.carto.map({ title: "copper", grains: [{ name: "A", phase: "Cu", orientation }] }));
 * display(map);
 * const { planned } = await map.changed();
 */
export class TiltMapWidget {
  readonly #session: TiltMapSession;
  readonly #model: WidgetModel<TiltMapState>;
  readonly #link: StageLink;

  /** Errors: BadOption unless it is a tilt map. */
  constructor(map: TiltMapModel, session: TiltMapSession) {
    this.#session = session;
    const model = checkedMap("em.widgets.tiltMap", map);
    this.#model = new WidgetModel<TiltMapState>(definition, { ...first, model }, session.host);
    this.#link = new StageLink(this.#model, session.stage);
  }

  /** Where the stage reports to be; null while nothing is connected, and until the map is shown. */
  get current(): MapTilt | null {
    return this.#model.state.current;
  }

  /** The tilt that is planned, by a person or by `plan`; null for none. */
  get planned(): MapTilt | null {
    return this.#model.state.planned;
  }

  /** The map with what a person has changed: orientations turned or fitted, readings, features. */
  get map(): TiltMapModel {
    return mapOfState(this.#model.state);
  }

  /** The readings of each grain that has any. */
  get readings(): readonly GrainReadings[] {
    return readingsOf(this.map);
  }

  /** The tilts of the series that a person has chosen; null for none. */
  get series(): TiltSeries | null {
    const { series } = this.#model.state;
    return series && { ...series, tilts: this.#session.seriesTilts(this.map, series) };
  }

  /** All of this at once. */
  get value(): TiltMapValue {
    const { current, planned, map, readings, series } = this;
    return { current, planned, map, readings, series };
  }

  /**
   * Plans a tilt in all views, or with null plans none. Nothing moves.
   *
   * Errors: BadOption unless both angles are numbers, α within ±90° and β within ±180°.
   *
   * @example
   * map.plan({ alphaDeg: 35.3, betaDeg: 45 });
   */
  plan(tilt: MapTilt | null): this {
    this.#model.set({ planned: tilt === null ? null : checkedTilt("plan", tilt) });
    this.#link.look();
    return this;
  }

  /**
   * Shows another map in all views; what a person had changed of the old one is given up, and so are its plan and its series.
   *
   * Errors: BadOption unless it is a tilt map.
   *
   * @example
   * map.set(em.carto.map({ title: "another grain", grains }));
   */
  set(map: TiltMapModel): this {
    const { current, visited, instrument } = this.#model.state;
    this.#model.set({ ...first, current, visited, instrument, model: checkedMap("set", map) });
    return this;
  }

  /**
   * What is planned, read and chosen, after a person has next changed any of it at the front end.
   *
   * Errors: Aborted when the cell is interrupted, or the widget closed.
   */
  async changed({ signal = this.#session.signal() }: { signal?: AbortSignal } = {}): Promise<TiltMapValue> {
    await this.#model.changed(signal);
    return this.value;
  }

  /** Calls the listener whenever a person has planned, read or chosen something; the result ends that. */
  onChange(listener: (value: TiltMapValue) => void): () => void {
    return this.#model.onChange((change) => {
      if (asked.some((name) => name in change)) listener(this.value);
    });
  }

  /** The map as it is shown now, as the text of an SVG. Errors: NotConnected when it is not shown; Aborted; Protocol. */
  async snapshot({ signal = this.#session.signal() }: { signal?: AbortSignal } = {}): Promise<string> {
    const { buffers } = await this.#model.request("snapshot", null, signal);
    return new TextDecoder().decode(buffers[0]);
  }

  /** Takes it out of the notebook, and looks at the stage no more. A motion that it has begun is stopped. */
  close(): void {
    this.#link.end();
    this.#model.close();
  }

  [displaySymbol](): Readonly<Record<string, unknown>> {
    const id = this.#model.modelId();
    if (id !== undefined) this.#link.begin();
    return viewBundle(id, this.#session.still(this.map, this.value));
  }
}

const first: Omit<TiltMapState, "model"> = {
  edits: noEdits,
  past: [],
  future: [],
  current: null,
  planned: null,
  lockedId: null,
  series: null,
  visited: [],
  instrument: null,
  dryRun: null,
  goingTo: null,
};
