/** A part of a figure: a plain object of JSON. */
export type Part = Readonly<Record<string, unknown>>;

/** A plotly figure, safe to hand over: a copy, since plotly writes into what it draws. */
export interface Figure {
  readonly data: readonly Part[];
  readonly layout: Part;
  readonly config: Part;
  readonly frames?: readonly unknown[];
}

/** A figure, or why there is none, as a sentence. */
export type Checked = { readonly figure: Figure } | { readonly problem: string };

/** More of it is not drawn: nested deeper than any figure, or so many traces that the page would stand still. */
const deepest = 40;
const mostTraces = 2000;

/** Traces whose background comes from servers on the net: opening a notebook must not tell them. */
const needsNet = /^(scatter|choropleth|density)(geo|mapbox|map)?$/;
const netTraces = (type: string) => needsNet.test(type) && !/^scatter$/.test(type);

/** Settings of plotly that a figure may choose; the others could send data away or fetch it. */
const allowedConfig = ["displayModeBar", "doubleClick", "scrollZoom", "staticPlot", "showTips", "toImageButtonOptions"];

/**
 * Checks a figure as it stands in a notebook, where anybody may have written it, and copies what plotly may see.
 *
 * Left out are keys that reach into prototypes, settings that call other servers, and pictures that are not inside the figure.
 */
export function checkFigure(content: unknown): Checked {
  if (!isPart(content)) return { problem: "It is not an object with data and layout." };
  const { data, layout, config, frames } = content;
  if (!Array.isArray(data)) return { problem: "It has no list of traces called data." };
  if (data.length > mostTraces) return { problem: `It has ${data.length} traces; at most ${mostTraces} are drawn.` };
  const odd = data.findIndex((trace) => !isPart(trace));
  if (odd >= 0) return { problem: `data[${odd}] is not an object.` };
  for (const [name, part] of Object.entries({ layout, config }))
    if (part !== undefined && part !== null && !isPart(part)) return { problem: `Its ${name} is not an object.` };
  if (frames !== undefined && frames !== null && !Array.isArray(frames))
    return { problem: "Its frames are not a list." };
  const fromNet = data.find((trace: Part) => typeof trace["type"] === "string" && netTraces(trace["type"]));
  if (fromNet) return { problem: `Traces of type ${String(fromNet["type"])} need a map from the net.` };
  try {
    const copied = (part: unknown) => copy(part, 0) as never;
    const figure: Figure = {
      data: copied(data),
      layout: copied(layout ?? {}),
      config: copied(chosenConfig(isPart(config) ? config : {})),
      ...(Array.isArray(frames) && frames.length > 0 && { frames: copied(frames) as unknown[] }),
    };
    return { figure };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** True for plain objects of JSON. */
export function isPart(value: unknown): value is Part {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A deep copy without what could call other servers; lists of numbers, nearly all of a figure, are copied in one go. */
function copy(value: unknown, depth: number): unknown {
  if (depth > deepest) throw new Error(`It is nested more than ${deepest} levels deep.`);
  if (typeof value === "string") return withoutFarStyles(value);
  if (Array.isArray(value)) {
    const isFlat = value.every((item) => item === null || (typeof item !== "object" && typeof item !== "string"));
    return isFlat ? value.slice() : value.map((item) => copy(item, depth + 1));
  }
  if (!isPart(value)) return value;
  const result: Record<string, unknown> = {};
  for (const [name, inside] of Object.entries(value)) {
    if (/^(__proto__|constructor|prototype)$/.test(name) || isFarPicture(name, inside)) continue;
    result[name] = copy(inside, depth + 1);
  }
  return result;
}

/** Pictures are drawn only when they are part of the figure: fetching one would tell a server who reads the notebook. */
function isFarPicture(name: string, value: unknown): boolean {
  // Buttons name what they change by its path: "images[0].source".
  if (!/(^|\.)source$/.test(name) || typeof value !== "string") return false;
  return !/^data:image\/(png|jpeg|webp|gif);base64,/.test(value);
}

/** Plotly takes styles in texts; those with more than words, numbers and rgb() could fetch something. A space keeps the rest apart. */
function withoutFarStyles(text: string): string {
  if (!/style/i.test(text)) return text;
  return text.replace(/style\s*=\s*("[^"]*"|'[^']*')/gi, (all, css: string) =>
    /^["'](?:[\w\s:;#.,%-]|rgba?\([\d\s.,%]*\))*["']$/.test(css) ? all : " ",
  );
}

function chosenConfig(config: Part): Part {
  return Object.fromEntries(allowedConfig.filter((name) => name in config).map((name) => [name, config[name]]));
}
