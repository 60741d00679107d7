import type { ImageRead } from "./format.js";

/** What the worker is asked for. */
export interface Hdf5Request {
  readonly path: string;
  readonly name: string;
  readonly dataset?: string;
  /** From 0. @unitless */
  readonly frame?: number;
  readonly budgetBytes: number;
}

/** What the worker answers: an image, or an EmError in parts, since errors lose their class between threads. */
export type Hdf5Answer =
  | { readonly image: ImageRead }
  | { readonly tag: string; readonly message: string; readonly fix: string };
