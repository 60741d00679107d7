"""The kernel through Jupyter's own client: the tests of jupyter_kernel_test on samples in TypeScript."""

import os
import tempfile
import unittest

import jupyter_kernel_test


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
    ]

    complete_code_samples = ["1", "const f = (x: number) => x * 2", "function g() {\n  return 1\n}"]
    incomplete_code_samples = ["if (true) {", "const list = [1,", "`open template", "/* open comment"]
    invalid_code_samples = ["let x = ) 1", "const 1a = 2"]

    code_inspect_sample = "console.log"
    code_generate_error = "throw new RangeError('on purpose')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "const s: string = 'a'; s + 'b'", "result": "'ab'"},
        {"code": "await Promise.resolve([1, 2])", "result": "[ 1, 2 ]"},
    ]
    code_display_data = [
        {"code": "display({ [Symbol.for('Jupyter.display')]: () => ({ 'image/png': 'iVBORw0KGgo=' }) })", "mime": "image/png"},
        {"code": "display({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>x</b>' }) })", "mime": "text/html"},
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

    def test_type_error(self):
        """A type error is an error message with TypeScript's code, and nothing of the cell runs."""
        self.flush_channels()
        reply, output = self.execute_helper("console.log('ran'); const n: number = 'text'")
        self.assertEqual(reply["content"]["status"], "error")
        self.assertEqual(reply["content"]["ename"], "TS2322")
        self.assertEqual([message["msg_type"] for message in output], ["error"])


if __name__ == "__main__":
    unittest.main()
