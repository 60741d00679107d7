"""Notebooks for the tests of the programs that execute them, in a folder of their own."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import nbformat

# What tests run is not what the user has typed.
environment = {**os.environ, "EMLAB_HISTORY": "off", "PYTHONIOENCODING": "utf-8"}


def notebook(*sources, tags=None):
    """A notebook of code cells; one that begins with "#" is Markdown. tags: by the number of the cell from 0."""
    cells = []
    for index, source in enumerate(sources):
        make = nbformat.v4.new_markdown_cell if source.startswith("#") else nbformat.v4.new_code_cell
        cells.append(make(source, metadata={"tags": (tags or {}).get(index, [])}))
    kernelspec = {"name": "emlab", "display_name": "emlab (TypeScript)", "language": "typescript"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernelspec})


def texts_of(cell):
    """What a cell shows: streams and plain texts, errors by their name."""
    found = []
    for output in cell.outputs:
        if output.output_type == "stream":
            found.append(output.text)
        elif output.output_type == "error":
            found.append(output.ename)
        else:
            found.append(output.data["text/plain"])
    return found


class FolderTests(unittest.TestCase):
    """Each test has an empty folder with a space in its name."""

    def setUp(self):
        self.held = tempfile.TemporaryDirectory(prefix="emlab notebooks ")
        self.addCleanup(self.held.cleanup)
        self.folder = pathlib.Path(self.held.name)

    def write(self, name, content):
        nbformat.write(content, self.folder / name)

    def read(self, name):
        return nbformat.read(self.folder / name, as_version=4)

    def module(self, *words, timeout=120):
        """Runs `python -m WORDS` in the folder."""
        command = [sys.executable, "-m", *words]
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=timeout
        )
