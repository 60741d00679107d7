import type { ExportMap } from "@jupyter-widgets/base";
import { ImageModel } from "./image/model.js";
import { ImageView } from "./image/view.js";
import { LiveModel } from "./live/model.js";
import { LiveView } from "./live/view.js";
import { LiveMontageModel } from "./liveMontage/model.js";
import { LiveMontageView } from "./liveMontage/view.js";
import { SupportSetModel } from "./supportSet/model.js";
import { SupportSetView } from "./supportSet/view.js";
import { TiltMapModel } from "./tiltMap/model.js";
import { TiltMapView } from "./tiltMap/view.js";

/** The classes that saved notebooks and the kernel may name; without a prototype, so that no other name finds anything. */
export const widgetClasses = Object.assign(Object.create(null), {
  ...{ ImageModel, ImageView },
  ...{ LiveModel, LiveView },
  ...{ LiveMontageModel, LiveMontageView },
  ...{ SupportSetModel, SupportSetView },
  ...{ TiltMapModel, TiltMapView },
}) as ExportMap;
