import { editedMap } from "../../../../src/messages/tiltMap/mapEdits.js";
import type { MapGrain, MapMatrix3, MapTilt, TiltMapModel } from "../../../../src/messages/tiltMap/tiltMapModel.js";
import type { TiltMapState } from "../../../../src/messages/tiltMap/tiltMapState.js";
import { seriesTilts } from "../../../../src/ops/carto/drawing/features.js";
import { mismatchDegOf } from "../../../../src/ops/carto/drawing/fitGrain.js";
import type { SceneParts } from "../../../../src/ops/carto/drawing/mapScene.js";
import { type MapLayer, mapLayers } from "../../../../src/ops/carto/drawing/marks.js";
import { type NamedLimit, type ZoneRow, zoneRows } from "../../../../src/ops/carto/drawing/zoneRows.js";

/** How one view shows the map: its own affair, which no other view and no kernel hears of. */
export interface MapLook {
  readonly layers: ReadonlySet<MapLayer>;
  readonly hiddenIds: ReadonlySet<string>;
  /** Tilt at the edge of the tip/tilt map. */
  readonly rangeDeg: number;
  /** The tilt in its middle. */
  readonly centre: MapTilt;
  readonly roundKind: "stereographic" | "equal-area";
  /** One tip/tilt map for each grain, instead of both views of all. */
  readonly isSideBySide: boolean;
  /** Families of zones that are shown, those of low indices first; undefined for as many as can be told apart. @unitless */
  readonly mostFamilies: number | undefined;
  /** The grain that readings and turns by hand are of. */
  readonly activeId: string | undefined;
}

/** A grain that is turned by hand just now. */
export interface MapDraft {
  readonly grainId: string;
  readonly orientation: MapMatrix3;
}

/** A grain that is shown, with its place among all grains and its zones. */
export interface ShownGrain {
  readonly grain: MapGrain;
  readonly index: number;
  readonly rows: readonly ZoneRow[];
}

const zero: MapTilt = { alphaDeg: 0, betaDeg: 0 };
/** With more zones than this in a grain, only so many families are shown at first; and while a grain is turned. @unitless */
const manyZones = 150;
const usualFamilies = 12;
const quiet: readonly MapLayer[] = ["take-off", "uncertainty"];

/** How a map is shown at first. */
export const firstLook: MapLook = {
  layers: new Set(mapLayers.filter((layer) => !quiet.includes(layer))),
  hiddenIds: new Set(),
  rangeDeg: 45,
  centre: zero,
  roundKind: "stereographic",
  isSideBySide: false,
  mostFamilies: undefined,
  activeId: undefined,
};

/** A tilt map as it is shown: the state, what this view makes of it, and what follows from both. What follows is kept until it changes. */
export class ShownMap {
  readonly state: TiltMapState;
  readonly look: MapLook;
  readonly draft: MapDraft | undefined;
  readonly #kept: Kept;

  constructor(state: TiltMapState, look: MapLook = firstLook, draft?: MapDraft, before?: ShownMap) {
    this.state = state;
    this.look = look;
    this.draft = draft;
    this.#kept = before?.isOf(state) ? before.#kept : { edited: editedMap(state.model, state.edits), rows: new Map() };
  }

  /** Whether what is kept of the zones holds for a state as well. */
  isOf({ model, edits, current, instrument }: TiltMapState): boolean {
    const { state } = this;
    return (
      model === state.model &&
      edits === state.edits &&
      JSON.stringify([current, instrument?.limit]) === JSON.stringify([state.current, state.instrument?.limit])
    );
  }

  /** The map with its edits and with the grain that is turned just now. */
  get map(): TiltMapModel {
    const { draft } = this;
    const { edited } = this.#kept;
    if (!draft) return edited;
    this.#turned ??= {
      ...edited,
      grains: edited.grains.map((grain) =>
        grain.id === draft.grainId ? turnedGrain(grain, draft.orientation) : grain,
      ),
    };
    return this.#turned;
  }

  #turned: TiltMapModel | undefined;

  /** Where the stage is; zero tilt without one. */
  get here(): MapTilt {
    return this.state.current ?? zero;
  }

  /** Where a reading is taken: the reported tilt, or without a stage the planned one. */
  get readingTilt(): MapTilt {
    return this.state.current ?? this.state.planned ?? zero;
  }

  get limits(): readonly NamedLimit[] {
    const { model, instrument } = this.state;
    const own = instrument?.limit ? [{ name: "the instrument's limit", limit: instrument.limit }] : [];
    return [{ name: "the map's limit", limit: model.limit }, ...own];
  }

  /** The grains that are shown. */
  get grains(): readonly ShownGrain[] {
    return this.map.grains.flatMap((grain, index) =>
      this.look.hiddenIds.has(grain.id) ? [] : [{ grain, index, rows: this.#rowsOf(grain) }],
    );
  }

  /** All zones that are shown. */
  get rows(): readonly ZoneRow[] {
    return this.grains.flatMap(({ rows }) => rows);
  }

  /** True where zones have to say of which grain they are. */
  get isOfMany(): boolean {
    return this.map.grains.length > 1;
  }

  /** The grain that readings are of: the one that was chosen, or else the first that is shown. */
  get active(): MapGrain | undefined {
    const { grains } = this.map;
    return grains.find(({ id }) => id === this.look.activeId) ?? this.grains[0]?.grain ?? grains[0];
  }

  /** The tilts of the series; none where its feature is gone. */
  get seriesTilts(): SceneParts["series"] {
    const { series } = this.state;
    const feature = series && this.map.features.find(({ id }) => id === series.featureId);
    return feature ? seriesTilts(feature, series, this.limits) : [];
  }

  /** What is drawn, of all shown grains or of one. */
  parts(onlyId?: string): SceneParts {
    const { current, planned, visited, edits } = this.state;
    const grains = this.grains.filter(({ grain }) => onlyId === undefined || grain.id === onlyId);
    return {
      map: { ...this.map, grains: grains.map(({ grain }) => grain) },
      rows: grains.map(({ rows }) => rows),
      grainIndices: grains.map(({ index }) => index),
      limits: this.limits,
      ...{ current, planned, visited },
      series: this.seriesTilts,
      traces: edits.traces,
    };
  }

  /** Families that are shown. @unitless */
  get familyCount(): number {
    const { mostFamilies } = this.look;
    const isCrowded = this.state.model.grains.some(({ zones }) => zones.length > manyZones);
    const count = mostFamilies ?? (isCrowded ? usualFamilies : Number.POSITIVE_INFINITY);
    return this.draft ? Math.min(count, usualFamilies) : count;
  }

  #rowsOf(grain: MapGrain): readonly ZoneRow[] {
    const count = this.familyCount;
    const ofCount = this.#kept.rows.get(count) ?? new WeakMap<MapGrain, readonly ZoneRow[]>();
    this.#kept.rows.set(count, ofCount);
    const rows = ofCount.get(grain) ?? zoneRows(grain, this.here, this.limits).filter(({ zone }) => zone.rank < count);
    ofCount.set(grain, rows);
    return rows;
  }
}

interface Kept {
  readonly edited: TiltMapModel;
  /** By how many families are shown. */
  readonly rows: Map<number, WeakMap<MapGrain, readonly ZoneRow[]>>;
}

function turnedGrain(grain: MapGrain, orientation: MapMatrix3): MapGrain {
  return { ...grain, orientation, mismatchDeg: mismatchDegOf(grain, orientation) };
}
