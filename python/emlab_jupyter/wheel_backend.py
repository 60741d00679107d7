"""Builds the wheel of this folder for pip: packages of Python files, by the standard library alone."""

import base64
import hashlib
import pathlib
import re
import zipfile

name = "emlab_jupyter"
packages = ["emlab_papermill", "emlab_server"]
here = pathlib.Path(__file__).parent
# By hand: Python 3.10 has no reader of TOML.
version = re.search(r'^version = "(.+)"$', (here / "pyproject.toml").read_text("utf-8"), re.M).group(1)
info = f"{name}-{version}.dist-info"

metadata = {
    "METADATA": f"Metadata-Version: 2.1\nName: emlab-jupyter\nVersion: {version}\nRequires-Python: >=3.10\n",
    "WHEEL": "Wheel-Version: 1.0\nGenerator: emlab\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "entry_points.txt": f"[papermill.engine]\nemlab = emlab_papermill.engine:EmlabEngine\n",
}

# pip puts it where Jupyter Server looks for what to load.
server_config = f"{name}-{version}.data/data/etc/jupyter/jupyter_server_config.d/emlab_server.json"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """The hook of PEP 517 that pip calls."""
    sources = [file for package in packages for file in sorted((here / package).glob("*.py"))]
    files = {f"{file.parent.name}/{file.name}": file.read_text("utf-8") for file in sources}
    files |= {f"{info}/{file}": text for file, text in metadata.items()}
    files[server_config] = (here / "emlab_server.json").read_text("utf-8")
    wheel = f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(path, text)
        archive.writestr(f"{info}/RECORD", record(files))
    return wheel


def record(files):
    lines = [f"{path},sha256={digest(text)},{len(text.encode())}\n" for path, text in files.items()]
    return "".join(lines) + f"{info}/RECORD,,\n"


def digest(text):
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
