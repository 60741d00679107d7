"""Starts the kernel as Jupyter does: `python -m emlab_kernel CONNECTION_FILE`; without a file, says which Node would run it."""

import os
import sys

# Python looks into the notebook's folder first: a file of the user called json.py would be taken for Python's own.
if sys.path and os.path.abspath(sys.path[0] or ".") == os.getcwd():
    del sys.path[0]

from emlab_kernel.launch import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
