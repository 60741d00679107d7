import { Worker } from "node:worker_threads";
import { EmError, type EmErrorTag, throwIfAborted } from "../core/error.js";
import { badFile } from "./badFile.js";
import type { FileSource } from "./fileSource.js";
import type { Format, OpenOptions } from "./format.js";
import type { Hdf5Answer, Hdf5Request } from "./hdf5Request.js";
import { memoryBudgetBytes } from "./memoryBudget.js";

const signature = Buffer.from("894844460d0a1a0a", "hex");

/** Damaged files can send the HDF5 library round in circles, so it is given this long, and a second more for every 20 MB. */
const patienceS = 8;

/**
 * HDF5 with images: Velox and Berkeley EMD, HyperSpy, and any dataset that is an image by its shape.
 *
 * The HDF5 library runs in a thread of its own, so that a damaged file can neither stop nor crash the notebook, and its memory is given back.
 */
export const hdf5: Format = {
  name: "HDF5",
  endings: [".h5", ".hdf5", ".emd", ".hspy", ".hdf", ".nxs"],
  matches: (head) => [0, 512, 1024, 2048].some((at) => signature.equals(head.subarray(at, at + 8))),
  async read(source, options) {
    const { dataset, frame } = options;
    const request: Hdf5Request = {
      path: source.path,
      name: source.name,
      budgetBytes: memoryBudgetBytes(),
      ...(dataset !== undefined && { dataset }),
      ...(frame !== undefined && { frame }),
    };
    const answer = await ask(source, request, options);
    if ("image" in answer) return answer.image;
    throw new EmError(answer.tag as EmErrorTag, answer.message, { fix: answer.fix });
  },
};

async function ask(source: FileSource, request: Hdf5Request, { signal }: OpenOptions): Promise<Hdf5Answer> {
  throwIfAborted(signal, `opening ${source.name}`);
  const worker = new Worker(new URL("./hdf5Worker.js", import.meta.url), {
    workerData: request,
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const limitS = patienceS + source.sizeBytes / 20e6;
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  try {
    return await new Promise<Hdf5Answer>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", (error) => reject(error));
      worker.once("exit", () => reject(new Error("the HDF5 library gave up")));
      timer = setTimeout(() => reject(tooSlow(source.name, limitS)), 1000 * limitS);
      stop = () => resolve(Promise.reject(abortedError(signal, source.name)));
      signal?.addEventListener("abort", stop, { once: true });
    });
  } finally {
    clearTimeout(timer);
    if (stop) signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}

function abortedError(signal: AbortSignal | undefined, name: string): unknown {
  try {
    throwIfAborted(signal, `opening ${name}`);
    return undefined;
  } catch (error) {
    return error;
  }
}

function tooSlow(name: string, limitS: number): EmError {
  return badFile(
    name,
    `the HDF5 library did not finish in ${Math.round(limitS)} s: the file is probably damaged`,
    "Copy or download it again.",
  );
}
