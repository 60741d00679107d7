import { suite } from "uvu";
import * as assert from "uvu/assert";
import { pictureFormat } from "../../../kernel/output/pictureFormat.js";
import { thrownBy } from "./fakePort.js";

const test = suite("pictures");

/** A PNG of one pixel, 640 x 480 by its header. */
const png = Buffer.concat([
  Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
  Buffer.from([0, 0, 2, 128, 0, 0, 1, 224, 8, 0, 0, 0, 0]),
]);
const jpeg = Buffer.from("ffd8ffe000104a464946", "hex");

test("bytes in any form, and base64, become the base64 that front ends show", () => {
  const padded = new Uint8Array([1, 2, 3, ...png]).subarray(3);
  const copy = Uint8Array.from(png).buffer;
  const forms = [png, padded, copy, new DataView(copy), png.toString("base64"), png.toString("base64url")];
  for (const form of [...forms, `data:image/png;base64,${png.toString("base64")}`, `${png.toString("base64")}\n`]) {
    const { data } = pictureFormat("png", form, {});
    assert.is(data["image/png"], png.toString("base64"));
    assert.is(data["text/plain"], `PNG image, 640 x 480 px, ${png.length} bytes`);
  }
  assert.is(pictureFormat("jpeg", jpeg, {}).data["text/plain"], "JPEG image, 10 bytes");
});

test("the size on the screen is told to the front end", () => {
  assert.equal(pictureFormat("png", png, { widthPx: 400 }).metadata, { "image/png": { width: 400 } });
  assert.equal(pictureFormat("jpeg", jpeg, { heightPx: 9 }).metadata, { "image/jpeg": { height: 9 } });
  assert.match(
    thrownBy(() => pictureFormat("png", png, { widthPx: -3 })),
    "display.png: widthPx is -3 | widthPx must be a number above 0 px.",
  );
});

test("other files are named", () => {
  const tiff = Buffer.from("49492a0008000000", "hex");
  assert.match(
    thrownBy(() => pictureFormat("png", tiff, {})),
    "display.png was given 8 bytes that are a TIFF | Give the content",
  );
  assert.match(
    thrownBy(() => pictureFormat("png", jpeg, {})),
    "that are a JPEG",
  );
  assert.match(
    thrownBy(() => pictureFormat("jpeg", png, {})),
    "that are a PNG",
  );
  assert.match(
    thrownBy(() => pictureFormat("png", new Uint8Array([1, 2, 3]), {})),
    "3 bytes that are no PNG (it begins with 010203)",
  );
  assert.match(
    thrownBy(() => pictureFormat("png", new Uint8Array(0), {})),
    "0 bytes that are no PNG (it begins with nothing)",
  );
});

test("a path instead of bytes is explained", () => {
  assert.match(
    thrownBy(() => pictureFormat("png", "overview.png", {})),
    'a text that is no base64: "overview.png" | To show a file, give its bytes: display.png(await readFile("image.png"))',
  );
  assert.match(
    thrownBy(() => pictureFormat("png", 5, {})),
    "display.png was given a number",
  );
});

test.run();
