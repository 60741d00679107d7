/**
 * The name under which saved notebooks look for our widgets.
 *
 * The names of npm's packages cannot begin with an underscore: an HTML page made from a notebook asks a public server for the
 * modules of its widgets, and must not be given what somebody has published under our name.
 */
export const widgetModule = "_emlab";

/** The version of what the two sides say to each other: a front end shows widgets of the same first two numbers. */
export const widgetModuleVersion = "0.1.0";
