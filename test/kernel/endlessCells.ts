/** What a cell prints when it has begun: the moment to interrupt it. */
export const begunText = "begun";

/** Defines what the cells below use; run it before them. */
export const endlessPreparation = `let kept = 0, turns = 0; const begun = () => console.log('${begunText}')`;

/** Cells that run until they are stopped; each needs endlessPreparation. */
export const endlessCells: Readonly<Record<string, string>> = {
  "a loop": "begun(); while (true) {}",
  "a loop after an await": "begun(); await null; while (true) {}",
  "a promise that never settles": "begun(); await new Promise(() => {})",
  "a loop in a timer callback": "setTimeout(() => { begun(); while (true) {} }, 1); await new Promise(() => {})",
  "a loop in every call of an interval":
    "setInterval(() => { begun(); while (true) {} }, 0); await new Promise(() => {})",
  "a catastrophic regular expression": "begun(); /(a+)+$/.test('a'.repeat(40) + 'b')",
  "an infinite loop of microtasks": "begun(); while (true) await null",
  "a loop that waits on timers": "begun(); while (true) { await new Promise(done => setTimeout(done, 1)); turns++ }",
  "a loop that waits on immediates": "begun(); while (true) { await new Promise(setImmediate); turns++ }",
  "a loop that catches everything": "begun(); while (true) { try { while (true) {} } catch {} }",
  "a loop in finally": "begun(); try { while (true) {} } finally { while (true) {} }",
  "a blocking wait": "begun(); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
  "a loop that prints": "while (true) begun()",
  "a loop in a timer under AsyncLocalStorage": `import { AsyncLocalStorage } from 'node:async_hooks'
new AsyncLocalStorage().run(1, () => setTimeout(() => { begun(); while (true) {} }, 1)); await new Promise(() => {})`,
  "a loop in an event handler": `import { EventEmitter } from 'node:events'
const events = new EventEmitter().on('x', () => { begun(); while (true) {} })
setTimeout(() => events.emit('x'), 1); await new Promise(() => {})`,
  "a loop in a callback of the file system":
    "import { stat } from 'node:fs'; stat('.', () => { begun(); while (true) {} }); await new Promise(() => {})",
  "a loop in a message handler": `const channel = new MessageChannel(); channel.port1.on('message', () => { begun(); while (true) {} })
channel.port2.postMessage(1); try { await new Promise(() => {}) } finally { channel.port1.close() }`,
  "a loop in a comparison of sort": "begun(); [3, 1, 2].sort(() => { while (true) {} })",
  "a display method that spins": "({ [Symbol.for('Jupyter.display')]() { begun(); while (true) {} } })",
  "a getter of a display method that spins": "({ get [Symbol.for('Jupyter.display')]() { begun(); while (true) {} } })",
  "a display method that never settles":
    "({ [Symbol.for('Jupyter.display')]() { begun(); return new Promise(() => {}) } })",
  "a value whose inspect method spins":
    "({ [Symbol.for('nodejs.util.inspect.custom')]() { begun(); while (true) {} } })",
  "a bundle whose toJSON spins":
    "({ [Symbol.for('Jupyter.display')]: () => ({ 'x/y': { toJSON() { begun(); while (true) {} } } }) })",
  "a thrown object whose inspect method spins":
    "throw { [Symbol.for('nodejs.util.inspect.custom')]() { begun(); while (true) {} } }",
};
