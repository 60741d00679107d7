"""Writes the small files of test/fixtures/io with the reference programs of each format.

The tests read them; nobody needs to run this again unless a fixture is added:
    pip install numpy h5py tifffile imagecodecs pillow
    python scripts/makeFixtures.py
Every file holds the same picture, so that each reader is compared with one truth:
value(row, column) = (7 * row + 3 * column) % 251, 20 rows x 30 columns; frame f adds f.
"""

import json
import pathlib

import h5py
import numpy as np
import tifffile
from PIL import Image

out = pathlib.Path(__file__).resolve().parent.parent / "test" / "fixtures" / "io"
out.mkdir(parents=True, exist_ok=True)
rows, columns = np.mgrid[0:20, 0:30]
picture = (7 * rows + 3 * columns) % 251
stack = np.stack([picture + f for f in range(3)])

# NumPy
np.save(out / "uint16.npy", picture.astype("<u2"))
np.save(out / "fortran-float64.npy", np.asfortranarray(picture.astype(">f8")))
np.savez(out / "stored.npz", img=picture.astype("<f4"), pos=np.zeros((5, 3)))
np.savez_compressed(out / "deflated.npz", a=picture.astype("<u2"), b=stack.astype("<u1"))

# TIFF
for name in ["uint8", "int8", "uint16", "int16", "uint32", "int32", "float16", "float32", "float64"]:
    tifffile.imwrite(out / f"{name}.tif", picture.astype(name) // (2 if name == "int8" else 1), metadata=None)
tifffile.imwrite(out / "big-endian.tif", picture.astype(">u2"), byteorder=">", metadata=None)
tifffile.imwrite(out / "bigtiff.tif", picture.astype("u2"), bigtiff=True, metadata=None)
tifffile.imwrite(out / "deflate.tif", picture.astype("u2"), compression="zlib", predictor=True, rowsperstrip=7, metadata=None)
tifffile.imwrite(out / "deflate-big-endian.tif", picture.astype(">u2"), byteorder=">", compression="zlib", predictor=True, metadata=None)
tifffile.imwrite(out / "float-predictor.tif", picture.astype("f4"), compression="zlib", predictor=True, metadata=None)
tifffile.imwrite(out / "lzw.tif", np.tile(picture, (8, 8)).astype("u2"), compression="lzw", metadata=None)
tifffile.imwrite(out / "packbits.tif", picture.astype("u1"), compression="packbits", metadata=None)
tifffile.imwrite(out / "zstd.tif", picture.astype("u1"), compression="zstd", metadata=None)
tifffile.imwrite(out / "tiled.tif", picture.astype("u2"), tile=(16, 16), metadata=None)
tifffile.imwrite(out / "rgb.tif", np.dstack([picture] * 3).astype("u1"), photometric="rgb", metadata=None)
tifffile.imwrite(out / "rgb-planar.tif", np.stack([picture, picture, picture + 1]).astype("u1"), photometric="rgb", planarconfig="separate", metadata=None)
tifffile.imwrite(out / "white-is-zero.tif", (255 - picture).astype("u1"), photometric="miniswhite", metadata=None)
tifffile.imwrite(out / "bilevel.tif", (picture > 120).astype("bool"), metadata=None)
tifffile.imwrite(
    out / "imagej-stack.tif", stack.astype("u2"), imagej=True, resolution=(50.0, 50.0), metadata={"unit": "nm", "axes": "ZYX"}
)
tifffile.imwrite(
    out / "ome.tif", picture.astype("u2"), ome=True,
    metadata={"axes": "YX", "PhysicalSizeX": 0.02, "PhysicalSizeXUnit": "nm", "PhysicalSizeY": 0.02, "PhysicalSizeYUnit": "nm"},
)
fei = "[User]\r\nDate=01/01/2020\r\n[Scan]\r\nPixelWidth=2.5e-011\r\nPixelHeight=2.5e-011\r\n"
tifffile.imwrite(out / "fei.tif", picture.astype("u1"), metadata=None, extratags=[(34682, 2, None, fei, True)])
zeiss = "AP_PIXEL_SIZE\r\nImage Pixel Size = 2.3 nm\r\n"
tifffile.imwrite(out / "zeiss.tif", picture.astype("u1"), metadata=None, extratags=[(34118, 2, None, zeiss, True)])
gatan = [(65003, 2, None, "um", True), (65004, 2, None, "um", True), (65009, 12, 1, 1e-5, True), (65010, 12, 1, 2e-5, True)]
tifffile.imwrite(out / "not-square.tif", picture.astype("u1"), metadata=None, extratags=gatan)
tifffile.imwrite(out / "dpi.tif", picture.astype("u1"), metadata=None, resolution=(300, 300), resolutionunit="INCH")

# PNG and JPEG
Image.fromarray(picture.astype("u1")).save(out / "grey8.png")
Image.fromarray(picture.astype("u2")).save(out / "grey16.png")
Image.fromarray(np.dstack([picture, picture, picture + 1]).astype("u1")).save(out / "rgb.png")
Image.fromarray(np.dstack([picture] * 3 + [picture * 0 + 255]).astype("u1")).save(out / "rgba.png")
Image.fromarray(picture.astype("u1")).convert("P").save(out / "palette.png")
Image.fromarray(picture > 120).save(out / "bilevel.png")
Image.fromarray(np.dstack([picture] * 3).astype("u1")).save(out / "rgb.jpg", quality=95)
Image.fromarray((np.hypot(rows - 10, columns - 15) * 8).astype("u1")).save(out / "grey.jpg", quality=97, progressive=True)

# HDF5
with h5py.File(out / "one.h5", "w") as f:
    f.create_dataset("scan/haadf", data=picture.astype("<u2"), chunks=(8, 8), compression="gzip", shuffle=True)
    f["scan"].attrs["note"] = "test"
    f["positions"] = np.zeros((5, 3))
    f["title"] = "text"
with h5py.File(out / "several.h5", "w") as f:
    f["a"] = picture.astype(">i4")
    f["b"] = stack.astype("f8")
    f["c"] = picture.astype("f2")
    f["mask"] = picture > 120
    f["complex"] = picture.astype("c8")
    f["vector"] = np.arange(5)
    f["self"] = h5py.SoftLink("/nowhere")
    f["round/again"] = h5py.SoftLink("/")
with h5py.File(out / "velox.emd", "w") as f:
    meta = {
        "Instrument": {"InstrumentModel": "Spectra 300"},
        "BinaryResult": {"Detector": "HAADF", "PixelSize": {"width": "2e-11", "height": "2e-11"}, "PixelUnitX": "m", "PixelUnitY": "m"},
        "Optics": {"AccelerationVoltage": "300000", "BeamConvergence": "0.0301"},
        "Scan": {"DwellTime": "2e-06"},
        "Stage": {"AlphaTilt": "0.1", "Position": {"x": "1e-5"}},
        "Acquisition": {"AcquisitionStartDatetime": {"DateTime": "1600000000"}},
    }
    group = f.create_group("Data/Image/0123abcd")
    group.create_dataset("Data", data=np.moveaxis(stack, 0, 2).astype("<u2"))
    text = np.zeros((4000, 3), "u1")
    for frame in range(3):
        raw = np.frombuffer(json.dumps(meta).encode(), "u1")
        text[: raw.size, frame] = raw
    group.create_dataset("Metadata", data=text, compression="gzip")
with h5py.File(out / "berkeley.emd", "w") as f:
    f.attrs["version_major"], f.attrs["version_minor"] = 0, 2
    group = f.create_group("data/image1")
    group.attrs["emd_group_type"] = 1
    group["data"] = stack.astype("f4")
    for i, (n, step, unit) in enumerate([(3, 1, "[s]"), (20, 0.05, "[n_m]"), (30, 0.05, "[n_m]")], 1):
        group[f"dim{i}"] = np.arange(n) * step
        group[f"dim{i}"].attrs["units"] = unit
    f.create_group("microscope").attrs["voltage"] = 80
with h5py.File(out / "hyperspy.hspy", "w") as f:
    group = f.create_group("Experiments/frame 7")
    group["data"] = picture.astype("u2")
    for i in range(2):
        axis = group.create_group(f"axis-{i}")
        axis.attrs["scale"], axis.attrs["units"], axis.attrs["navigate"] = 0.3, "Å", False

print(sum(p.stat().st_size for p in out.iterdir()), "bytes in", len(list(out.iterdir())), "files")
