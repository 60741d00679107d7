"""The kernel under nbclient, which executes notebooks for nbconvert, papermill, Jupyter Book and the tests of many projects."""

import unittest

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from sampleNotebooks import FolderTests, environment, notebook, texts_of


class NbclientTests(FolderTests):
    def client(self, content, **options):
        resources = {"metadata": {"path": str(self.folder)}}
        return NotebookClient(content, **{"timeout": 60, "resources": resources, **options})

    def execute(self, content, **options):
        self.client(content, **options).execute(env=environment)
        return content

    def test_outputs_are_those_of_each_cell(self):
        (self.folder / "lens.ts").write_text("export const cs: number = 1.2;")
        done = self.execute(
            notebook(
                "# A title",
                "const total: number = 20 + 1;",
                "console.log('out'); console.error('err'); total * 2",
                "display.html('<b>bold</b>'); await null; display.markdown('**bold**')",
                "import { cs } from './lens.ts';\ncs",
                "display('first', { id: 'one' })",
                "updateDisplay('one', 'second')",
                "console.log('gone'); clearOutput(); console.log('left')",
            )
        )
        cells = [cell for cell in done.cells if cell.cell_type == "code"]
        self.assertEqual([cell.execution_count for cell in cells], [1, 2, 3, 4, 5, 6, 7])
        self.assertEqual(texts_of(cells[0]), [])
        self.assertEqual(sorted(texts_of(cells[1])), ["42", "err\n", "out\n"])
        self.assertEqual(cells[1].outputs[-1].output_type, "execute_result")
        self.assertEqual(cells[1].outputs[-1].execution_count, 2)
        self.assertEqual(cells[2].outputs[0].data["text/html"], "<b>bold</b>")
        self.assertEqual(cells[2].outputs[1].data["text/markdown"], "**bold**")
        self.assertEqual(texts_of(cells[3]), ["1.2"])
        self.assertEqual(texts_of(cells[4]), ["'second'"], "the output was replaced where it stands")
        self.assertEqual(texts_of(cells[6]), ["left\n"])
        self.assertEqual(done.metadata.language_info.name, "typescript")
        self.assertEqual(done.metadata.language_info.file_extension, ".ts")

    def test_an_error_stops_and_shows_cell_and_line(self):
        content = notebook("let x = 1;", "const fine = x;\nthrow new RangeError('beyond')", "x = 2")
        with self.assertRaises(CellExecutionError) as raised:
            self.execute(content)
        self.assertEqual((raised.exception.ename, raised.exception.evalue), ("RangeError", "beyond"))
        text = str(raised.exception)
        self.assertIn("const fine = x;", text)
        self.assertRegex(text, r"cell \[2\], line 2, column 7")
        self.assertIsNone(content.cells[2].execution_count)

    def test_a_type_error_stops_before_the_cell_runs(self):
        content = notebook("console.log('ran');\nconst n: number = 'text'")
        with self.assertRaises(CellExecutionError) as raised:
            self.execute(content)
        self.assertEqual(raised.exception.ename, "TS2322")
        self.assertIn("line 2, column 7", str(raised.exception))
        self.assertEqual(texts_of(content.cells[0]), ["TS2322"])

    def test_errors_that_are_allowed(self):
        content = notebook("let x = 1;", "x = 2; throw new TypeError('by name')", "throw 1", "x", tags={2: ["raises-exception"]})
        self.execute(content, allow_error_names=["TypeError"])
        self.assertEqual([texts_of(cell) for cell in content.cells], [[], ["TypeError"], ["Thrown"], ["2"]])

    def test_a_timeout_interrupts_and_the_kernel_survives(self):
        endless = ["while (true) {}", "await new Promise(() => {})", "for (;;) await null"]
        content = notebook("let kept = 41;", *endless, "kept + 1")
        # Only what has no end: a busy machine may take its time for the others.
        limit = lambda cell: 2 if cell.source in endless else 60
        done = self.execute(content, timeout_func=limit, interrupt_on_timeout=True, allow_errors=True)
        self.assertEqual([texts_of(cell) for cell in done.cells[1:-1]], [["Interrupted"]] * 3)
        self.assertEqual(texts_of(done.cells[-1]), ["42"])

    def test_a_timeout_without_an_interrupt_is_an_error(self):
        with self.assertRaises(CellTimeoutError):
            self.execute(notebook("while (true) {}"), timeout=1)

    def test_a_client_runs_cells_one_by_one_in_one_kernel(self):
        content = notebook("let n = 1;", "n += 1", "n *= 10")
        client = self.client(content)
        with client.setup_kernel(env=environment):
            for index in (0, 1, 1, 2):
                client.execute_cell(content.cells[index], index)
        self.assertEqual(texts_of(content.cells[2]), ["30"])


if __name__ == "__main__":
    unittest.main()
