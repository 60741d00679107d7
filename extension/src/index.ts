import { panelPlugin } from "./panel/panelPlugin.js";
import { widgetsPlugin } from "./widgetsPlugin.js";

// biome-ignore lint/style/noDefaultExport: JupyterLab takes the plugins of an extension from its default export.
export default [widgetsPlugin, panelPlugin];
