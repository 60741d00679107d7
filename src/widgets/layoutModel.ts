import type { OpenModel, WidgetNames } from "./widgetHost.js";

const base = { module: "@jupyter-widgets/base", version: "2.0.0" } as const;

const names: WidgetNames = {
  _model_module: base.module,
  _model_module_version: base.version,
  _model_name: "LayoutModel",
  _view_module: base.module,
  _view_module_version: base.version,
  _view_name: "LayoutView",
};

/** The place that a widget takes up, as the front end's own model of it: every widget has one, opened before it. */
export const plainLayout: OpenModel = { names, values: () => ({}) };
