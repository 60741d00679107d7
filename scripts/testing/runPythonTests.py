"""Runs the unittest file that it is given and prints the counts as the last line, as JSON."""

import json
import pathlib
import sys
import unittest


def main(file):
    suite = unittest.defaultTestLoader.discover(str(file.parent), pattern=file.name)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    skipped = len(result.skipped)
    passed = result.testsRun - failed - skipped
    print(json.dumps({"passed": max(0, passed), "failed": failed, "skipped": skipped}))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
