import { createHash } from "node:crypto";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AcquireRequest } from "../../src/instrument/acquireRequest.js";
import { makeSpecimen } from "../../src/twin/specimens/specimens.js";
import { Twin } from "../../src/twin/twin.js";

const test = suite("the same seed gives the same bytes");

const scan = { widthPx: 96, heightPx: 96, fovNm: 6, dwellUs: 4, scanRotationDeg: 15 } as const;
const images: AcquireRequest = { kind: "image", detectors: ["haadf", "adf", "bf"], ...scan };
const eds: AcquireRequest = { kind: "eds", ...scan, widthPx: 6, heightPx: 6, dwellUs: 5000, sweeps: 2 };
const eels: AcquireRequest = {
  kind: "eels",
  ...scan,
  widthPx: 4,
  heightPx: 4,
  dwellUs: 5000,
  firstEv: 400,
  channelEv: 0.25,
};
const pattern: AcquireRequest = { kind: "diffraction", sizePx: 96, reachMrad: 50, exposureS: 0.2, fovNm: 2 };

/** Everything that a twin does, with time and moves between: the hash of each recording. */
async function hashesOf(specimen: string): Promise<string[]> {
  const twin = new Twin({ specimen: makeSpecimen(specimen, { seed: 11 }), seed: 11 });
  await twin.beam.unblank();
  await twin.auto("focus");
  const recordings = [...(await twin.acquire(images))];
  await twin.stage.move({ xUm: 0.3, yUm: -0.2, alphaDeg: 2 });
  twin.pass(90);
  for (const request of [images, eds, eels, pattern]) recordings.push(...(await twin.acquire(request)));
  return recordings.map(({ data }) => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  });
}

/**
 * Recordings of the twin as they were when these lines were written, on Node 20 and 22: images before and after a move, EDS, EELS, diffraction.
 *
 * Where a change of the physics is meant, they are written anew: `EM_PRINT_HASHES=1 node dist/test/twin/sameBytes.test.js`.
 */
const known: Readonly<Record<string, readonly string[]>> = {
  mxene: [
    "94d70c24bb4dd96c",
    "1e6d01946265b10d",
    "fad39854672b8337",
    "8ffcdf4689be9010",
    "ea44d17e05d9aa16",
    "ea10b32430c4c524",
    "848321b7c8a7cac5",
    "5a94c998a2eaa7eb",
    "dd4cd00456ba1752",
  ],
  "sto-lmo": [
    "3e5a3f94015341cb",
    "0229e2ec175f6d38",
    "b8736ebb9b474310",
    "994c87f41db68a10",
    "516ca386251eb850",
    "f67618c50c7a5c43",
    "a396f62fc4d1d65d",
    "31d2b89ca8a2cf6b",
    "6482eac3f7aa8f8a",
  ],
  "au-nanoparticles": [
    "1143c74ce38a8cc7",
    "6a90aaf390a161b7",
    "2536e85d5f2adeee",
    "654fd1c1c7e14969",
    "81c231e4393f43e2",
    "ee6ec57bafa8d0f4",
    "9eeebaba3c59a132",
    "c5feec48074669d2",
    "954fc5e8b1881364",
  ],
};

for (const specimen of ["mxene", "sto-lmo", "au-nanoparticles"]) {
  test(specimen, async () => {
    const hashes = await hashesOf(specimen);
    if (process.env["EM_PRINT_HASHES"]) console.log(JSON.stringify({ [specimen]: hashes }));
    assert.is(new Set(hashes).size, hashes.length, "no two recordings are the same");
    assert.equal(hashes, known[specimen]);
  });
}

test.run();
