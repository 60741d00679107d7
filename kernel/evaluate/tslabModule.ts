import { createRequire } from "node:module";
import { tslabOutput } from "./tslabOutput.js";

// What `import … from "tslab"` gives in this kernel: the same names, types and outputs as the package of that name, whose
// own functions speak to its own server only.

interface Versions {
  tslab: string;
  typescript: string;
  node: string;
}

/** The version of tslab whose notebooks run here, and those of TypeScript and Node. */
export const versions: Versions = {
  tslab: "1.0.22",
  typescript: (createRequire(import.meta.url)("typescript/package.json") as { version: string }).version,
  node: process.version,
};

/** Shows rich contents under the cell. */
export interface Display {
  javascript(s: string): void;
  html(s: string): void;
  markdown(s: string): void;
  latex(s: string): void;
  svg(s: string): void;
  png(b: Uint8Array): void;
  jpeg(b: Uint8Array): void;
  gif(b: Uint8Array): void;
  pdf(b: Uint8Array): void;
  text(s: string): void;
  // biome-ignore lint/suspicious/noExplicitAny: the type that notebooks written for tslab were checked against
  raw(contentType: string, b: string | Uint8Array): any;
}

/** A `Display` that shows one output and replaces it from the second call on. */
export function newDisplay(): Display {
  return displayOf(crypto.randomUUID());
}

/** Shows rich contents, each as an output of its own. */
export const display: Display = displayOf(undefined);

function displayOf(id: string | undefined): Display {
  let isShown = false;
  const raw = (contentType: string, content: string | Uint8Array): void => {
    tslabOutput(contentType, typeof content === "string" ? content : base64(content), id, isShown);
    isShown = id !== undefined;
  };
  return {
    javascript: (s) => raw("text/javascript", s),
    html: (s) => raw("text/html", s),
    markdown: (s) => raw("text/markdown", s),
    latex: (s) => raw("text/latex", s),
    svg: (s) => raw("image/svg+xml", s),
    png: (b) => raw("image/png", b),
    jpeg: (b) => raw("image/jpeg", b),
    gif: (b) => raw("image/gif", b),
    pdf: (b) => raw("application/pdf", b),
    text: (s) => raw("text/plain", s),
    raw,
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
