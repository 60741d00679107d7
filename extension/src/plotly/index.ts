import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { FigureOutput } from "./figureOutput.js";

/** The format of plotly figures in a notebook. */
export const plotlyMimeType = "application/vnd.plotly.v1+json";

/** Draws plotly figures in outputs; plotly itself is loaded when the first of them appears. */
const extension: IRenderMime.IExtension = {
  id: "emlab-extension:plotly",
  description: "Draws plotly figures in the colours of the theme.",
  rendererFactory: {
    safe: true,
    mimeTypes: [plotlyMimeType],
    createRenderer: ({ mimeType }) => new FigureOutput(mimeType),
  },
  rank: 0,
  dataType: "json",
};

// biome-ignore lint/style/noDefaultExport: JupyterLab takes the default export of a mime extension.
export default extension;
