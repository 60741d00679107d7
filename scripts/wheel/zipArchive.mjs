import { crc32, deflateRawSync } from "node:zlib";

/** @typedef {{ path: string, content: Buffer }} Entry a file of an archive; its path has forward slashes */

/** Midnight of the first of January 1980: the same files give the same bytes, whenever they were made. */
const dosDate = (1 << 5) | 1;
const utf8Names = 1 << 11;
const deflated = 8;
const zipVersion = 20;
const madeByUnix = (3 << 8) | zipVersion;
/** A plain file that its owner may write and all may read. */
const attributes = (0o100644 << 16) >>> 0;

/**
 * A ZIP archive of files, in the order given.
 * @param {readonly Entry[]} entries
 * @returns {Buffer}
 */
export function zipArchive(entries) {
  const files = [];
  const directory = [];
  let offset = 0;
  for (const { path, content } of entries) {
    const name = Buffer.from(path, "utf8");
    const packed = deflateRawSync(content, { level: 9 });
    const common = commonHeader(content, packed, name);
    const file = Buffer.concat([words([0x04034b50, 4], [zipVersion, 2]), common, words([0, 2]), name, packed]);
    directory.push(
      words([0x02014b50, 4], [madeByUnix, 2], [zipVersion, 2]),
      common,
      // No extra field, no comment, first disk, no internal attributes.
      words([0, 2], [0, 2], [0, 2], [0, 2], [attributes, 4], [offset, 4]),
      name,
    );
    files.push(file);
    offset += file.length;
  }
  const index = Buffer.concat(directory);
  const count = entries.length;
  const end = words([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [index.length, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...files, index, end]);
}

/**
 * What the header of a file and its line in the directory have in common.
 * @param {Buffer} content
 * @param {Buffer} packed
 * @param {Buffer} name
 */
function commonHeader(content, packed, name) {
  const sizes = words([crc32(content), 4], [packed.length, 4], [content.length, 4], [name.length, 2]);
  return Buffer.concat([words([utf8Names, 2], [deflated, 2], [0, 2], [dosDate, 2]), sizes]);
}

/** @param {(readonly [value: number, bytes: number])[]} parts */
function words(...parts) {
  return Buffer.concat(
    parts.map(([value, bytes]) => {
      const word = Buffer.alloc(bytes);
      word.writeUIntLE(value, 0, bytes);
      return word;
    }),
  );
}
