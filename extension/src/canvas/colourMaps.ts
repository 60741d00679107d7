import type { ImageColourMap } from "../../../src/messages/imageState.js";

// Evenly spaced colours of each map, the same as those of still pictures; a test compares the two.
// Source: viridis, magma, inferno: Smith and van der Walt 2015 (CC0); cividis: Nunez, Anderton and Renslow 2018.
const nodes: Readonly<Record<ImageColourMap, string>> = {
  grey: "000000 ffffff",
  viridis:
    "440154 470d60 48186a 482374 472d7b 453681 424086 3f4989 3b528b 375a8d 33638d 2f6a8e 2c728e 297a8e 26818e 23898e 21908c " +
    "1f988b 1f9f88 21a685 28ae80 31b57b 3ebc74 4cc26c 5dc963 6ece58 82d34c 96d83f abdc32 c0df24 d5e21a eae51a fde725",
  magma:
    "000004 030311 0a0822 130d33 1d1146 28115a 36106a 430f76 50127c 5d177f 691c81 762181 822681 8f2a81 9c2e7f a9327d b63779 " +
    "c33b75 cf4170 db486a e65163 ee5c5e f5695c f9785d fb8761 fd9668 fea571 feb47b fec387 fed194 fde0a2 fceeb0 fcfdbf",
  inferno:
    "000004 040312 0b0724 150b37 210c4a 2e0a5a 3c0965 4a0c6b 57106d 63146e 70196e 7d1e6d 89226a 962766 a32b61 af315c bb3755 " +
    "c63e4d d14644 db4f3b e35932 eb6528 f1711e f67f14 f98d0a fb9c06 fcab0f fbba1f f9ca32 f5d949 f2e865 f3f586 fcffa4",
  cividis:
    "00224e 00285b 002e6a 043371 1a386f 273e6e 32436d 3b496c 434e6c 4b546c 52596d 5a5f6e 61656f 686a71 6f7073 757676 7c7b78 " +
    "848179 8b8778 938d78 9b9376 a39a75 aba072 b3a670 bbad6c c3b469 ccba64 d4c15f ddc958 e6d051 efd748 f8df3c fee838",
};

/** The colours of a map from dark to bright, for the pixels of a canvas: its four bytes are red, green, blue and opaque, in that order. */
export function colourTable(name: ImageColourMap, levels: number): Uint32Array {
  const colours = nodes[name].split(" ").map((hex) => Number.parseInt(hex, 16));
  const table = new Uint8Array(4 * levels);
  for (let level = 0; level < levels; level++) {
    const position = levels < 2 ? 0 : (level / (levels - 1)) * (colours.length - 1);
    const below = Math.min(Math.floor(position), colours.length - 2);
    const share = position - below;
    for (let channel = 0; channel < 3; channel++) {
      const shift = 16 - 8 * channel;
      const from = (colours[below]! >> shift) & 255;
      const to = (colours[below + 1]! >> shift) & 255;
      table[4 * level + channel] = Math.round(from + share * (to - from));
    }
    table[4 * level + 3] = 255;
  }
  return new Uint32Array(table.buffer);
}
