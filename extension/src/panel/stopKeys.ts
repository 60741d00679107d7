/** The keys of STOP for JupyterLab: free in 4.6, where Ctrl+Shift+. changes tabs. */
export const stopKeys = "Ctrl Alt .";

/** The same for screen readers. */
export const stopKeysAria = "Control+Alt+.";

/** The same as people read it on this computer. */
export function stopKeysText(): string {
  return /Mac/.test(navigator.platform) ? "⌃⌥." : "Ctrl+Alt+.";
}
