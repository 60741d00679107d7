"""Runs the unittest files of a folder and prints their counts as the last line, as JSON."""

import json
import sys
import unittest


def main(folder):
    suite = unittest.defaultTestLoader.discover(folder, pattern="*_test.py")
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    skipped = len(result.skipped)
    passed = result.testsRun - failed - skipped
    print(json.dumps({"passed": max(0, passed), "failed": failed, "skipped": skipped}))


if __name__ == "__main__":
    main(sys.argv[1])
