import { DOMWidgetModel } from "@jupyter-widgets/base";
import { widgetModule, widgetModuleVersion } from "../../../src/messages/widgetModule.js";
import { type Answerer, KernelRequests } from "./kernelRequests.js";

/** A custom message may hold whatever its body holds; what JSON cannot hold does not arrive. */
type Json = Parameters<DOMWidgetModel["send"]>[0];

/** A view that can give a picture of what it shows: the bytes of a PNG, or of an SVG. */
export interface Pictured {
  snapshot(): Promise<ArrayBuffer>;
}

/** The front end's half of a widget's state: what all our widgets share. */
export abstract class EmlabModel extends DOMWidgetModel {
  /** "Image" for the classes ImageModel and ImageView. */
  abstract get kind(): string;

  requests!: KernelRequests;

  override defaults() {
    return {
      ...super.defaults(),
      _model_module: widgetModule,
      _model_module_version: widgetModuleVersion,
      _model_name: `${this.kind}Model`,
      _view_module: widgetModule,
      _view_module_version: widgetModuleVersion,
      _view_name: `${this.kind}View`,
    };
  }

  override initialize(attributes: Backbone.ObjectHash, options: Parameters<DOMWidgetModel["initialize"]>[1]): void {
    super.initialize(attributes, options);
    this.requests = new KernelRequests(
      (content, buffers) => this.send(content as unknown as Json, {}, buffers ? [...buffers] : []),
      this.answerers(),
      () => Object.keys(this.views ?? {}).length > 0,
    );
    this.listenTo(this, "msg:custom", (content: unknown, buffers: readonly DataView[] = []) =>
      this.requests.receive(content, buffers),
    );
    // A kernel that has gone answers nothing.
    this.listenTo(this, "comm_live_update", () => {
      if (!this.comm_live) this.requests.end("the kernel has gone");
    });
  }

  override close(isClosedAlready = false): Promise<void> {
    this.requests.end("the widget was closed");
    return super.close(isClosedAlready);
  }

  /** What the kernel may ask for, by name. */
  protected answerers(): Readonly<Record<string, Answerer>> {
    return { snapshot: async () => ({ buffers: [await this.#snapshot()] }) };
  }

  /** Of the first view that is there. */
  async #snapshot(): Promise<ArrayBuffer> {
    for (const view of Object.values(this.views ?? {})) {
      const shown = (await view) as unknown as Partial<Pictured>;
      if (shown.snapshot) return shown.snapshot();
    }
    throw new Error("the widget is not shown anywhere");
  }
}

/** Sends and saves the bytes of a trait: without it they would become JSON, and be lost. The copy lies in memory of its own. */
export const binaryTrait = {
  serialize(value: unknown): DataView | null {
    if (!ArrayBuffer.isView(value)) return null;
    return new DataView(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength));
  },
};
