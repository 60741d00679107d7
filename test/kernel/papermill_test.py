"""papermill with the translator of python/emlab_jupyter: parameters become typed variables of TypeScript."""

import datetime
import importlib.metadata
import json
import pathlib
import unittest

import papermill
from emlab_papermill.literals import literal, type_of
from emlab_papermill.translator import TypeScriptTranslator
from papermill.exceptions import PapermillException
from papermill.translators import papermill_translators
from sampleNotebooks import FolderTests, notebook, texts_of


class TranslatorTests(unittest.TestCase):
    def test_the_package_has_the_version_of_emlab(self):
        manifest = pathlib.Path(__file__).resolve().parents[2] / "package.json"
        self.assertEqual(importlib.metadata.version("emlab-jupyter"), json.loads(manifest.read_text("utf-8"))["version"])

    def test_values_and_their_types(self):
        for value, source, kind in [
            (3, "3", "number"),
            (-2.5e-9, "-2.5e-09", "number"),
            (float("nan"), "NaN", "number"),
            (float("inf"), "Infinity", "number"),
            (float("-inf"), "-Infinity", "number"),
            (2**53 - 1, "9007199254740991", "number"),
            (2**60, "1152921504606846976n", "bigint"),
            (True, "true", "boolean"),
            (None, "null", "any"),
            ("a", '"a"', "string"),
            ('say "x"\\\n', r'"say \"x\"\\\n"', "string"),
            ("Ångström 電子 😀", '"Ångström 電子 😀"', "string"),
            ("\u2028\ud800\x7f", r'"\u2028\ud800\u007f"', "string"),
            ("${x} `y`", '"${x} `y`"', "string"),
            ([], "[]", "any[]"),
            ([1, 2.5], "[1, 2.5]", "number[]"),
            ((1, "a", 2), '[1, "a", 2]', "(number | string)[]"),
            ([[1], [2]], "[[1], [2]]", "number[][]"),
            ([None, 1], "[null, 1]", "any[]"),
            ({}, "{}", "{ [key: string]: any }"),
            ({"a": 1, "b c": [True]}, '{a: 1, "b c": [true]}', '{ a: number; "b c": boolean[]; [key: string]: any }'),
            ({1: "x", None: 2}, '{"1": "x", null: 2}', '{ "1": string; null: number; [key: string]: any }'),
            ({"__proto__": 1}, '{["__proto__"]: 1}', '{ "__proto__": number; [key: string]: any }'),
            (datetime.date(2020, 1, 2), '"2020-01-02"', "string"),
        ]:
            with self.subTest(value=value):
                self.assertEqual(literal(value), source)
                self.assertEqual(type_of(value), kind)

    def test_a_cell_of_declarations(self):
        text = TypeScriptTranslator.codify({"x": 3, "names": ["a"]}, comment="Given")
        self.assertEqual(text, '// Given\nlet x: number = 3;\nlet names: string[] = ["a"];\n')
        for name in ["a-b", "2x", "class", "", "x;y"]:
            with self.subTest(name=name), self.assertRaises(PapermillException):
                TypeScriptTranslator.codify({name: 1})

    def test_papermill_finds_it_by_kernel_and_by_language(self):
        for kernel, language in [("emlab", "typescript"), ("lab-2", "typescript"), ("emlab", "?")]:
            self.assertIs(papermill_translators.find_translator(kernel, language), TypeScriptTranslator)
        self.assertIsNot(papermill_translators.find_translator("python3", "python"), TypeScriptTranslator)

    def test_declarations_are_read_as_written(self):
        for source, found in [
            ("let x = 1; // how many", [("x", "None", "1", "how many")]),
            ('let path = "", seed = 1;', [("path", "None", '""', ""), ("seed", "None", "1", "")]),
            ("let dose: number | undefined;\nconst k = 2", [("dose", "number | undefined", "undefined", ""), ("k", "None", "2", "")]),
            ("let m: Map<string, number> = new Map(), b = 1 < 2;", [("m", "Map<string, number>", "new Map()", ""), ("b", "None", "1 < 2", "")]),
            ("export const f: (x: number) => string = (x) => `${x};`", [("f", "(x: number) => string", "(x) => `${x};`", "")]),
            ('let s = "; // no", a = [\n  1,\n];', [("s", "None", '"; // no"', ""), ("a", "None", "[\n  1,\n]", "")]),
            ("let v =\n  3 // there", [("v", "None", "3", "there")]),
            ("// let no = 1\nfor (let i = 0; ;) {}\nlet {p} = o;", []),
            ("", []),
        ]:
            with self.subTest(source=source):
                inspected = TypeScriptTranslator.inspect({"source": source})
                self.assertEqual([tuple(one) for one in inspected], found)


class PapermillTests(FolderTests):
    def test_the_command_line(self):
        content = notebook("let x = 1; // how many\nlet who: string = 'a';", "who.repeat(x)", tags={0: ["parameters"]})
        self.write("in.ipynb", content)
        done = self.module("papermill", "in.ipynb", "out.ipynb", "-k", "emlab", "-p", "x", "3", "-p", "who", 'ä"')
        self.assertEqual(done.returncode, 0, done.stderr)
        cells = self.read("out.ipynb").cells
        self.assertEqual(cells[1].metadata.tags, ["injected-parameters"])
        self.assertEqual(cells[1].source, '// Parameters\nlet x: number = 3;\nlet who: string = "ä\\"";\n')
        self.assertEqual(texts_of(cells[2]), ["'ä\"ä\"ä\"'"])
        shown = self.module("papermill", "--help-notebook", "in.ipynb").stdout
        self.assertRegex(shown, r"x: .*\(default 1\) +how many")
        self.assertIn("who: string (default 'a')", shown)

    def test_all_values_arrive_as_they_are(self):
        values = {
            "text": 'a "b" \\ ${c}\n\u2028 Å 😀',
            "list": [1, 2.5e-9, [True, None]],
            "table": {"dwell us": 2, "__proto__": [1], "deep": {"x": {}}},
            "none": None,
            "no": False,
            "large": 2**53 - 1,
        }
        shown = f"console.log(JSON.stringify({{ {', '.join(values)} }}))"
        special = "[Number.isNaN(nan), inf === -Infinity, seed * 2n]"
        self.write("in.ipynb", notebook("# no parameters cell", shown, special))
        parameters = {**values, "nan": float("nan"), "inf": float("-inf"), "seed": 2**60}
        # No kernel is named: the engine of the package knows which.
        content = self.read("in.ipynb")
        del content.metadata["kernelspec"]
        self.write("in.ipynb", content)
        source, target = str(self.folder / "in.ipynb"), str(self.folder / "out.ipynb")
        papermill.execute_notebook(source, target, parameters, engine_name="emlab", kernel_name="emlab", language="typescript", progress_bar=False)
        cells = [cell for cell in self.read("out.ipynb").cells if cell.cell_type == "code"]
        self.assertEqual(json.loads(texts_of(cells[1])[0]), values)
        self.assertEqual(texts_of(cells[2]), ["[ true, true, 2305843009213693952n ]"])

    def test_widgets_are_kept_as_pictures_without_their_states_unless_somebody_wants_them(self):
        self.write("in.ipynb", notebook("em.widgets.image((await em.demo.mxene({ sizePx: 64 })).micrograph)"))
        source, target = str(self.folder / "in.ipynb"), str(self.folder / "out.ipynb")
        for options, keeps in [({}, False), ({"store_widget_state": True}, True)]:
            with self.subTest(options=options):
                papermill.execute_notebook(source, target, engine_name="emlab", progress_bar=False, **options)
                done = self.read("out.ipynb")
                self.assertIn("image/png", done.cells[0].outputs[0].data)
                self.assertEqual("widgets" in done.metadata, keeps)

    def test_a_wrong_type_stops_and_is_marked(self):
        self.write("in.ipynb", notebook("let x = 1;", "x - 1", tags={0: ["parameters"]}))
        done = self.module("papermill", "in.ipynb", "out.ipynb", "-k", "emlab", "-p", "x", "text")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("TS2362", done.stderr)
        cells = self.read("out.ipynb").cells
        self.assertIn("TS2362", [text for cell in cells if cell.cell_type == "code" for text in texts_of(cell)])


if __name__ == "__main__":
    unittest.main()
