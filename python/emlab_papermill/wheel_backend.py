"""Builds the wheel of this folder for pip: one package of Python files, by the standard library alone."""

import base64
import hashlib
import pathlib
import re
import zipfile

name = "emlab_papermill"
here = pathlib.Path(__file__).parent
# By hand: Python 3.10 has no reader of TOML.
version = re.search(r'^version = "(.+)"$', (here / "pyproject.toml").read_text("utf-8"), re.M).group(1)
info = f"{name}-{version}.dist-info"

metadata = {
    "METADATA": f"Metadata-Version: 2.1\nName: emlab-papermill\nVersion: {version}\nRequires-Python: >=3.10\n",
    "WHEEL": "Wheel-Version: 1.0\nGenerator: emlab\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "entry_points.txt": f"[papermill.engine]\nemlab = {name}.engine:EmlabEngine\n",
}


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """The hook of PEP 517 that pip calls."""
    files = {f"{name}/{file.name}": file.read_text("utf-8") for file in sorted((here / name).glob("*.py"))}
    files |= {f"{info}/{file}": text for file, text in metadata.items()}
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
