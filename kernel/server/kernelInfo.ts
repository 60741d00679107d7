import { createRequire } from "node:module";
import { version } from "../../src/core/version.js";
import { protocolVersion } from "../wire.js";

const require = createRequire(import.meta.url);
// Only the package descriptions are read: the compiler itself loads on its own thread while this is answered.
const { version: typescriptVersion } = require("typescript/package.json") as { version: string };

/** The content of kernel_info_reply. */
export const kernelInfo = {
  status: "ok",
  protocol_version: protocolVersion,
  implementation: "emlab",
  implementation_version: version,
  language_info: {
    name: "typescript",
    version: typescriptVersion,
    mimetype: "text/typescript",
    file_extension: ".ts",
    // By name: JupyterLab takes the first mode of that name, and "javascript" would not colour types.
    codemirror_mode: "typescript",
    pygments_lexer: "typescript",
    nbconvert_exporter: "script",
  },
  banner: `emlab: an electron microscopy laboratory. TypeScript ${typescriptVersion} on Node ${process.versions.node}.`,
  debugger: true,
  // Subshells are one; cells here leave the kernel free to answer while they run.
  supported_features: [] as readonly string[],
  help_links: [{ text: "TypeScript handbook", url: "https://www.typescriptlang.org/docs/handbook/" }],
};
