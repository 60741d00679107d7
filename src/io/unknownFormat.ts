import type { EmError } from "../core/error.js";
import { badFile } from "./badFile.js";

// What people try to open by mistake; the words complete "this looks like …". First by the bytes (in hex) at an offset:
const signatures: readonly (readonly [number, string, string])[] = [
  [0, "25504446", "a PDF document"],
  [0, "1f8b", "a gzip archive: unpack it first"],
  [0, "52617221", "a RAR archive: unpack it first"],
  [0, "377abcaf", "a 7-Zip archive: unpack it first"],
  [0, "47494638", "a GIF picture"],
  [0, "424d", "a BMP picture"],
  [8, "57454250", "a WebP picture"],
  [0, "00000003", "a Gatan DM3 file, which cannot be opened yet"],
  [0, "00000004", "a Gatan DM4 file, which cannot be opened yet"],
  [0, "49499701", "a FEI/TIA SER file, which cannot be opened yet"],
  [208, "4d415020", "an MRC file, which cannot be opened yet"],
];

// … then by the text.
const texts: readonly (readonly [RegExp, string])[] = [
  [/^\s*(<!DOCTYPE html|<html)/i, "a web page: the download may have given a log-in page instead of the file"],
  [/^version https:\/\/git-lfs/, "a Git LFS pointer: run git lfs pull to fetch the file itself"],
  [/^\s*[{[]/, "a JSON text"],
];

/** The error of a file whose first bytes belong to no format that can be opened. */
export function unknownFormat(name: string, head: Uint8Array, readable: readonly string[]): EmError {
  const what = lookOf(head);
  const start = [...head.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const found = what ? `this looks like ${what}` : `the kind of file is not known (it begins with the bytes ${start})`;
  return badFile(name, found, `em.open reads ${readable.join(", ")}: save or export the image as one of them.`);
}

function lookOf(head: Uint8Array): string | undefined {
  const bytes = Buffer.from(head);
  for (const [offset, hex, words] of signatures)
    if (bytes.subarray(offset, offset + hex.length / 2).toString("hex") === hex) return words;
  if (!isText(head)) return undefined;
  return texts.find(([pattern]) => pattern.test(bytes.toString("latin1")))?.[1] ?? "a text file";
}

function isText(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
