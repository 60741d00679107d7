/** The same work in the language of each kernel. */
export interface LanguageCells {
  /** The n-th cell of a session: declares a typed function, calls it with what the cell before has left, shows a number. */
  typed(n: number): string;
  /** What the typed cell shows. */
  readonly typedResult: string;
  /** A member completion after cell n, and a name that must be in the list. */
  completion(n: number): { readonly code: string; readonly has: string };
  /** The name of the function of cell n, which has a signature to show. */
  inspected(n: number): string;
  lines(count: number): string;
  readonly spin: string;
  /** A short cell that declares the same name each time. */
  repeated(n: number): string;
}

const typescript: LanguageCells = {
  typed: (n) => `function scale${n}(values: number[], factor: number): number[] {
  return values.map((value) => value * factor);
}
const scaled${n} = scale${n}(${n === 1 ? "[1, 2, 3]" : `scaled${n - 1}`}, 0.5);
scaled${n}.length`,
  typedResult: "3",
  completion: (n) => ({ code: `scaled${n}.`, has: "map" }),
  inspected: (n) => `scale${n}`,
  lines: (count) => `for (let line = 0; line < ${count}; line++) console.log("line", line)`,
  spin: "while (true) {}",
  repeated: (n) => `const doubled: number = ${n} * 2;\ndoubled`,
};

const python: LanguageCells = {
  typed: (n) => `def scale${n}(values: list[float], factor: float) -> list[float]:
    return [value * factor for value in values]
scaled${n} = scale${n}(${n === 1 ? "[1, 2, 3]" : `scaled${n - 1}`}, 0.5)
len(scaled${n})`,
  typedResult: "3",
  completion: (n) => ({ code: `scaled${n}.`, has: "append" }),
  inspected: (n) => `scale${n}`,
  lines: (count) => `for line in range(${count}): print("line", line)`,
  spin: "while True: pass",
  repeated: (n) => `doubled: int = ${n} * 2\ndoubled`,
};

/** The cells by the language of a kernel. */
export const languageCells = { typescript, python } as const;
