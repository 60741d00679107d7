"""The kernel through Jupyter's own client: the tests of jupyter_kernel_test on samples in TypeScript, and some of our own."""

import os
import tempfile
import unittest

import jupyter_kernel_test
from jupyter_kernel_test import TIMEOUT


def shown(mime, data):
    """A cell that displays a value in one format."""
    return f"display({{ [Symbol.for('Jupyter.display')]: () => ({{ '{mime}': {data} }}) }})"


tiny_png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg=="


class EmlabKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "emlab"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('to stderr')"

    completion_samples = [
        {"text": "Math.ab", "matches": {"abs"}},
        {"text": "consol", "matches": {"console"}},
        {"text": "'text'.toUpp", "matches": {"toUpperCase"}},
        {"text": "'😀 and 電子'.toUpp", "matches": {"toUpperCase"}},
        {"text": "em.op", "matches": {"open"}},
        {"text": "em.atoms.latt", "matches": {"lattice"}},
        {"text": "em.demo.mxene({ se", "matches": {"seed"}},
        {"text": "(await em.demo.mxene({ seed: 1 })).microgr", "matches": {"micrograph"}},
        {"text": "const lines = [1, 2];\nlines.findLastI", "matches": {"findLastIndex"}},
        {"text": "interface Beam { currentNa: number }\nfunction f(beam: Beam) { beam.curr", "matches": {"currentNa"}},
        {"text": "import { readFileSy", "matches": set()},
        {"text": "let a: 'bright' | 'dark' = 'br", "matches": {"bright"}},
        {"text": "nothingIsCalledSo", "matches": set()},
    ]

    complete_code_samples = [
        "",
        "1",
        "// a comment",
        "const f = (x: number) => x * 2",
        "function g() {\n  return 1\n}",
        "for await (const x of []) {}",
        "await Promise.resolve(1)",
        "class A<T> { constructor(readonly x: T) {} }",
        "enum Mode { Bright, Dark }",
        "type Pair = [number, string];",
        "const s = `a ${1 + 1} b`",
        "const r = /[{(]/",
        "x satisfies Y",
        "em.atoms",
        "const n: number = 'a type error is complete'",
    ]
    incomplete_code_samples = [
        "if (true) {",
        "const list = [1,",
        "`open template",
        "`open ${",
        "/* open comment",
        "function f(",
        "const f = (x: number) =>",
        "em.demo.mxene({ seed: 1,",
        "class A {\n  x = 1",
        "type A = {",
        "1 +",
        "for (const x of [1, 2])",
        "em.",
    ]
    invalid_code_samples = ["let x = ) 1", "const 1a = 2", "}", "let = = 3", "f(]", "'open text\nlet x"]

    code_inspect_sample = "em.atoms.find"
    code_generate_error = "throw new RangeError('on purpose')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "const s: string = 'a'; s + 'b'", "result": "'ab'"},
        {"code": "await Promise.resolve([1, 2])", "result": "[ 1, 2 ]"},
        {"code": "10n ** 20n", "result": "100000000000000000000n"},
        {"code": "-0", "result": "-0"},
        {"code": "null", "result": "null"},
        {"code": "new Map([['a', 1]])", "result": "Map(1) { 'a' => 1 }"},
        {"code": "(function named() {})", "result": "[Function: named]"},
        {"code": "enum Mode { Bright }\nMode.Bright", "result": "0"},
        {"code": "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>1</b>' }) })", "mime": "text/html", "result": "<b>1</b>"},
    ]
    code_display_data = [
        {"code": "display.html('<b>x</b>')", "mime": "text/html"},
        {"code": "display.markdown('**x**')", "mime": "text/markdown"},
        {"code": "display.svg('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')", "mime": "image/svg+xml"},
        {"code": f"display.png(Buffer.from('{tiny_png}', 'base64'))", "mime": "image/png"},
        {"code": shown("image/jpeg", "'/9j/4AAQSkZJRg=='"), "mime": "image/jpeg"},
        {"code": "display.latex('x^2')", "mime": "text/latex"},
        {"code": "display.json({ x: [1, { y: null }] })", "mime": "application/json"},
        {"code": "display.plotly({ data: [{ y: [1, 2] }] })", "mime": "application/vnd.plotly.v1+json"},
        {"code": "display([{ a: 1, b: 'x' }, { a: 2, b: 'y' }])", "mime": "text/html"},
        {"code": "display(new Float32Array(3))", "mime": "text/plain"},
    ]
    code_clear_output = "clearOutput()"

    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 ? ?"

    @classmethod
    def setUpClass(cls):
        # What tests run is not what the user has typed.
        cls.history = tempfile.TemporaryDirectory()
        os.environ["EMLAB_HISTORY"] = cls.history.name
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.history.cleanup()

    def request(self, message_id):
        reply = self.get_non_kernel_info_reply(timeout=TIMEOUT)
        self.assertEqual(reply["parent_header"]["msg_id"], message_id)
        return reply["content"]

    def test_type_error(self):
        """A type error is an error message with TypeScript's code, and nothing of the cell runs."""
        self.flush_channels()
        reply, output = self.execute_helper("console.log('ran'); const n: number = 'text'")
        self.assertEqual(reply["content"]["status"], "error")
        self.assertEqual(reply["content"]["ename"], "TS2322")
        self.assertEqual([message["msg_type"] for message in output], ["error"])

    def test_error_names_the_cell_and_its_line(self):
        self.flush_channels()
        _, output = self.execute_helper("const fine = 1;\nfunction f() {\n  throw new Error('deep');\n}\nf();")
        text = "\n".join(output[-1]["content"]["traceback"])
        self.assertRegex(text, r"cell \[\d+\], line 3, column 9")
        self.assertIn("throw new Error('deep');", text)

    def test_silent(self):
        """A silent cell shows no result and does not count."""
        self.flush_channels()
        before, _ = self.execute_helper("1")
        reply, output = self.execute_helper("globalThis; 5", silent=True)
        self.assertEqual(reply["content"]["status"], "ok")
        self.assertEqual(output, [])
        self.assertEqual(reply["content"]["execution_count"], before["content"]["execution_count"])

    def test_store_history_false(self):
        self.flush_channels()
        before, _ = self.execute_helper("1")
        reply, output = self.execute_helper("2", store_history=False)
        self.assertEqual(reply["content"]["execution_count"], before["content"]["execution_count"])
        self.assertEqual(output[0]["content"]["data"]["text/plain"], "2")

    def test_user_expressions(self):
        self.flush_channels()
        expressions = {"sum": "1 + 1", "bad": "nobody.home", "html": "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<i>' }) })"}
        content = self.request(self.kc.execute("let seven = 7", user_expressions=expressions))
        results = content["user_expressions"]
        self.assertEqual(results["sum"], {"status": "ok", "data": {"text/plain": "2"}, "metadata": {}})
        self.assertEqual(results["bad"]["ename"], "ReferenceError")
        self.assertEqual(results["html"]["data"]["text/html"], "<i>")

    def test_completion_tells_types(self):
        """JupyterLab shows them beside the names; positions count code points."""
        self.flush_channels()
        self.execute_helper("const dwellUs = 2; function dwellSum(a: number) { return a }")
        text = "/* 😀 */ dwell"
        content = self.request(self.kc.complete(text))
        self.assertEqual(set(content["matches"]), {"dwellUs", "dwellSum"})
        self.assertEqual((content["cursor_start"], content["cursor_end"]), (8, 13))
        found = {one["text"]: one for one in content["metadata"]["_jupyter_types_experimental"]}
        self.assertEqual(found["dwellSum"]["type"], "function")
        self.assertEqual((found["dwellUs"]["start"], found["dwellUs"]["end"]), (8, 13))

    def test_inspection(self):
        """Both levels of detail; text and Markdown; nothing about nothing."""
        self.flush_channels()
        self.execute_helper("/** How long the beam rests, in us. */ const restUs: number = 2;")
        for code in ["restUs", "em.open", "em.atoms.find(", "Math.hypot", "new Map", "const x: Promise"]:
            for level in (0, 1):
                with self.subTest(code=code, level=level):
                    content = self.request(self.kc.inspect(code, detail_level=level))
                    self.assertTrue(content["found"])
                    self.assertGreater(len(content["data"]["text/plain"]), 10)
                    self.assertIn("```", content["data"]["text/markdown"])
        rest = self.request(self.kc.inspect("restUs", 3))
        self.assertIn("How long the beam rests", rest["data"]["text/plain"])
        self.assertIn("pixelNm", self.request(self.kc.inspect("em.open"))["data"]["text/plain"])
        for code in ["", "nobodyHome", "  ", "// restUs"]:
            nothing = self.request(self.kc.inspect(code))
            self.assertEqual((nothing["status"], nothing["found"], nothing["data"]), ("ok", False, {}))

    def test_indent_of_the_next_line(self):
        content = self.request(self.kc.is_complete("function f() {\n  if (true) {"))
        self.assertEqual(content, {"status": "incomplete", "indent": "    "})

    def test_cells_behind_an_error_are_aborted(self):
        self.flush_channels()
        messages = [self.kc.execute(code) for code in ("throw 1", "'never'", "'neither'")]
        replies = {}
        for _ in messages:
            reply = self.get_non_kernel_info_reply(timeout=TIMEOUT)
            replies[reply["parent_header"]["msg_id"]] = reply["content"]["status"]
        self.assertEqual([replies[message] for message in messages], ["error", "aborted", "aborted"])
        self.flush_channels()
        reply, _ = self.execute_helper("'again'")
        self.assertEqual(reply["content"]["status"], "ok")

    def test_many_lines_arrive_in_order(self):
        self.flush_channels()
        self.kc.execute("for (let i = 0; i < 10_000; i++) console.log(i)")
        text = ""
        while True:
            message = self.kc.get_iopub_msg(timeout=TIMEOUT)
            if message["msg_type"] == "stream":
                text += message["content"]["text"]
            if message["content"].get("execution_state") == "idle":
                break
        self.assertEqual(text, "".join(f"{i}\n" for i in range(10_000)))

    def test_input(self):
        """A cell asks on the stdin channel and goes on with what Jupyter's own client answers, a password too."""
        self.flush_channels()
        asked = []
        for options, password in (("", False), (", { password: true }", True)):
            asked.clear()

            def answer(question):
                asked.append(question["content"])
                self.kc.input("42")

            reply = self.kc.execute_interactive(
                f"Number(await input('How many? '{options})) + 1",
                allow_stdin=True,
                stdin_hook=answer,
                output_hook=lambda message: None,
                timeout=30,
            )
            self.assertEqual(reply["content"]["status"], "ok")
            self.assertEqual(asked, [{"prompt": "How many? ", "password": password}])

    def test_input_without_a_person(self):
        """Where nobody can be asked, the cell ends with an error at once."""
        self.flush_channels()
        reply = self.kc.execute_interactive(
            "await input('anyone?')", allow_stdin=False, output_hook=lambda message: None, timeout=30
        )
        self.assertEqual(reply["content"]["ename"], "StdinNotAllowed")


class EmlabWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "emlab"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main()
