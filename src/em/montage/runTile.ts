import type { Micrograph } from "../../core/micrograph.js";
import type { PlannedTile } from "../../ops/montage/tilePlan.js";
import type { MontagePlace, MontageTile, TileStatus } from "../../widgets/liveMontage/montageRun.js";
import { type Taken, takenImage } from "../instrument/takenImage.js";

/** What becomes of a tile while a run goes on. */
export interface TileNews {
  readonly status?: TileStatus;
  readonly reason?: string;
  readonly taken?: Taken;
  readonly reported?: MontagePlace;
  readonly measured?: MontagePlace;
}

/** A tile of a run, from its plan to its image. The frame is kept as the detector gave it; a micrograph is made when it is asked for. */
export class RunTile implements MontageTile {
  readonly planned: PlannedTile;
  #news: TileNews = {};
  #image: WeakRef<Micrograph> | undefined;

  constructor(planned: PlannedTile) {
    this.planned = planned;
  }

  /** In the order in which they are taken, from 0. @unitless */
  get index(): number {
    return this.planned.index;
  }

  /** From the left, from 0. @unitless */
  get column(): number {
    return this.planned.column;
  }

  /** From the top, from 0. @unitless */
  get row(): number {
    return this.planned.row;
  }

  get status(): TileStatus {
    return this.#news.status ?? "planned";
  }

  get reason(): string | undefined {
    return this.#news.reason;
  }

  get commanded(): MontagePlace {
    return { xNm: this.planned.xNm, yNm: this.planned.yNm };
  }

  get reported(): MontagePlace | undefined {
    return this.#news.reported;
  }

  get measured(): MontagePlace | undefined {
    return this.#news.measured;
  }

  get doseEPerA2(): number | undefined {
    return this.#news.taken?.recording.conditions.doseEPerA2;
  }

  /** The recording behind it; once it is taken. */
  get taken(): Taken | undefined {
    return this.#news.taken;
  }

  image(): Micrograph | undefined {
    const { taken } = this.#news;
    if (!taken) return undefined;
    const made = this.#image?.deref() ?? takenImage(taken.recording, taken.by);
    // A neighbour and the views ask for it again soon.
    this.#image = new WeakRef(made);
    return made;
  }

  /** Says what has become of it. */
  tell(news: TileNews): void {
    this.#news = { ...this.#news, ...news };
  }
}
