/**
 * The library of Jupyter's sockets is compiled for each system; installs that copy node_modules from another machine break it.
 * @param {() => Promise<{ version: string }>} [load]
 * @returns {Promise<import("./runChecks.mjs").Finding>}
 */
export async function zeromqCheck(load = () => import("zeromq")) {
  try {
    const { version } = await load();
    return { state: "ok", what: `ZeroMQ ${version} loads` };
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ERR_MODULE_NOT_FOUND") {
      return {
        state: "problem",
        what: "ZeroMQ is not installed",
        fix: "npm start installs it with the other packages.",
      };
    }
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return {
      state: "problem",
      what: `ZeroMQ does not load on ${process.platform} ${process.arch}: ${reason}`,
      fix: "Delete the folder node_modules and type npm start: it is installed anew for this system.",
    };
  }
}
