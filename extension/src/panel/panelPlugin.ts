import { ILabShell, ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { InstrumentPanel } from "./instrumentPanel.js";
import { NotebookFollower } from "./notebookFollower.js";
import { stopKeys } from "./stopKeys.js";

/** The commands of the panel. */
const commands = { stop: "emlab:stop", show: "emlab:show-instrument" } as const;

/** The instrument panel in the right side bar, and STOP, which works whether the panel is seen or not. */
export const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: "emlab-extension:instrument-panel",
  description: "The instrument that a notebook is connected to, and its STOP.",
  autoStart: true,
  requires: [ILabShell],
  optional: [ICommandPalette, ILayoutRestorer],
  activate(app: JupyterFrontEnd, shell: ILabShell, palette: ICommandPalette | null, restorer: ILayoutRestorer | null) {
    const panel = new InstrumentPanel(
      () => void app.commands.execute(commands.stop),
      (isShown) => follower.show(isShown),
    );
    const follower = new NotebookFollower(panel);
    shell.add(panel, "right", { rank: 900 });
    restorer?.add(panel, panel.id);
    shell.currentChanged.connect(() => follower.follow(shell.currentWidget));
    void app.restored.then(() => follower.follow(shell.currentWidget));
    app.commands.addCommand(commands.stop, {
      label: "STOP the stage and blank the beam",
      execute: () => follower.stop(),
    });
    app.commands.addCommand(commands.show, {
      label: "Show the Instrument",
      execute: () => shell.activateById(panel.id),
    });
    app.commands.addKeyBinding({ command: commands.stop, keys: [stopKeys], selector: "body" });
    for (const command of Object.values(commands)) palette?.addItem({ command, category: "emlab" });
  },
};
