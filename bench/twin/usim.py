"""Times frames of nionswift-usim: a line of JSON in, a line of JSON out. Without the package it says so and ends."""

import json
import sys
import time


def make_instrument():
    from nion.usim_device import InstrumentDevice

    generator = InstrumentDevice.ScanDataGenerator(sample_index=0)
    values, axes = InstrumentDevice.ValueManager(), InstrumentDevice.AxisManager()
    return generator, InstrumentDevice.Instrument("bench", values, axes, generator)


def main():
    try:
        from importlib.metadata import version

        from nion.device_kit import ScanDevice

        generator, instrument = make_instrument()
        print(json.dumps({"version": version("nionswift-usim")}), flush=True)
    except ImportError as error:
        print(json.dumps({"missing": str(error)}), flush=True)
        return
    for line in sys.stdin:
        wanted = json.loads(line)
        if not wanted:
            continue
        size = (wanted["sizePx"], wanted["sizePx"])
        scan = ScanDevice.ScanFrameParameters(pixel_size=size, pixel_time_us=10, fov_nm=wanted["fovNm"])
        start = time.perf_counter()
        generator.generate_scan_data(instrument, scan)
        print(json.dumps({"ms": (time.perf_counter() - start) * 1e3}), flush=True)


main()
