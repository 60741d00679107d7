/** Digits that a shown number keeps when it is not exact. */
const significantDigits = 6;

/** A whole number with its thousands apart: 1,048,576. */
export function grouped(count: number): string {
  return Number.isInteger(count) ? String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ",") : String(count);
}

/** A number in few characters: at most `digits` significant ones, no trailing zeros. */
export function shortNumber(value: number, digits = significantDigits): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return String(Number(value.toPrecision(digits)));
}

/** A value of a Float32Array without the digits that only its conversion to 64 bits has made: 0.1, not 0.10000000149011612. */
export function float32Text(value: number): string {
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}

/**
 * The numbers of one column, with one number of decimals for all, so that they line up when set to the right; with
 * exponents where the column spans more than that can show.
 */
export function numberColumn(values: readonly number[]): string[] {
  const finite = values.filter(Number.isFinite);
  if (finite.every((value) => Number.isInteger(value) && Math.abs(value) < 1e15)) return values.map(String);
  const sizes = finite.filter((value) => value !== 0).map((value) => Math.floor(Math.log10(Math.abs(value))));
  const largest = Math.max(...sizes);
  if (largest >= 9 || Math.min(...sizes) < -5) return values.map((value) => shortNumber(value));
  const most = Math.min(8, Math.max(0, significantDigits - 1 - largest));
  const needed = finite.map(
    (value) =>
      value
        .toFixed(most)
        .replace(/\.?0+$/, "")
        .split(".")[1]?.length ?? 0,
  );
  const decimals = Math.max(...needed);
  return values.map((value) => (Number.isFinite(value) ? value.toFixed(decimals) : String(value)));
}

/** A size in memory as people say it: 512 bytes, 1.5 MiB. */
export function byteSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
  const power = Math.min(4, Math.floor(Math.log2(bytes) / 10));
  return `${shortNumber(bytes / 1024 ** power, 3)} ${["", "KiB", "MiB", "GiB", "TiB"][power]}`;
}

/** A time as people say it: 20 ms, 0.4 s, 12 s, 3 min 12 s, 2 h 5 min. */
export function duration(seconds: number): string {
  if (seconds < 0.0995) return `${Math.round(1000 * seconds)} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1).replace(/\.0$/, "")} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min${whole % 60 ? ` ${whole % 60} s` : ""}`;
  const minutes = Math.round(seconds / 60);
  return `${grouped(Math.floor(minutes / 60))} h${minutes % 60 ? ` ${minutes % 60} min` : ""}`;
}
