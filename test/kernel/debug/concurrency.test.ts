import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DebugClient } from "./debugClient.js";

const test = suite("debugger: many requests at once");

test("views that are asked for while cells run and breakpoints wait never hang the kernel", async () => {
  const client = await DebugClient.start();
  await client.attach("jupyterlab");
  await client.ask("setBreakpoints", { source: { path: "/never/loaded.ts" }, breakpoints: [{ line: 1 }] });
  await client.ask("setExceptionBreakpoints", { filters: ["caught", "uncaught"] });
  await client.kernel.run(
    `const big = Float32Array.from({ length: 1000 }, (_, i) => i);
const shown = { [Symbol.for("Jupyter.display")]: () => { try { throw new Error("inner"); } catch { return { "text/plain": "ok" }; } } };`,
  );
  for (let round = 0; round < 40; round += 1) {
    const id = await client.kernel.sendCell(`let r${round} = 0; for (let i = 0; i < 1e6; i += 1) r${round} += i;`);
    const views = [
      client.respond("inspectVariables"),
      client.respond("richInspectVariables", { variableName: "shown" }),
      client.respond("evaluate", { expression: `big[${round}]` }),
      client.respond("inspectVariables"),
      client.respond("debugInfo"),
    ];
    const responses = await Promise.all(views);
    assert.equal([...new Set(responses.map(({ success }) => success))], [true]);
    assert.is((await client.kernel.resultOf(id)).status, "ok");
  }
  await client.ask("disconnect");
  assert.is(await client.kernel.shutdown(), 0);
  assert.is(client.kernel.processErrors, "");
});

test.run();
