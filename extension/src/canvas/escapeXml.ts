import { escapeHtml } from "../../../src/display/escapeHtml.js";

/** Makes any text safe inside XML: as in HTML, and without the signs that XML has no way to write. */
export function escapeXml(text: string): string {
  return escapeHtml(text.replace(/[\ud800-\udfff\ufffe\uffff]/gu, "\ufffd"));
}
