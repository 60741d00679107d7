/** How often the parent is looked for (ms). */
const periodMs = 1000;

/** Calls `onDeath` once when the process that started the kernel has gone, so that no kernel outlives a crashed Jupyter server. */
export function watchParent(onDeath: () => void): () => void {
  // Jupyter sets it for kernels that it starts; a kernel started by hand, for a debugger say, may outlive its shell.
  const named = Number(process.env["JPY_PARENT_PID"]);
  if (!named) return () => {};
  // The parent can die before this is first called: then we are the child of another already (of process 1, while nobody
  // has fetched the end of the parent, which counts as alive until then), and only Jupyter's word tells.
  const watched = process.ppid === 1 || !isAlive(named) ? named : process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === watched && isAlive(watched)) return;
    clearInterval(timer);
    onDeath();
  }, periodMs);
  timer.unref();
  return () => clearInterval(timer);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
