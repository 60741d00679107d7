import { test } from "uvu";
import * as assert from "uvu/assert";
import { EmError } from "../../src/core/error.js";
import { checkDirection, checkFinite, GeometryError } from "../../src/core/geometryError.js";

const codeOf = (call: () => unknown): string | undefined => {
  try {
    call();
  } catch (error) {
    return (error as GeometryError).code;
  }
  return undefined;
};

test("it is an EmError BadOption with a code and a fix", () => {
  const error = new GeometryError("E_GIMBAL", "a direction along beta", "Choose another.");
  assert.instance(error, EmError);
  assert.is(error.tag, "BadOption");
  assert.is(error.code, "E_GIMBAL");
  assert.is(error.fix, "Choose another.");
  assert.is(error.message, "a direction along beta");
});

test("directions that are none are refused, each with its code", () => {
  assert.is(
    codeOf(() => checkDirection("uvw", [0, 0, 0])),
    "E_ZERO_VECTOR",
  );
  assert.is(
    codeOf(() => checkDirection("uvw", [1, Number.NaN, 0])),
    "E_NOT_FINITE",
  );
  assert.is(
    codeOf(() => checkDirection("uvw", [1, 0])),
    "E_INDEX",
  );
  assert.is(
    codeOf(() => checkDirection("uvw", [1, 0, 0])),
    undefined,
  );
});

test("a value that is missing is named in the message", () => {
  assert.throws(() => checkFinite("the limit", [undefined as unknown as number, 3]), /the limit is undefined, 3/);
});

test.run();
