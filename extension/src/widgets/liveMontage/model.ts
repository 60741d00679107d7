import { readLiveMontageState } from "../../../../src/messages/liveMontage/liveMontageState.js";
import { EmlabModel } from "../emlabModel.js";
import { binFor } from "./montageBox.js";
import { type AskKernel, TileStore } from "./tileStore.js";

/** Told to the views of a page when tiles have come. */
export const tilesCome = "emlab:tiles";

/** The state of a live montage at the front end, and the tiles that have come to this page: all its views show the same. */
export class LiveMontageModel extends EmlabModel {
  store!: TileStore;

  /** Asks the kernel for tiles. */
  get ask(): AskKernel {
    return (name, body, signal) => this.requests.ask(name, body, signal);
  }

  override get kind(): string {
    return "LiveMontage";
  }

  override defaults() {
    return {
      ...super.defaults(),
      ...{ title: "", tileWidthPx: 0, tileHeightPx: 0, pixelNm: 0, valueUnit: "", runState: "planned", problem: "" },
      ...{ waitsFor: "" },
      ...{ tiles: [], progress: null, plannedMove: null, classes: [], classProblem: "" },
      ...{ isClassifying: false, classOpacityFraction: 0.45, positions: "measured", isBlended: true },
      ...{ areArrowsShown: true, overlay: "none", colourMap: "grey", low: null, high: null, gamma: 1 },
    };
  }

  override initialize(attributes: Backbone.ObjectHash, options: Parameters<EmlabModel["initialize"]>[1]): void {
    super.initialize(attributes, options);
    this.store = new TileStore(this.ask, () => this.trigger(tilesCome));
    this.listenTo(this, "change:tiles", () => this.wantTiles());
    this.listenTo(this, "comm_live_update", () => {
      this.store.askAgain();
      this.wantTiles();
    });
  }

  override close(isClosedAlready = false): Promise<void> {
    this.store.dispose();
    return super.close(isClosedAlready);
  }

  /** Asks for the tiles that are there and have not come yet; a page that shows none asks for none. */
  wantTiles(): void {
    const { state } = readLiveMontageState((name) => this.get(name));
    if (!state || !this.comm_live || Object.keys(this.views ?? {}).length === 0) return;
    const wanted = state.tiles.map(({ index, status, classMap }) => ({ index, isTaken: status === "taken", classMap }));
    this.store.want(wanted, binFor(state));
  }
}
