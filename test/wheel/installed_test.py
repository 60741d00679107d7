"""A kernel of the installed wheel, in a folder that knows nothing of the project."""

import json
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

from jupyter_client.manager import KernelManager

fixtures = pathlib.Path(os.environ["EMLAB_FIXTURES"])
installed = pathlib.Path(sys.prefix).resolve()


class InstalledTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        held = tempfile.TemporaryDirectory(prefix="emlab far away ")
        cls.addClassCleanup(held.cleanup)
        cls.folder = pathlib.Path(held.name)
        cls.loaded = cls.folder / "loaded"
        for name in ("berkeley.emd", "rgb.png"):
            shutil.copy(fixtures / name, cls.folder)
        # The notebook's folder is the first in which Python looks for modules.
        for name in ("signal.py", "pathlib.py", "subprocess.py"):
            (cls.folder / name).write_text("raise SystemExit('a file of the user')")
        cls.manager = KernelManager(kernel_name="emlab")
        # Node writes there, when it ends, which files its threads have loaded.
        cls.manager.start_kernel(cwd=str(cls.folder), env={**os.environ, "NODE_V8_COVERAGE": str(cls.loaded)})
        cls.client = cls.manager.client()
        cls.client.start_channels()
        cls.addClassCleanup(cls.end)
        cls.client.wait_for_ready(timeout=60)

    @classmethod
    def end(cls):
        cls.client.stop_channels()
        if cls.manager.is_alive():
            cls.manager.shutdown_kernel(now=True)

    def outputs(self, code):
        found = []
        self.client.execute_interactive(code, timeout=90, output_hook=found.append)
        return {message["msg_type"]: message["content"] for message in found}

    def data(self, code):
        """What the cell's value is shown by; an error fails."""
        outputs = self.outputs(code)
        self.assertNotIn("error", outputs)
        return outputs["execute_result"]["data"]

    def text(self, code):
        return self.data(code)["text/plain"]

    def test_1_a_micrograph_is_analysed_on_workers(self):
        self.text("const { micrograph } = em.demo.mxene({ seed: 7, sizePx: 192 }); micrograph")
        self.assertRegex(self.text("const atoms = await em.atoms.find(micrograph); atoms"), r"^\d{3,} atoms")

    def test_2_tables_and_files(self):
        self.assertIn("xNm", self.text("atoms.table()"))
        self.assertIn("px", self.text('await em.open("berkeley.emd")'))
        self.assertIn("px", self.text('await em.open("rgb.png")'))

    def test_3_packages_that_are_packed_can_be_imported_by_name(self):
        self.assertIn("2", self.text('import * as dfd from "danfojs-node"; new dfd.DataFrame({ a: [1, 2, 3] }).describe()'))
        self.assertEqual(self.text('import { transpile } from "typescript"; transpile("let a: 1 = 1").trim()'), "'var a = 1;'")

    def test_4_widgets_are_shown(self):
        data = self.data("em.widgets.image(micrograph)")
        self.assertIn("application/vnd.jupyter.widget-view+json", data)
        self.assertIn("image/png", data)

    def test_5_the_language_service_knows_em_and_node(self):
        reply = self.client.complete("em.widgets.im", reply=True, timeout=60)
        self.assertIn("image", str(reply["content"]["matches"]))
        reply = self.client.inspect("em.widgets.image", 12, reply=True, timeout=60)
        self.assertTrue(reply["content"]["found"])
        self.assertIn("Buffer", self.text('const bytes: Buffer = (await import("node:buffer")).Buffer.from("a"); bytes'))
        self.assertEqual(self.outputs("const n: number = 'text'")["error"]["ename"], "TS2322")

    def test_6_node_has_taken_the_place_of_its_starter(self):
        self.assertEqual(self.text("process.pid"), str(self.manager.provisioner.pid))
        self.assertIn(str(installed), self.text("process.argv[1]"))

    def test_7_an_endless_cell_is_interrupted(self):
        identity = self.client.execute("while (true) {}")
        while (message := self.client.get_iopub_msg(timeout=30))["content"].get("execution_state") != "busy":
            pass
        self.manager.interrupt_kernel()
        reply = self.client.get_shell_msg(timeout=30)
        while reply["parent_header"].get("msg_id") != identity:
            reply = self.client.get_shell_msg(timeout=30)
        self.assertEqual((reply["content"]["status"], reply["content"]["ename"]), ("error", "Interrupted"))
        self.assertEqual(self.text("20 + 1"), "21")

    def test_8_it_ends_and_has_loaded_nothing_from_elsewhere(self):
        self.manager.shutdown_kernel()
        self.assertFalse(self.manager.is_alive())
        urls = {
            script["url"]
            for file in self.loaded.glob("*.json")
            for script in json.loads(file.read_text("utf-8"))["result"]
            if script["url"].startswith("file:")
        }
        places = ((installed / "lib").as_uri(), self.folder.resolve().as_uri())
        self.assertEqual([url for url in urls if not url.startswith(places)], [])
        for name in ("packed/em.js", "danfojs-node", "findAtoms", "h5wasm", "fast-png", "languageWorker"):
            self.assertTrue(any(name in url for url in urls), name)

    def test_9_the_next_kernel_finds_code_that_this_one_has_left(self):
        kept = list((pathlib.Path.home() / ".cache" / "emlab").rglob("*.code"))
        self.assertEqual(len(kept), 1)
        self.assertEqual(list(installed.rglob("*.code")), [])


if __name__ == "__main__":
    unittest.main()
