import { EmError } from "../../src/core/error.js";
import { mediaFormats, nameOfKind, type Shown } from "./mediaFormats.js";
import type { OutputPort } from "./outputPort.js";
import { type PictureSize, pictureFormat } from "./pictureFormat.js";
import { plotlyFigure } from "./plotlyFigure.js";
import type { ShownIds } from "./shownIds.js";

/** Options of `display` and its formats. */
export interface DisplayOptions {
  /** A name for this output: the next one of the same cell and name takes its place, and `updateDisplay` finds it. */
  readonly id?: string | undefined;
}

/** The functions by which a cell shows something; outputDeclarations.ts says what they are to the user. */
export function displayGlobals(port: OutputPort, ids: ShownIds) {
  const publish = ({ data, metadata = {} }: Shown, options: DisplayOptions | undefined) => {
    const id = checkedId(options);
    const runId = port.owner();
    return port.publish(ids.messageType(runId, id), { data, metadata, transient: transientOf(id) }, runId);
  };
  const show = (messageType: string, value: unknown, id: string | undefined) =>
    port.show(messageType, value, (data) => ({ data, metadata: {}, transient: transientOf(id) }));

  const display = (value: unknown, options?: DisplayOptions) => {
    const id = checkedId(options);
    return show(ids.messageType(port.owner(), id), value, id);
  };
  for (const [name, format] of Object.entries(mediaFormats)) {
    Object.assign(display, {
      [name]: (content: unknown, options?: DisplayOptions) => publish(format(content), options),
    });
  }
  for (const kind of ["png", "jpeg"] as const) {
    Object.assign(display, {
      [kind]: (picture: unknown, options: DisplayOptions & PictureSize = {}) =>
        publish(pictureFormat(kind, picture, options), options),
    });
  }
  Object.assign(display, {
    plotly: (figure: unknown, options?: DisplayOptions) => publish(plotlyFigure(figure), options),
  });

  const updateDisplay = (id: string, value: unknown) => show("update_display_data", value, checkedId({ id }));
  const clear = ({ wait = false }: { wait?: boolean } = {}) => {
    ids.forget(port.owner());
    return port.publish("clear_output", { wait: Boolean(wait) });
  };
  return { display, updateDisplay, clear, clearOutput: clear };
}

function transientOf(id: string | undefined): { display_id?: string } {
  return id === undefined ? {} : { display_id: id };
}

function checkedId(options: DisplayOptions | undefined): string | undefined {
  const id = options?.id;
  if (id === undefined || (typeof id === "string" && id !== "")) return id;
  throw new EmError("BadOption", `the id of an output is ${id === "" ? "an empty text" : nameOfKind(id)}`, {
    fix: 'Give a text: display(value, { id: "status" }).',
  });
}
