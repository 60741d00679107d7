import { IJupyterWidgetRegistry } from "@jupyter-widgets/base";
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { widgetModule, widgetModuleVersion } from "../../src/messages/widgetModule.js";

/** Tells JupyterLab of our widgets; their code is loaded when the first is shown. */
export const widgetsPlugin: JupyterFrontEndPlugin<void> = {
  id: "emlab-extension:widgets",
  description: "The widgets of emlab.",
  autoStart: true,
  requires: [IJupyterWidgetRegistry],
  activate(_app: JupyterFrontEnd, registry: IJupyterWidgetRegistry) {
    registry.registerWidget({
      name: widgetModule,
      version: widgetModuleVersion,
      exports: async () => (await import("./widgets/widgetClasses.js")).widgetClasses,
    });
  },
};
