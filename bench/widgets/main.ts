import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { EmError } from "../../src/core/error.js";
import { median } from "../timing.js";
import { installWidgetPeer, peerKernel } from "./installWidgetPeer.js";
import {
  clickNotebook,
  liveNotebook,
  type MeasuredNotebook,
  peerClickNotebook,
  peerLiveNotebook,
} from "./notebooks.js";
import { isMet, type WidgetItem, widgetTable } from "./widgetReport.js";

const usage = `npm run bench -- widgets [--only emlab] [--seconds N] [--json]
  --only emlab  without the peer, which is installed from PyPI at the first time
  --seconds     how long frames are counted, for each size (5)`;

interface Lab {
  readonly url: string;
  readonly token: string;
  stop(): Promise<unknown>;
}

/** What the browser tests use too: it is no part of the build. */
interface Tools {
  startLab(folder: string, added: readonly string[]): Promise<Lab>;
  startBrowser(): Promise<Browser>;
  openNotebook(browser: Pick<Browser, "newPage">, lab: Lab, name: string): Promise<Page>;
  writeNotebook(file: string, sources: readonly string[], kernel?: object): void;
  idle(page: Page): Promise<void>;
}

interface Times {
  readonly answeredMs: number[];
  readonly drawnMs: number[];
}

interface Rate {
  readonly eventsPerS: number;
  readonly framesPerS: number;
  readonly messagesPerS: number;
}

interface Measures {
  countMessages(): void;
  answerTimes(page: Page, how: object): Promise<Times>;
  eventRate(page: Page, how: object): Promise<Rate>;
}

const fromRoot = async <T>(place: string) => (await import(new URL(`../../../${place}`, import.meta.url).href)) as T;
const tools = await fromRoot<Tools>("test/browser/lab.mjs");
const measures = await fromRoot<Measures>("bench/widgets/pageMeasures.mjs");

/** A notebook that is open, its first cell run. */
async function opened(context: BrowserContext, lab: Lab, { name }: MeasuredNotebook, shown: string): Promise<Page> {
  const page = await tools.openNotebook(context, lab, name);
  await page.locator(".jp-Notebook .jp-CodeCell .cm-content").first().click();
  await page.keyboard.press("Shift+Enter");
  await page.locator(shown).first().waitFor({ timeout: 120_000 });
  await tools.idle(page);
  return page;
}

/** Gammas, and how the answer to each begins in the text of the contrast. */
function gammas(): { readonly values: string[]; readonly answers: string[] } {
  const values = Array.from({ length: 100 }, (_, i) => String(-99 + 2 * i));
  // Three digits, as the slider gives them to the kernel.
  const answers = values.map((value) => `${-Number((10 ** (Number(value) / 100)).toPrecision(3))} to`);
  return { values, answers };
}

async function clicks(context: BrowserContext, lab: Lab): Promise<Readonly<Record<number, Times>>> {
  const page = await opened(context, lab, clickNotebook, ".emlab-canvas");
  const input = ".emlab-controls label:last-of-type input[type=range]";
  const how = { input, output: ".emlab-value", drawn: ".emlab-canvas", ...gammas() };
  const times = await bySpacing((spacingMs) => measures.answerTimes(page, { ...how, spacingMs }));
  await page.close();
  return times;
}

async function peerClicks(context: BrowserContext, lab: Lab): Promise<Readonly<Record<number, Times>>> {
  const page = await opened(context, lab, peerClickNotebook, ".widget-text input");
  const values = Array.from({ length: 100 }, (_, i) => `n${i}`);
  const answers = values.map((value) => `${value} `);
  const how = { input: ".widget-text input", output: ".widget-label:last-child", values, answers };
  const times = await bySpacing((spacingMs) => measures.answerTimes(page, { ...how, spacingMs }));
  await page.close();
  return times;
}

const spacingsMs = [120, 30];

async function bySpacing(measure: (spacingMs: number) => Promise<Times>): Promise<Readonly<Record<number, Times>>> {
  const all: Record<number, Times> = {};
  // Once beforehand: what is compiled and cached at the first time is not measured.
  await measure(30);
  for (const spacing of spacingsMs) all[spacing] = await measure(spacing);
  return all;
}

interface Live extends Rate {
  /** 1 when the last frame is the one that is seen. */
  readonly lastShown: number;
}

/** @param isWhole every pixel of the frames travels; otherwise as many as the view shows */
async function live(context: BrowserContext, lab: Lab, notebook: MeasuredNotebook, seconds: number, isWhole: boolean) {
  const page = await opened(context, lab, notebook, ".emlab-live-mode");
  await page.keyboard.press("Shift+Enter");
  await page.locator(".emlab-canvas").waitFor();
  if (isWhole) await page.getByRole("checkbox", { name: "full size" }).check();
  await page.waitForTimeout(1000);
  const rate = await measures.eventRate(page, { selector: ".emlab-canvas", event: "emlab-drawn", seconds });
  const result = page.locator(".jp-CodeCell").nth(1).locator(".jp-OutputArea-output");
  await result.waitFor({ timeout: 60_000 });
  await page.waitForTimeout(500);
  const last = (await result.innerText()).trim().replaceAll(/["']/g, "");
  const title = await page.locator(".emlab-title").innerText();
  await page.close();
  return { ...rate, lastShown: title.includes(last) ? 1 : 0 } satisfies Live;
}

async function peerLive(context: BrowserContext, lab: Lab, notebook: MeasuredNotebook, seconds: number) {
  const page = await opened(context, lab, notebook, ".peer-image");
  await page.keyboard.press("Shift+Enter");
  await page.waitForTimeout(1000);
  const rate = await measures.eventRate(page, { selector: ".peer-image", event: "load", seconds });
  await page.locator(".jp-CodeCell").nth(1).locator(".jp-OutputArea-output").waitFor({ timeout: 120_000 });
  await page.close();
  return rate;
}

function clickItems(all: Readonly<Record<string, Readonly<Record<number, Times>>>>): WidgetItem[] {
  return spacingsMs.flatMap((spacing) => {
    const of = (pick: (times: Times) => number[]) => {
      const found = Object.entries(all).map(([name, times]) => [name, pick(times[spacing]!)] as const);
      return Object.fromEntries(found.filter(([, ms]) => ms.length > 0).map(([name, ms]) => [name, median(ms)]));
    };
    const counts = Object.entries(all).map(([name, times]) => [name, times[spacing]!.answeredMs.length]);
    return [
      { name: `click to answer, every ${spacing} ms`, unit: "ms", values: of(({ answeredMs }) => answeredMs) },
      {
        name: `click to redraw, every ${spacing} ms`,
        unit: "ms",
        values: of(({ drawnMs }) => drawnMs),
        limit: { atMost: 20 },
      },
      { name: `clicks answered of 100, every ${spacing} ms`, unit: "", values: Object.fromEntries(counts) },
    ] satisfies WidgetItem[];
  });
}

function liveItems(
  size: string,
  atLeast: number,
  rates: Readonly<Record<string, Rate>>,
  lastShown: number,
): WidgetItem[] {
  const of = (pick: (rate: Rate) => number) =>
    Object.fromEntries(Object.entries(rates).map(([name, rate]) => [name, pick(rate)]));
  const what = `${size} x ${size} px`;
  return [
    { name: `frames of ${what} received`, unit: "1/s", values: of((rate) => rate.framesPerS), limit: { atLeast } },
    { name: `frames of ${what} drawn`, unit: "1/s", values: of((rate) => rate.eventsPerS) },
    { name: `messages, ${what}`, unit: "1/s", values: of((rate) => rate.messagesPerS), limit: { atMost: 200 } },
    { name: `last frame of ${what} shown`, unit: "", values: { emlab: lastShown }, limit: { atLeast: 1 } },
  ];
}

const leastFps: Readonly<Record<number, number>> = { 512: 60, 1024: 30 };

async function main(): Promise<void> {
  const options = { only: { type: "string", default: "" }, seconds: { type: "string", default: "5" } } as const;
  const { values } = parseArgs({ options: { ...options, json: { type: "boolean" }, help: { type: "boolean" } } });
  if (values.help) return console.log(usage);
  const seconds = Number(values.seconds);
  if (!(seconds >= 1) || !["", "emlab"].includes(values.only))
    throw new EmError("BadOption", "these options are not known", { fix: usage });
  const removePeer = values.only === "emlab" ? undefined : await installWidgetPeer();
  const folder = mkdtempSync(join(tmpdir(), "emlab bench "));
  const browser = await tools.startBrowser();
  const context = await browser.newContext();
  await context.addInitScript(measures.countMessages);
  try {
    const items = await measureAll({ context, folder, withPeer: removePeer !== undefined, seconds });
    console.log(widgetTable(items));
    console.log(
      `Load of the machine ${loadavg()[0]!.toFixed(1)}. "TCP delay": without the extension of Jupyter Server (decision 87).`,
    );
    console.log(
      '"emlab" sends as many pixels of a frame as the view can show, as it does by default; "full size" sends every one.',
    );
    console.log(
      "emlab sends a frame only when the page has acknowledged the one three before it. ipywidgets.Image acknowledges",
    );
    console.log(
      "none: its frames, encoded beforehand, are sent 60 times a second; drawn are those that it has loaded.",
    );
    if (values.json)
      console.log(JSON.stringify({ area: "widgets", items: items.map((item) => ({ ...item, isMet: isMet(item) })) }));
  } finally {
    await browser.close();
    removePeer?.();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Bench {
  readonly context: BrowserContext;
  readonly folder: string;
  readonly withPeer: boolean;
  readonly seconds: number;
}

async function measureAll({ context, folder, withPeer, seconds }: Bench): Promise<WidgetItem[]> {
  const write = ({ name, cells }: MeasuredNotebook, kernel?: object) =>
    tools.writeNotebook(join(folder, name), cells, kernel);
  write(clickNotebook);
  const delayed = await tools.startLab(folder, ['--ServerApp.jpserver_extensions={"emlab_server":False}']);
  const all: Record<string, Readonly<Record<number, Times>>> = { "TCP delay": await clicks(context, delayed) };
  await delayed.stop();
  const lab = await tools.startLab(folder, []);
  try {
    all["emlab"] = await clicks(context, lab);
    if (withPeer) {
      write(peerClickNotebook, peerKernel);
      all["ipywidgets"] = await peerClicks(context, lab);
    }
    const items = clickItems({ emlab: all["emlab"], ...all });
    for (const [size, atLeast] of Object.entries(leastFps)) {
      const sizePx = Number(size);
      const own = liveNotebook(sizePx, seconds + 3);
      write(own);
      const { lastShown, ...rate } = await live(context, lab, own, seconds, false);
      const rates: Record<string, Rate> = { emlab: rate };
      rates["emlab, full size"] = await live(context, lab, own, seconds, true);
      for (const format of withPeer ? (["png", "jpeg"] as const) : []) {
        const notebook = peerLiveNotebook(sizePx, seconds + 3, format, 60);
        write(notebook, peerKernel);
        rates[`ipywidgets.Image ${format}`] = await peerLive(context, lab, notebook, seconds);
      }
      items.push(...liveItems(size, atLeast, rates, lastShown));
    }
    return items;
  } finally {
    await lab.stop();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof EmError ? `${error.message}\n${error.fix}` : error);
  process.exitCode = 1;
}
