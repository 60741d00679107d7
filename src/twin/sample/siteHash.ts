/** Mixes the 32 bits of a whole number one to one. Source: the finaliser of MurmurHash3 (Appleby, public domain). Cost: 2 ns. */
export function mix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1) for a place that up to three whole numbers name. */
export type SiteUniform = (a: number, b?: number, c?: number) => number;

/**
 * Random numbers that belong to places: the same seed, name and place give the same number, in whatever order places are asked for.
 *
 * A stream such as seededRandom would make the fate of an atom depend on which others were looked at before it. Cost: 10 ns a number.
 */
export function siteUniforms(seed: number, name: string): SiteUniform {
  const base = siteBase(seed, name);
  return (a, b = 0, c = 0) => hashSite(base, a, b, c) / 4294967296;
}

/** What siteUniforms and columnId start from: 32 bits from a seed and the name of what is drawn. */
export function siteBase(seed: number, name: string): number {
  let hash = mix32(seed ^ 0x9e3779b9);
  for (let i = 0; i < name.length; i++) hash = mix32(hash + Math.imul(name.charCodeAt(i) + 1, 0x01000193));
  return hash;
}

/** 32 bits for a place; one to one in each of the three numbers while the others stay. */
export function hashSite(base: number, a: number, b: number, c: number): number {
  let hash = mix32(base + Math.imul(a, 0x9e3779b1));
  hash = mix32(hash + Math.imul(b, 0x85ebca77));
  return mix32(hash + Math.imul(c, 0xc2b2ae3d));
}

/**
 * The id of a column: different for every column of a lattice while its cell indices stay within +-2^(15 - siteBits/2).
 *
 * siteBits is 2 or 4: up to 4 columns a cell and +-16384 cells, or up to 16 columns a cell and +-8192 cells. Two lattices with
 * different bases may share an id by chance, which does no harm: ids choose fates, they are no keys.
 */
export function columnId(base: number, i: number, j: number, site: number, siteBits: 2 | 4): number {
  const indexBits = (32 - siteBits) / 2;
  const mask = (1 << indexBits) - 1;
  const packed = (((i & mask) << indexBits) | (j & mask)) << siteBits;
  return mix32((packed | site) ^ base);
}
