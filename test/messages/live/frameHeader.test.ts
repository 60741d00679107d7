import { test } from "uvu";
import * as assert from "uvu/assert";
import { type FrameHeader, mostBinning, readFrameHeader } from "../../../src/messages/live/frameHeader.js";

const header: FrameHeader = {
  number: 3,
  title: "t",
  widthPx: 4,
  heightPx: 2,
  pixelNm: 0.5,
  valueUnit: "electrons",
  pixelFormat: "uint16",
  binning: 2,
  isSum: true,
  autoLow: -1,
  autoHigh: 9,
};

test("a header is read whole, and nothing else comes along", () => {
  assert.equal(readFrameHeader({ ...header, more: 1 }, 16), header);
  assert.equal(readFrameHeader({ ...header, pixelNm: null }, 16)?.pixelNm, null);
});

test("there must be as many bytes as the pixels need", () => {
  for (const bytes of [0, 8, 15, 17, 32]) assert.is(readFrameHeader(header, bytes), undefined, `${bytes} bytes`);
});

test("a value that is missing or wrong spoils it", () => {
  for (const name of Object.keys(header)) {
    const { [name as keyof FrameHeader]: _left, ...rest } = header;
    assert.is(readFrameHeader(rest, 16), undefined, `without ${name}`);
    assert.is(readFrameHeader({ ...header, [name]: {} }, 16), undefined, `an object as ${name}`);
  }
  const wrong = [{ number: 0 }, { number: 1.5 }, { widthPx: -4 }, { widthPx: 1e9 }, { binning: mostBinning + 1 }];
  for (const change of [...wrong, { pixelNm: 0 }, { autoLow: Number.NaN }, { autoHigh: Infinity }, { isSum: 1 }])
    assert.is(readFrameHeader({ ...header, ...change }, 16), undefined, JSON.stringify(change));
  for (const given of [undefined, null, [], "x", 1]) assert.is(readFrameHeader(given, 16), undefined);
});

test.run();
