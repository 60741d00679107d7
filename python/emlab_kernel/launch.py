import os
import pathlib
import signal
import sys

from .built import compiler, version
from .node import NodeProblem, find_node

app = pathlib.Path(__file__).parent / "app"
entry = str(app / "dist" / "kernel" / "main.cjs")
# As kernel/kernelspec.ts has it.
flags = ["--no-force-async-hooks-checks"]


def main(arguments):
    files = [word for word in arguments if word != "-f"]
    if len(files) > 1:
        print("usage: python -m emlab_kernel CONNECTION_FILE", file=sys.stderr)
        return 2
    try:
        node = find_node()
    except NodeProblem as problem:
        print(problem, file=sys.stderr, flush=True)
        return answer(files[0], problem) if files else 1
    if files:
        become(node.path, files[0])
    print(f"emlab {version}, run by Node {node.version} ({node.path})")
    return 0


def become(node, connection_file):
    """Node takes the place of this process: Jupyter's signals and the exit code need nobody in between."""
    for name in ("SIGPIPE", "SIGXFSZ"):
        # Python ignores them, and what is ignored stays so.
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    environment = {"EMLAB_CODE_FOLDER": code_folder(), **os.environ}
    os.execve(node, [node, *flags, entry, connection_file], environment)


def code_folder():
    """Where V8's code of the compiler is kept: what Python installed has to stay as it is, or could not be removed whole."""
    cache = os.environ.get("XDG_CACHE_HOME", "")
    base = cache if os.path.isabs(cache) else os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "emlab", compiler)


def answer(connection_file, problem):
    try:
        from .messenger import serve
    except ImportError:
        # Without ipykernel the log alone says it.
        return 1
    serve(connection_file, problem)
    return 0
