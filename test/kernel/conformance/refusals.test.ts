import { cellTable } from "./cellTable.js";

cellTable("what is refused, and the advice", {
  JSX: [
    ["const jsx = <div>hello</div>", /JSX is not supported in cells\.\nfix: .*display\.html/],
    ["const a = <Foo bar={1} />", /column 11/],
    ["const generic = <T,>(x: T) => x; generic(1) < 2", "true"],
  ],
  "habits from Python": [
    ["print('hello')", /fix: in TypeScript: console\.log/],
    ["def f(x):\n    return x", /function name/],
    ["import numpy as np", /packages of Python are not there/],
    ["for i in range(10):\n    print(i)", /for \(const x of xs\)/],
    ["# a comment\n1", /\/\/ begins a comment/],
    ["[1].append(2)", /push/],
    ["let none = None", /undefined or null/],
  ],
  "addresses, packages and data as modules": [
    ["import a from 'npm:lodash@4'", /npm install lodash"/],
    ["import a from 'https://esm.sh/lodash'", /nothing is loaded from the network/],
    ["import a from './data.csv'", /a data file is read, not imported/],
    ["import a from './nothere'", /paths start from the folder of the notebook/],
  ],
  "type errors that are let through": [
    ["// @emlab-nocheck\nconst wrong: number = 'x'; wrong", "'x'"],
    ["wrong.toFixed", ""],
    ["// first\n// @ts-nocheck: old code\nconst old: number = 'y'; old", "'y'"],
    ["// @emlab-nocheck\nlet broken = (", /TS1109|SyntaxError/],
    [
      "// @nocheck\nconst other: number = 'x'",
      /fix: to run the cell in spite of type errors, write \/\/ @emlab-nocheck/,
    ],
    ["// @ts-expect-error\nconst fine: number = 5; fine", "5"],
    ["// @ts-ignore\nconst ignored: number = 'x'; ignored", "'x'"],
  ],
  "the ends of the process": [
    ["process.exit(1)", /Restart/],
    ["process.abort()", /Restart/],
    ["process.kill(process.pid)", /Restart/],
    ["process.kill(process.pid, 0)", "true"],
  ],
});
