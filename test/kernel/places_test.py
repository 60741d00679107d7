"""The kernel where people start it: under another name, in folders of all kinds, several at once, over ipc."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager
from sampleNotebooks import environment

command = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "emlab.mjs"


class PlacesTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.held = tempfile.TemporaryDirectory(prefix="em ü ")
        cls.folder = pathlib.Path(cls.held.name)
        data = cls.folder / "Jupyter data"
        install = ["node", str(command), "install", "--name", "Lab-2", "--display-name", "Zweites Labor ü"]
        subprocess.run(install, env={**environment, "JUPYTER_DATA_DIR": str(data)}, check=True, capture_output=True)
        cls.specs = KernelSpecManager(kernel_dirs=[str(data / "kernels")])

    @classmethod
    def tearDownClass(cls):
        cls.held.cleanup()

    def start(self, folder=None, **options):
        """A kernel in a folder, ended with the test; gives a function that runs a cell and tells what it shows."""
        manager = KernelManager(kernel_name="lab-2", kernel_spec_manager=self.specs, **options)
        manager.start_kernel(cwd=str(folder or self.folder), env=environment)
        client = manager.client()
        client.start_channels()
        self.addCleanup(manager.shutdown_kernel)
        self.addCleanup(client.stop_channels)
        client.wait_for_ready(timeout=60)

        def run(code):
            shown = []

            def hook(message):
                content = message["content"]
                if message["msg_type"] == "stream":
                    shown.append(content["text"].strip())
                elif message["msg_type"] == "error":
                    shown.append("\n".join(content["traceback"]))
                elif "data" in content:
                    shown.append(content["data"]["text/plain"])

            client.execute_interactive(code, timeout=60, output_hook=hook)
            return "\n".join(shown)

        return run

    def test_jupyter_lists_it_under_its_name(self):
        spec = self.specs.get_kernel_spec("lab-2")
        self.assertEqual((spec.display_name, spec.language), ("Zweites Labor ü", "typescript"))

    def test_in_a_folder_with_spaces_and_letters_of_all_kinds_and_no_packages(self):
        folder = self.folder / "Träger 電子 #1 50%" / "a b"
        folder.mkdir(parents=True)
        (folder / "lens é.ts").write_text("export const csMm: number = 1.2;", "utf-8")
        (folder / "data.json").write_text('{"dose": 40}', "utf-8")
        run = self.start(folder)
        self.assertEqual(run("process.cwd()"), repr(str(folder)))
        self.assertEqual(run("import { csMm } from './lens é.ts';\nimport data from './data.json';\ncsMm + data.dose"), "41.2")
        self.assertEqual(run("import { readdirSync } from 'node:fs';\nreaddirSync('.').length"), "2")
        self.assertEqual(run("(await import('danfojs-node')).DataFrame.name; typeof em.open"), "'function'")
        self.assertIn("npm install no-such-package", run("import x from 'no-such-package'"))
        self.assertEqual(sorted(path.name for path in folder.iterdir()), ["data.json", "lens é.ts"])

    def test_in_a_folder_that_cannot_be_written(self):
        folder = self.folder / "read only"
        folder.mkdir(mode=0o555)
        self.addCleanup(folder.chmod, 0o755)
        run = self.start(folder)
        self.assertEqual(run("6 * 7"), "42")
        if hasattr(os, "geteuid") and os.geteuid() != 0:
            self.assertIn("EACCES", run("import { writeFileSync } from 'node:fs'; writeFileSync('x', '')"))

    def test_two_at_once_share_nothing(self):
        one, two = self.start(), self.start()
        one("let tiltDeg = 1; globalThis.process.title")
        two("let tiltDeg = 'two'")
        self.assertEqual((one("tiltDeg + 1"), two("tiltDeg + 1")), ("2", "'two1'"))

    @unittest.skipIf(sys.platform == "win32", "Windows has no ipc")
    def test_over_ipc(self):
        # The path of a socket may have about 100 bytes.
        with tempfile.TemporaryDirectory(prefix="ipc ", dir="/tmp") as sockets:
            run = self.start(transport="ipc", ip=f"{sockets}/kernel ü")
            self.assertEqual(run("console.log('over ipc'); 1 + 1"), "over ipc\n2")


if __name__ == "__main__":
    unittest.main()
