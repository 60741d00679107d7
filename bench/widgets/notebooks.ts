/** The notebooks that are measured: the first cell shows the widget, the second sends frames to it for some seconds. */
export interface MeasuredNotebook {
  readonly name: string;
  readonly cells: readonly string[];
}

/** Answers each change of gamma with a change of the contrast. */
export const clickNotebook: MeasuredNotebook = {
  name: "click.ipynb",
  cells: [
    `const { micrograph } = await em.demo.mxene({ seed: 3 });
const view = em.widgets.image(micrograph);
view.onChange(({ gamma }) => void view.look({ low: -gamma }));
view`,
  ],
};

/** The same with ipywidgets: what is typed into a text comes back as a label. */
export const peerClickNotebook: MeasuredNotebook = {
  name: "peer-click.ipynb",
  cells: [
    `import ipywidgets
text, label = ipywidgets.Text(), ipywidgets.Label()
text.observe(lambda change: setattr(label, "value", change.new + " "), "value")
ipywidgets.VBox([text, label])`,
  ],
};

/** Frames of counts that fit into a byte, more of them than a screen shows. */
export function liveNotebook(sizePx: number, seconds: number): MeasuredNotebook {
  return {
    name: `live-${sizePx}.ipynb`,
    cells: [
      `const { micrograph } = await em.demo.mxene({ seed: 3, sizePx: ${sizePx} });
const view = em.widgets.live();
view`,
      `const { widthPx } = micrograph;
const shifted = (k: number, title: string) =>
  em.micrograph(micrograph.data.map((value) => Math.min(255, value + 5 * k)), { widthPx, isCounts: true, title });
const moving = [0, 1, 2, 3].map((k) => shifted(k, "moving"));
async function* frames() {
  let count = 0;
  for (const end = Date.now() + ${seconds * 1000}; Date.now() < end; count += 1) {
    yield moving[count % 4]!;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  yield shifted(9, "the last of " + count);
}
const last = await view.follow(frames());
last.title`,
    ],
  };
}

/** The same with ipywidgets.Image, whose frames were encoded beforehand; it has no acknowledgement, so they are sent at a pace. */
export function peerLiveNotebook(
  sizePx: number,
  seconds: number,
  format: "png" | "jpeg",
  fps: number,
): MeasuredNotebook {
  return {
    name: `peer-live-${sizePx}-${format}.ipynb`,
    cells: [
      `import io, random, time, ipywidgets
from PIL import Image
def encoded(k):
    rows = bytes((x * 7 + y * 3 + 40 * k + random.randrange(40)) % 256 for y in range(${sizePx}) for x in range(${sizePx}))
    out = io.BytesIO()
    Image.frombytes("L", (${sizePx}, ${sizePx}), rows).save(out, "${format}")
    return out.getvalue()
frames = [encoded(k) for k in range(4)]
view = ipywidgets.Image(value=frames[0], format="${format}")
view.add_class("peer-image")
view`,
      `end, count = time.time() + ${seconds}, 0
while time.time() < end:
    view.value = frames[count % 4]
    count += 1
    time.sleep(${(1 / fps).toFixed(5)})
f"{count} frames"`,
    ],
  };
}
