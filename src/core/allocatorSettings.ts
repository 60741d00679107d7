/**
 * Environment of a Node process that works with frames, for the memory allocator of Linux (glibc); other systems ignore it.
 *
 * By default large arrays are fetched from the system when made and given back when freed, and every page of them is touched anew: for a
 * frame of 2048 x 2048 px that takes as long as its Fourier transform. With these, up to 256 MiB of freed memory is kept for the next arrays.
 */
export const allocatorSettings: Readonly<Record<string, string>> = {
  // 32 MiB is the most that glibc takes.
  MALLOC_MMAP_THRESHOLD_: String(32 * 2 ** 20),
  MALLOC_TRIM_THRESHOLD_: String(256 * 2 ** 20),
};
