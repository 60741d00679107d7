"""The jobs of bench/numeric/jobs.ts with numpy and scipy: a line of JSON in, a line of JSON out, until the input ends.

{"job", "peer", "params", "files", "roundMs"} -> {"ms": [...]}          times of calls, for about so long
{"job", "peer", "params", "files", "resultFile"} -> {"count": n}        the result, as float64, for comparison
"""

import json
import sys
import time

import numpy as np
import scipy.fft
import scipy.ndimage
import scipy.optimize


def plane(path, params, kind=np.float32):
    return np.fromfile(path, kind).reshape(params["heightPx"], params["widthPx"])


def parts(spectrum):
    return np.concatenate([spectrum.real.ravel(), spectrum.imag.ravel()])


def rfft2(peer, params, files):
    image = plane(files["image"], params)
    if peer == "numpy":
        return lambda: np.fft.rfft2(image), parts
    return lambda: scipy.fft.rfft2(image, workers=params["workers"]), parts


def fft2(peer, params, files):
    values = plane(files["re"], params) + 1j * plane(files["im"], params)
    values = values.astype(np.complex64)
    transform = np.fft.fft2 if peer == "numpy" else scipy.fft.fft2
    start = lambda out: np.concatenate([out.real.ravel()[:5000], out.imag.ravel()[:5000]])
    return lambda: transform(values), start


def phase(peer, params, files):
    a, b = plane(files["image"], params), plane(files["moved"], params)
    h, w = a.shape
    if peer == "numpy":
        forward, backward = np.fft.rfft2, np.fft.irfft2
    else:
        forward = lambda image: scipy.fft.rfft2(image, workers=params["workers"])
        backward = lambda spectrum: scipy.fft.irfft2(spectrum, workers=params["workers"], overwrite_x=True)

    # Real transforms, in place where numpy can: faster than the usual fft2, so the fairer peer.
    def run():
        product = forward(a - a.mean())
        np.conjugate(product, out=product)
        product *= forward(b - b.mean())
        product /= np.maximum(np.abs(product), 1e-20)
        surface = backward(product)
        return np.unravel_index(np.argmax(surface), surface.shape)

    def shift(place):
        y, x = place
        return np.array([x - w if x > w // 2 else x, y - h if y > h // 2 else y])

    return run, shift


def blur(peer, params, files):
    image = plane(files["image"], params)
    return lambda: scipy.ndimage.gaussian_filter(image, params["sigmaPx"]), np.ravel


def maxima(peer, params, files):
    image = plane(files["image"], params)
    size, threshold = params["size"], params["threshold"]

    def run():
        return np.flatnonzero((scipy.ndimage.maximum_filter(image, size) == image) & (image > threshold))

    return run, np.ravel


def label(peer, params, files):
    mask = plane(files["mask"], params, np.uint8)
    return lambda: scipy.ndimage.label(mask), lambda out: out[0].ravel()


def fits(peer, params, files):
    image = plane(files["image"], params).astype(np.float64)
    xs, ys = np.fromfile(files["x"], np.float32).astype(int), np.fromfile(files["y"], np.float32).astype(int)
    half, sigma = params["halfWidthPx"], params["sigmaPx"]
    row = np.arange(-half, half + 1)
    gx, gy = [axis.ravel().astype(np.float64) for axis in np.meshgrid(row, row)]

    def residuals(p, data):
        dx, dy = gx - p[1], gy - p[2]
        return p[6] + p[0] * np.exp(-0.5 * (p[3] * dx * dx + 2 * p[4] * dx * dy + p[5] * dy * dy)) - data

    def derivatives(p, data):
        dx, dy = gx - p[1], gy - p[2]
        e = np.exp(-0.5 * (p[3] * dx * dx + 2 * p[4] * dx * dy + p[5] * dy * dy))
        ae = p[0] * e
        out = np.empty((7, e.size))
        out[0] = e
        out[1] = ae * (p[3] * dx + p[4] * dy)
        out[2] = ae * (p[4] * dx + p[5] * dy)
        out[3] = -0.5 * ae * dx * dx
        out[4] = -ae * dx * dy
        out[5] = -0.5 * ae * dy * dy
        out[6] = 1
        return out

    def run():
        found = np.empty(len(xs))
        for k, (x, y) in enumerate(zip(xs, ys)):
            window = image[y - half : y + half + 1, x - half : x + half + 1]
            edge = np.concatenate([window[0], window[-1], window[1:-1, 0], window[1:-1, -1]]).mean()
            start = [window[half, half] - edge, 0, 0, sigma**-2, 0, sigma**-2, edge]
            # The tolerances at which our fits end.
            best, _ = scipy.optimize.leastsq(
                residuals, start, args=(window.ravel(),), Dfun=derivatives, col_deriv=1, ftol=1e-10, xtol=1e-6
            )
            found[k] = x + best[1]
        return found

    return run, np.ravel


JOBS = {"rfft2": rfft2, "fft2": fft2, "phase": phase, "blur": blur, "maxima": maxima, "label": label, "fits": fits}
prepared = {}


def answer(question):
    key = json.dumps([question["job"], question["peer"], question["params"], question["files"]])
    if key not in prepared:
        prepared.clear()
        prepared[key] = JOBS[question["job"]](question["peer"], question["params"], question["files"])
        prepared[key][0]()
    run, flat = prepared[key]
    if "resultFile" in question:
        values = np.asarray(flat(run()), np.float64)
        values.tofile(question["resultFile"])
        return {"count": int(values.size)}
    times = []
    end = time.perf_counter() + question["roundMs"] / 1e3
    while not times or time.perf_counter() < end:
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1e3)
    return {"ms": times}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
