import type { ExportMap } from "@jupyter-widgets/base";
import { ImageModel } from "./image/model.js";
import { ImageView } from "./image/view.js";
import { LiveMontageModel } from "./liveMontage/model.js";
import { LiveMontageView } from "./liveMontage/view.js";
import { SupportSetModel } from "./supportSet/model.js";
import { SupportSetView } from "./supportSet/view.js";

/** The classes that saved notebooks and the kernel may name; without a prototype, so that no other name finds anything. */
export const widgetClasses = Object.assign(Object.create(null), {
  ...{ ImageModel, ImageView },
  ...{ LiveMontageModel, LiveMontageView },
  ...{ SupportSetModel, SupportSetView },
}) as ExportMap;
