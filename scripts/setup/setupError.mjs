/** What kept the set-up from going on, and what the user can do about it. */
export class SetupError extends Error {
  /**
   * @param {string} message what was found, with the number or the path
   * @param {string} fix what to install, close or change, as commands where there are any
   */
  constructor(message, fix) {
    super(message);
    this.name = "SetupError";
    this.fix = fix;
  }
}
