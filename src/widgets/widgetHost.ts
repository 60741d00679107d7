import type { CommPort, CommsPort, PortMessage } from "./commPort.js";
import { type SplitState, splitBuffers } from "./splitBuffers.js";

/** The version of the protocol of Jupyter widgets that is spoken here. */
const protocol = { version: "2.1.0" };

/** The name and module of a widget's two halves at the front end. */
export interface WidgetNames {
  readonly _model_module: string;
  readonly _model_module_version: string;
  readonly _model_name: string;
  readonly _view_module: string;
  readonly _view_module_version: string;
  readonly _view_name: string | null;
}

/** A model that is open: what the host needs to tell of it. */
export interface OpenModel {
  readonly names: WidgetNames;
  /** All values as they are now. */
  values(): Readonly<Record<string, unknown>>;
}

/** The models of one kernel that are open at the front end. It brings them back after a reload of the page. */
export class WidgetHost {
  readonly #comms: CommsPort;
  readonly #open = new Map<string, OpenModel>();

  constructor(comms: CommsPort) {
    this.#comms = comms;
    comms.registerTarget("jupyter.widget.control", (comm) => {
      comm.onMessage((message) => this.#control(comm, message));
    });
  }

  /** The number of models that are open. @unitless */
  get openCount(): number {
    return this.#open.size;
  }

  /** Opens a model at the front end. A model that refers to another one is opened after it. */
  open(model: OpenModel): CommPort {
    const { state, bufferPaths, buffers } = splitBuffers({ ...model.names, ...model.values() });
    const data = { state, buffer_paths: bufferPaths };
    const comm = this.#comms.open("jupyter.widget", { data, buffers, metadata: protocol });
    this.#open.set(comm.id, model);
    comm.onClose(() => void this.#open.delete(comm.id));
    return comm;
  }

  /** Answers the front end, which asks for all models in one message when a notebook is opened again. */
  #control(comm: CommPort, { data }: PortMessage): void {
    if (data["method"] !== "request_states") return;
    const states: Record<string, object> = {};
    const buffer_paths: (readonly string[])[] = [];
    const buffers: Uint8Array[] = [];
    for (const [id, model] of this.#open) {
      const split: SplitState = splitBuffers({ ...model.names, ...model.values() });
      const { _model_name, _model_module, _model_module_version } = model.names;
      states[id] = {
        model_name: _model_name,
        model_module: _model_module,
        model_module_version: _model_module_version,
        state: split.state,
      };
      buffer_paths.push(...split.bufferPaths.map((path) => [id, "state", ...path]));
      buffers.push(...split.buffers);
    }
    comm.send({ method: "update_states", states, buffer_paths }, { buffers });
  }
}
