/** What the kernel looks for on a value to show it: the protocol that Deno's kernel set. */
export const displaySymbol: unique symbol = Symbol.for("Jupyter.display") as never;

/**
 * What a widget is in each format that a front end may choose from: its view, and beside it a still picture for saved notebooks,
 * nbconvert and GitHub. Without an id there is the picture alone.
 *
 * HTML is left out: JupyterLab shows the first format that it knows, and pages made by nbconvert would show both.
 */
export function viewBundle(
  modelId: string | undefined,
  still: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (modelId === undefined) return still;
  const { "text/html": _html, ...kept } = still;
  const view = { version_major: 2, version_minor: 0, model_id: modelId };
  return { ...kept, "application/vnd.jupyter.widget-view+json": view };
}
