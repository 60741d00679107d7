// By `require`: an ESM import of these reads the 9 MB of the compiler a second time, only to look for the names of exports.
import blankSpace = require("ts-blank-space");
import ts = require("typescript");

export { ts };

/** Replaces the types of a parsed file by blanks; calls back for each node that cannot be. */
export const { blankSourceFile } = blankSpace;
