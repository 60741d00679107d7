"""Executes a notebook with nbclient and writes NAME.ipynb and NAME.html; tells what happens as one JSON object per line."""

import json
import os
import sys
import time

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert import HTMLExporter


def tell(**event):
    print(json.dumps(event), flush=True)


def write(path, text):
    """In one go: an older result stays whole until the new one is."""
    with open(path + ".new", "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    os.replace(path + ".new", path)
    tell(event="written", file=path)


class Teller:
    """Numbers the code cells from 1 and times them."""

    def __init__(self, notebook):
        self.numbers = {}
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type == "code":
                self.numbers[index] = len(self.numbers) + 1
        self.started = 0.0
        self.current = 0
        tell(event="started", cells=len(self.numbers))

    def execute(self, cell_index, **_):
        self.current = self.numbers.get(cell_index, 0)
        self.started = time.monotonic()

    def executed(self, **_):
        tell(event="cell", cell=self.current, seconds=time.monotonic() - self.started)


def execute(notebook, folder):
    teller = Teller(notebook)
    client = NotebookClient(
        notebook,
        timeout=None,
        startup_timeout=120,
        iopub_timeout=60,
        # The notebook keeps the still pictures of widgets; their states would take the place of these.
        store_widget_state=False,
        kernel_name="emlab",
        resources={"metadata": {"path": folder}},
        on_cell_execute=teller.execute,
        on_cell_executed=teller.executed,
    )
    try:
        client.execute()
        return True
    except CellExecutionError as error:
        last = next((o for c in notebook.cells for o in c.get("outputs", []) if o.output_type == "error"), None)
        text = "\n".join(last.traceback) if last is not None and last.traceback else str(error)
        tell(event="error", cell=teller.current, name=error.ename, text=text)
    except DeadKernelError:
        tell(event="failed", text=f"The kernel died while it ran cell {teller.current}.")
    except NoSuchKernel:
        tell(event="failed", text="The emlab kernel is not installed in .venv. Delete the folder .setup and type the command again.")
    except Exception as error:
        tell(event="failed", text=f"{type(error).__name__}: {error}")
    return False


def main(source, target, folder):
    notebook = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    ran = execute(notebook, folder)
    write(target + ".ipynb", nbformat.writes(notebook) + "\n")
    html, _ = HTMLExporter().from_notebook_node(notebook, {"metadata": {"name": os.path.basename(source)[: -len(".ipynb")]}})
    write(target + ".html", html)
    return 0 if ran else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
