/** Calls at once, and gives what is thrown at once as a refused promise. */
export function callNow<T>(call: () => Promise<T>): Promise<T> {
  try {
    return Promise.resolve(call());
  } catch (error) {
    return Promise.reject(error);
  }
}
