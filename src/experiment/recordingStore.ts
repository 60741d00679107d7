import type { Recording } from "../instrument/recording.js";

/** What a store says of a recording that it has. */
export interface RecordingEntry {
  /** Number of the recording in its store, from 1. @unitless */
  readonly sequence: number;
  /** Where it lies, in stores that have files. */
  readonly file?: string;
  readonly sha256?: string;
}

/** Something that belongs to an experiment beside recordings: a note, the start or stop of a plan. */
export type JournalDocument = { readonly type: string; readonly [field: string]: unknown };

/** Where a journal puts what it is given: a run folder, or memory. It keeps the order of the calls. */
export interface RecordingStore {
  /**
   * Resolves when the recording is safe. `plan` is the identity of the plan that it was taken in.
   *
   * Errors: StoreFull; BadFile when it cannot be written.
   */
  append(recording: Recording, plan?: string): Promise<RecordingEntry>;
  appendDocument(document: JournalDocument): Promise<void>;
  close(): Promise<void>;
}

/** What a store holds, in order: a recording with its plan, or a document. */
export type StoredItem =
  | { readonly recording: Recording; readonly plan?: string }
  | { readonly document: JournalDocument };

/** A store whose content can go over to another one. */
export interface MovableStore extends RecordingStore {
  readonly items: readonly StoredItem[];
  /** Recordings that it had to give up. @unitless */
  readonly dropped: number;
}
