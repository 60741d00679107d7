import { pngOf, saveAs } from "../../canvas/exportPng.js";
import type { ImageCanvas } from "../../canvas/imageCanvas.js";
import type { ImageActions } from "./controls.js";

/** Saves all of an image, with what lies over it, as PNG or as SVG; what the browser cannot make is told in words. */
export function saveActions(
  canvas: ImageCanvas,
  title: () => string,
  tell: (text: string) => void,
): Pick<ImageActions, "save" | "saveSvg"> {
  const save = async (ending: string, make: () => Promise<Blob>): Promise<void> => {
    try {
      saveAs(await make(), title(), ending);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      tell(`Not saved: ${reason}. The image may be too large for the browser.`);
    }
  };
  return {
    save: () => void save("png", () => pngOf(canvas.picture())),
    saveSvg: () => void save("svg", async () => new Blob([canvas.svg(title())], { type: "image/svg+xml" })),
  };
}
