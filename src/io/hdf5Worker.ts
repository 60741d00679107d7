import { parentPort, workerData } from "node:worker_threads";
import { hdf5Error } from "./hdf5Error.js";
import { readHdf5Image } from "./hdf5Image.js";
import type { Hdf5Answer, Hdf5Request } from "./hdf5Request.js";

/** Reads one image; of whatever goes wrong an answer is made. */
async function answer(request: Hdf5Request): Promise<Hdf5Answer> {
  try {
    return { image: await readHdf5Image(request) };
  } catch (error) {
    const { tag, message, fix } = hdf5Error(request.name, error);
    return { tag, message, fix };
  }
}

if (parentPort) {
  const reply = await answer(workerData as Hdf5Request);
  parentPort.postMessage(reply, "image" in reply ? [reply.image.data.buffer as ArrayBuffer] : []);
}
