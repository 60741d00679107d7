"""Notebooks of the kernel through nbconvert: executed to HTML, and as a script that TypeScript's compiler takes."""

import pathlib
import subprocess
import unittest

from nbconvert import HTMLExporter, MarkdownExporter, ScriptExporter
from sampleNotebooks import FolderTests, notebook

compiler = pathlib.Path(__file__).resolve().parents[2] / "node_modules" / "typescript" / "bin" / "tsc"

cells = [
    "# Dose",
    "interface Dose { readonly ePerA2: number }\nconst dose: Dose = { ePerA2: 40 };",
    "const frames = await Promise.all([1, 2, 3].map(async (n) => n * dose.ePerA2));\nconsole.log(`total ${frames.at(-1)}`);",
    "enum Mode { Bright, Dark }\nMode[Mode.Dark]",
]


class NbconvertTests(FolderTests):
    def test_executed_and_converted(self):
        self.write("dose.ipynb", notebook(*cells, "display.html('<i>drawn</i>')"))
        done = self.module("nbconvert", "--execute", "--to", "notebook", "--inplace", "dose.ipynb")
        self.assertEqual(done.returncode, 0, done.stderr)
        html, _ = HTMLExporter().from_filename(self.folder / "dose.ipynb")
        body = html[html.index("<body") :]
        for text in ["total 120", "<i>drawn</i>", "'Dark'", '<h1 id="Dose">']:
            self.assertTrue(text in body, f"{text} in\n{body}")
        # The lexer is found by its name: a keyword of TypeScript is coloured as such.
        self.assertRegex(body, r'<span class="k[a-z]*">interface</span>')
        markdown, _ = MarkdownExporter().from_filename(self.folder / "dose.ipynb")
        self.assertTrue("```typescript\ninterface Dose" in markdown, markdown)

    def test_a_widget_is_its_still_picture(self):
        self.write("view.ipynb", notebook("em.widgets.image((await em.demo.mxene({ sizePx: 64 })).micrograph)"))
        done = self.module("nbconvert", "--execute", "--to", "html", "view.ipynb")
        self.assertEqual(done.returncode, 0, done.stderr)
        page = (self.folder / "view.html").read_text("utf-8")
        self.assertIn('<img alt="No description has been provided for this image" class="" src="data:image/png', page)
        self.assertNotIn("widget-view+json", page[page.index("<body") :])

    def test_a_failing_cell_ends_the_conversion(self):
        self.write("bad.ipynb", notebook("const n: number = 'text'"))
        done = self.module("nbconvert", "--execute", "--to", "html", "bad.ipynb")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("TS2322", done.stderr)
        self.assertFalse((self.folder / "bad.html").exists())

    def test_to_a_script_that_the_compiler_takes(self):
        content = notebook(*cells)
        # As the kernel says it, and as every notebook holds it once it has been saved or executed.
        content.metadata.language_info = {"name": "typescript", "file_extension": ".ts", "nbconvert_exporter": "script"}
        text, resources = ScriptExporter().from_notebook_node(content)
        self.assertEqual(resources["output_extension"], ".ts")
        self.assertEqual(self.compile(text), "")
        # The compiler does look into it.
        self.assertIn("TS2322", self.compile(text.replace("ePerA2: 40", "ePerA2: '40'")))

    def compile(self, text):
        """What the compiler says, in its strict mode, of a module."""
        script = self.folder / "script.ts"
        script.write_text(text, "utf-8")
        types = str(compiler.parents[2] / "@types")
        options = "--noEmit --strict --target es2022 --module esnext --moduleResolution bundler --moduleDetection force --types node"
        command = ["node", str(compiler), *options.split(), "--typeRoots", types, str(script)]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, encoding="utf-8").stdout


if __name__ == "__main__":
    unittest.main()
