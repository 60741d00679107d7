import type { Part } from "./checkFigure.js";

/** Colours of lines on light and on dark paper, at least 3:1 and told apart by colour-blind readers. After Okabe and Ito 2008. */
const lineColours = {
  light: ["#0072b2", "#d55e00", "#009e73", "#bb5f9b", "#8a7000", "#767676"],
  dark: ["#56b4e9", "#e69f00", "#2bbf93", "#cc79a7", "#f0e442", "#bdbdbd"],
};

/** Viridis (Smith and van der Walt 2015), at nine even places: its lightness rises evenly. */
const viridis = ["#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725"];
const scale = viridis.map((colour, i) => [i / (viridis.length - 1), colour]);

/**
 * The look of figures as a plotly template, taken from the theme's variables where the figure stands.
 *
 * A figure that brings its own template or colours keeps them.
 */
export function themeTemplate(node: Element): Part {
  const style = getComputedStyle(node);
  const read = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const paper = read("--jp-layout-color0", "#ffffff");
  const ink = read("--jp-content-font-color1", "#212121");
  const grid = read("--jp-border-color2", "#e0e0e0");
  const line = read("--jp-border-color0", "#9e9e9e");
  const axis = {
    gridcolor: grid,
    linecolor: line,
    tickcolor: line,
    zerolinecolor: line,
    showline: true,
    automargin: true,
  };
  const hover = { bgcolor: read("--jp-layout-color2", "#eeeeee"), bordercolor: line, font: { color: ink } };
  const scene = { gridcolor: grid, linecolor: line, zerolinecolor: line, showbackground: false };
  const mapped = [{ colorscale: scale }];
  return {
    data: { heatmap: mapped, contour: mapped, histogram2d: mapped, surface: mapped },
    layout: {
      paper_bgcolor: paper,
      plot_bgcolor: paper,
      font: { color: ink, family: read("--jp-ui-font-family", "sans-serif"), size: 13 },
      colorway: lineColours[document.body.dataset["jpThemeLight"] === "false" ? "dark" : "light"],
      colorscale: { sequential: scale, sequentialminus: scale },
      xaxis: axis,
      yaxis: axis,
      scene: { xaxis: scene, yaxis: scene, zaxis: scene },
      polar: {
        bgcolor: paper,
        angularaxis: { gridcolor: grid, linecolor: line },
        radialaxis: { gridcolor: grid, linecolor: line },
      },
      hoverlabel: hover,
      legend: { bgcolor: "rgba(0,0,0,0)" },
      modebar: { bgcolor: "rgba(0,0,0,0)", color: read("--jp-ui-font-color2", "#616161"), activecolor: ink },
      margin: { t: 48, r: 24, b: 56, l: 64 },
    },
  };
}
