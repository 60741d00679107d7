import { suite } from "uvu";
import * as assert from "uvu/assert";
import { magicAdvice } from "../../../kernel/language/magicAdvice.js";

const test = suite("magicAdvice");

test("lines of Python's notebooks are answered with the way to do the same", () => {
  const cases: [string, RegExp][] = [
    ["!pip install numpy", /npm install numpy/],
    ["%conda install -c forge hyperspy", /npm install -c forge hyperspy/],
    ["!ls -l 'my data'", /execSync\(`ls -l 'my data'`\)/],
    ["!echo `date` $" + "{x}", /execSync\("echo `date` \$\{x\}"\)/],
    ["files = !ls data", /const files = execSync\(`ls data`\)\.toString\(\)\.split\("\\n"\)/],
    ["!!ls -l", /execSync\(`ls -l`\)/],
    ["!cd data", /process\.chdir\(`data`\)/],
    ["%%bash", /execSync/],
    ["%timeit work()", /performance\.now/],
    ["%%time", /performance\.now/],
    ["%%capture out", /print nothing/],
    ["%%html", /display\.html/],
    ["%%writefile lab.py", /writeFile\(`lab\.py`/],
    ["%%python3", /kernel of that language/],
    ["%load_ext autoreload", /import what you need/],
    ["%autoreload 2", /read again/],
    ["%cd data", /process\.chdir\(`data`\)/],
    ["%env KEY=5", /process\.env\["KEY"\] = `5`/],
    ["%env", /process\.env$/],
    ["%run lib.ts", /import "\.\/lib\.ts"/],
    ["%matplotlib inline", /last expression/],
    ["%whos", /Tab/],
    ["%reset -f", /Restart/],
    ["%debug", /breakpoint/],
    ["?em.open", /Shift\+Tab/],
    ["em.open??", /Shift\+Tab/],
    ["%unknown_magic x", /no magics/],
  ];
  for (const [line, advice] of cases) assert.match(magicAdvice(`let a = 1\n  ${line}`, 12)?.evalue ?? line, advice);
});

test("lines of TypeScript are left alone", () => {
  for (const line of ["const a = 5 % b", "!!a", "a ? b : c", "a = !b", "!(a)", "x!"]) {
    assert.is(magicAdvice(line, 1), undefined, line);
  }
  assert.is(magicAdvice("!a", 1)?.ename, "NotTypeScript");
});

test.run();
