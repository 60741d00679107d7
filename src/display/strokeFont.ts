/**
 * A small font of pen strokes, made for scale bars and labels inside pictures.
 *
 * Each letter is a list of strokes; each stroke a list of points of two base-36 digits, x (0 to about 8) and y (0 top of a capital,
 * 4 top of a small letter, e the base line, i the foot of a "g"). A stroke that begins with ~ is drawn as a smooth curve.
 */
const letters: Readonly<Record<string, string>> = {
  "0": "~40 72 87 7c 4e 1c 07 12 40",
  "1": "03 40 4e",
  "2": "~03 11 40 71 83 76 49 0e|0e 8e",
  "3": "~02 20 50 73 75 56 37|~37 67 8a 7d 4e 1d 0b",
  "4": "6e 60 0a 8a",
  "5": "70 10 06|~06 35 66 8a 6d 3e 0c",
  "6": "~71 50 22 05 0a 2e 4e 7d 8a 76 45 16 09",
  "7": "00 80 3e",
  "8": "~40 73 46 13 40|~46 8a 4e 0a 46",
  "9": "~1d 3e 6c 89 84 60 40 11 04 18 49 78 85",
  A: "0e 40 8e|19 79",
  B: "0e 00 40|~40 73 47|07 47|~47 8a 4e|4e 0e",
  C: "~82 50 21 07 2d 5e 8c",
  D: "0e 00 30|~30 71 87 7d 3e|3e 0e",
  E: "80 00 0e 8e|07 67",
  F: "80 00 0e|07 67",
  G: "~82 50 21 07 2d 5e 8c|8c 88 58",
  H: "00 0e|80 8e|07 87",
  I: "00 0e",
  J: "60 6a|~6a 4e 1d 0b",
  K: "00 0e|80 08|35 8e",
  L: "00 0e 8e",
  M: "0e 00 58 a0 ae",
  N: "0e 00 8e 80",
  O: "~40 72 87 7c 4e 1c 07 12 40",
  P: "0e 00 40|~40 84 48|48 08",
  Q: "~40 72 87 7c 4e 1c 07 12 40|5a 9f",
  R: "0e 00 40|~40 83 47|47 07|47 8e",
  S: "~82 50 11 04 46 7a 6d 3e 0c",
  T: "00 80|40 4e",
  U: "00 09|~09 1d 4e 7d 89|89 80",
  V: "00 4e 80",
  W: "00 2e 54 8e a0",
  X: "00 8e|80 0e",
  Y: "00 47 80|47 4e",
  Z: "00 80 0e 8e",
  a: "~66 34 07 0b 3e 6b|64 6e",
  b: "00 0e|~06 34 67 6b 3e 0c",
  c: "~75 44 16 0a 2d 5e 7c",
  d: "60 6e|~66 34 07 0b 3e 6c",
  e: "09 79|~79 65 34 17 0b 3e 6d",
  f: "~60 40 22 24|24 2e|04 54",
  g: "64 6e|~6e 5h 3i 0h|~66 34 07 0b 3e 6b",
  h: "00 0e|~07 34 67|67 6e",
  i: "04 0e|00 01",
  j: "24 2f|~2f 1i 0i|20 21",
  k: "00 0e|64 0a|28 7e",
  l: "00 0e",
  m: "04 0e|~07 24 57|57 5e|~57 74 a7|a7 ae",
  n: "04 0e|~07 34 67|67 6e",
  o: "~44 77 7b 4e 1b 17 44",
  p: "04 0i|~06 34 67 6b 3e 0c",
  q: "64 6i|~66 34 07 0b 3e 6c",
  r: "04 0e|~08 25 54",
  s: "~65 34 06 39 6c 3e 0d",
  t: "20 2b|~2b 3e 5d|04 54",
  u: "04 0b|~0b 3e 6b|64 6e",
  v: "04 3e 64",
  w: "04 2e 56 8e a4",
  x: "04 6e|64 0e",
  y: "04 3e|64 1i",
  z: "04 64 0e 6e",
  ".": "0d 0e",
  ",": "1d 0g",
  ":": "06 07|0d 0e",
  ";": "16 17|1d 0g",
  "-": "08 58",
  "+": "08 88|44 4c",
  "=": "06 76|0a 7a",
  "(": "~30 05 09 3g",
  ")": "~00 35 39 0g",
  "[": "30 00 0g 3g",
  "]": "00 30 3g 0g",
  "/": "60 0g",
  "%": "90 0e|~20 42 24 02 20|~7a 9c 7e 5c 7a",
  "°": "~20 42 24 02 20",
  "±": "06 86|42 4a|0e 8e",
  "×": "16 7c|76 1c",
  "*": "42 4a|14 78|74 18",
  "'": "00 03",
  '"': "00 03|30 33",
  "<": "74 08 7c",
  ">": "04 78 0c",
  "#": "30 1e|70 5e|05 95|09 89",
  "!": "00 09|0d 0e",
  "?": "~02 20 51 63 47 39|3d 3e",
  _: "0f 8f",
  "&": "~8e 25 20 50 54 18 0b 3e 68",
  "|": "00 0g",
  "~": "~09 27 49 67",
  µ: "04 0i|~0b 3e 6b|64 6e",
  Å: "0e 42 8e|1a 7a|~40 51 42 31 40",
  " ": "",
};
const missing = "00 60 6e 0e 00";

/** A letter: its strokes as x, y, x, y, … in units of 1/14 of a capital's height from its top, and how wide it is. */
export interface Letter {
  /** In units of 1/14 of the height of a capital. @unitless */
  readonly strokes: readonly Float32Array[];
  /** In units of 1/14 of the height of a capital. @unitless */
  readonly width: number;
}

const made = new Map<string, Letter>();

/** The strokes of a letter; a letter that the font lacks is a box. */
export function letterOf(sign: string): Letter {
  let letter = made.get(sign);
  if (!letter) {
    letter = makeLetter(letters[sign] ?? missing);
    made.set(sign, letter);
  }
  return letter;
}

function makeLetter(description: string): Letter {
  if (description === "") return { strokes: [], width: 4 };
  const strokes = description.split("|").map((stroke) => {
    const points = stroke
      .replace("~", "")
      .split(" ")
      .flatMap((p) => [Number.parseInt(p[0]!, 36), Number.parseInt(p[1]!, 36)]);
    return Float32Array.from(stroke.startsWith("~") ? smooth(points) : points);
  });
  const width = Math.max(...strokes.flatMap((stroke) => [...stroke].filter((_, i) => i % 2 === 0)));
  return { strokes, width };
}

/** A Catmull-Rom curve through the points, closed when the last is the first. */
function smooth(points: readonly number[]): number[] {
  const n = points.length / 2;
  const closed = points[0] === points[2 * n - 2] && points[1] === points[2 * n - 1];
  const at = (i: number, axis: number) => {
    if (closed) return points[2 * ((i + n - 1) % (n - 1)) + axis]!;
    return points[2 * Math.min(n - 1, Math.max(0, i)) + axis]!;
  };
  const curve: number[] = [];
  for (let i = 0; i < n - 1; i++)
    for (let step = 0; step < 6; step++)
      for (const axis of [0, 1])
        curve.push(catmullRom(at(i - 1, axis), at(i, axis), at(i + 1, axis), at(i + 2, axis), step / 6));
  curve.push(points[2 * n - 2]!, points[2 * n - 1]!);
  return curve;
}

function catmullRom(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
