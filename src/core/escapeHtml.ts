/** Here for the kernel, which may import this room alone. */
export { escapeHtml } from "../display/escapeHtml.js";
