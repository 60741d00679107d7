"""What is in the wheel."""

import base64
import csv
import hashlib
import io
import os
import re
import unittest
import zipfile

path = os.environ["EMLAB_WHEEL"]
project = os.environ["EMLAB_PROJECT"]


class ArchiveTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.archive = zipfile.ZipFile(path)
        cls.addClassCleanup(cls.archive.close)
        cls.names = cls.archive.namelist()

    def one(self, ending):
        found = [name for name in self.names if name.endswith(ending)]
        self.assertEqual(len(found), 1, ending)
        return self.archive.read(found[0]).decode()

    def test_every_file_is_recorded_once_with_its_hash(self):
        self.assertEqual(len(self.names), len(set(self.names)))
        self.assertIsNone(self.archive.testzip())
        rows = list(csv.reader(io.StringIO(self.one(".dist-info/RECORD"))))
        self.assertEqual([row[0] for row in rows], self.names)
        for name, digest, size in rows[:-1]:
            content = self.archive.read(name)
            expected = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
            self.assertEqual((digest, size), (f"sha256={expected}", str(len(content))), name)

    def test_the_tag_is_that_of_its_native_part(self):
        native = [name for name in self.names if re.search(r"\.(node|so|dll|dylib)$", name)]
        self.assertEqual(len(native), 1, native)
        tag = re.search(r"^Tag: py3-none-(manylinux_2_(\d+)_x86_64)$", self.one(".dist-info/WHEEL"), re.M)
        self.assertTrue(path.endswith(f"-py3-none-{tag.group(1)}.whl"))
        needed = [int(minor) for minor in re.findall(rb"GLIBC_2\.(\d+)", self.archive.read(native[0]))]
        self.assertGreaterEqual(int(tag.group(2)), max(needed))

    def test_it_names_what_it_needs(self):
        metadata = self.one(".dist-info/METADATA")
        self.assertRegex(metadata, r"(?m)^Requires-Dist: jupyterlab_widgets>=3\.\S+,<4$")
        always = [line for line in metadata.split("\n") if line.startswith("Requires-Dist") and "extra" not in line]
        self.assertEqual(len(always), 1, always)

    def test_no_sources_maps_or_tests_are_in_it(self):
        odd = [name for name in self.names if re.search(r"\.map$|\.tsbuildinfo$|(?<!\.d)\.[cm]?ts$|/dist/test/|/tests?/|\.code$", name)]
        self.assertEqual(odd, [])
        self.assertLess(os.path.getsize(path), 15e6)

    def test_nothing_of_the_machine_is_in_it(self):
        for name in self.names:
            self.assertNotIn(project.encode(), self.archive.read(name), name)

    def test_every_package_in_it_has_its_license(self):
        text = self.one("licenses/THIRD-PARTY-LICENSES.txt")
        packages = {match.group(1) for name in self.names if (match := re.search(r"app/node_modules/((?:@[^/]+/)?[^/]+)/", name))}
        # Packed into others, without a folder of their own.
        for package in packages | {"@tensorflow/tfjs-core", "mathjs", "xlsx"}:
            self.assertRegex(text, rf"(?m)^{re.escape(package)} \d")


if __name__ == "__main__":
    unittest.main()
