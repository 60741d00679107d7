/** The version of emlab: a test keeps it equal to the one of package.json. */
export const version = "0.1.0";
