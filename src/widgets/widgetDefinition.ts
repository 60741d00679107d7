import type { TraitTable } from "../messages/traits.js";
import { widgetModule, widgetModuleVersion } from "../messages/widgetModule.js";
import type { WidgetNames } from "./widgetHost.js";

/** What a kind of widget is: its name at the front end and the values of its state. */
export interface WidgetDefinition<S> {
  /** "Image" stands for the classes ImageModel and ImageView of the extension. */
  readonly name: string;
  readonly traits: TraitTable<S>;
}

/** The names under which the front end finds the two halves of a widget. */
export function namesOf(name: string): WidgetNames {
  return {
    _model_module: widgetModule,
    _model_module_version: widgetModuleVersion,
    _model_name: `${name}Model`,
    _view_module: widgetModule,
    _view_module_version: widgetModuleVersion,
    _view_name: `${name}View`,
  };
}
