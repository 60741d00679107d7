import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { Micrograph } from "../../src/core/micrograph.js";
import { seededRandom } from "../../src/core/random.js";
import { openFile } from "../../src/io/openFile.js";
import { fixturePath } from "./fixtureFolder.js";
import { temporaryFolder } from "./temporaryFolder.js";

const folder = temporaryFolder();
let made = 0;

/** Opens bytes as a file: a Micrograph or a BadFile may come of it, nothing else, and it must come to an end. */
async function survives(bytes: Uint8Array, name: string, what: string): Promise<"opened" | "refused"> {
  const path = folder.write(`${made++ % 4}-${name}`, bytes);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("it takes longer than 60 s")), 60_000);
  });
  try {
    const m = await Promise.race([openFile(path), late]);
    assert.instance(m, Micrograph);
    return "opened";
  } catch (error) {
    assert.instance(error, EmError, `${what}: ${error instanceof Error ? error.stack : error}`);
    assert.is((error as EmError).tag, "BadFile", what);
    assert.ok((error as EmError).message.length < 1500, what);
    return "refused";
  } finally {
    clearTimeout(timer);
  }
}

const files = [
  ["uint16.npy", 60],
  ["stored.npz", 60],
  ["deflated.npz", 60],
  ["uint16.tif", 60],
  ["deflate.tif", 60],
  ["lzw.tif", 60],
  ["tiled.tif", 40],
  ["bigtiff.tif", 40],
  ["packbits.tif", 40],
  ["imagej-stack.tif", 40],
  ["grey8.png", 60],
  ["palette.png", 40],
  ["rgb.jpg", 40],
  ["grey.jpg", 40],
  ["one.h5", 12],
  ["velox.emd", 12],
] as const;

for (const [name, times] of files) {
  test(`${name} cut off anywhere is refused`, async () => {
    const whole = readFileSync(fixturePath(name));
    // Some bytes at the end of a file carry nothing (padding, an end mark): the picture may open without them.
    const random = seededRandom(11, name);
    for (let i = 0; i < times; i++) {
      const length = 1 + random.below(Math.floor(whole.length * 0.9));
      const result = await survives(whole.subarray(0, length), name, `${name} cut at ${length}`);
      assert.is(result, "refused", `${name} cut at ${length} of ${whole.length} opens`);
    }
  });

  test(`${name} with random bytes in it opens or is refused`, async () => {
    const whole = readFileSync(fixturePath(name));
    const random = seededRandom(12, name);
    for (let i = 0; i < times; i++) {
      const bytes = Uint8Array.from(whole);
      // The first bytes decide most; every third time the damage lies there.
      const reach = i % 3 === 0 ? Math.min(300, bytes.length) : bytes.length;
      for (let n = 1 + random.below(8); n > 0; n--) bytes[4 + random.below(reach - 4)] = random.below(256);
      await survives(bytes, name, `${name}, damage ${i}`);
    }
  });

  test(`${name} with extreme numbers in it opens or is refused`, async () => {
    const whole = readFileSync(fixturePath(name));
    const random = seededRandom(13, name);
    for (let i = 0; i < times / 2; i++) {
      const bytes = Buffer.from(whole);
      const at = 4 + random.below(Math.min(400, bytes.length) - 12);
      const extreme = [0, 0xffffffff, 0x7fffffff, 0x80000000, 0x10000][random.below(5)]!;
      if (random.below(2)) bytes.writeUInt32LE(extreme, at);
      else bytes.writeUInt32BE(extreme, at);
      await survives(bytes, name, `${name}, ${extreme} at ${at}`);
    }
  });
}

test("bytes without any meaning are refused, whatever they begin with", async () => {
  const random = seededRandom(14);
  const starts = [
    "",
    "\x93NUMPY\x01\x00",
    "PK\x03\x04",
    "II*\x00",
    "MM\x00*",
    "II+\x00",
    "\x89PNG\r\n\x1a\n",
    "\xff\xd8\xff",
  ];
  for (const start of starts)
    for (let i = 0; i < 20; i++) {
      const noise = Uint8Array.from({ length: random.below(3000) }, () => random.below(256));
      const bytes = Buffer.concat([Buffer.from(start, "latin1"), noise]);
      if (bytes.length > 0) assert.is(await survives(bytes, "noise.bin", `noise after ${start}`), "refused");
    }
});

test.run();
