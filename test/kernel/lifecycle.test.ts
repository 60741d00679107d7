import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { kernelspec } from "../../kernel/kernelspec.js";
import { KernelClient } from "./kernelClient.js";
import { kernelCycles } from "./kernelCycles.js";

const test = suite("lifecycle");
const entry = fileURLToPath(new URL("../../kernel/main.cjs", import.meta.url));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("starts and stops leave no process and no file, while a cell spins too", async () => {
  const figures = await kernelCycles(4, () => {});
  assert.equal([figures.badEnds, figures.processesLeft, figures.filesLeft], [0, 0, []]);
  assert.ok(figures.startMs <= figures.firstResultMs);
});

test("shutdown ends a kernel that has not loaded its compiler yet, that spins, and that awaits", async () => {
  const early = await KernelClient.start();
  assert.is(await early.shutdown(), 0);
  for (const cell of ["while (true) {}", "await new Promise(() => {})", "setInterval(() => {}, 1)"]) {
    const kernel = await KernelClient.start();
    const id = await kernel.sendCell(`console.log("begun"); ${cell}`);
    await kernel.printed(id, "begun");
    assert.is(await kernel.shutdown(), 0, cell);
    assert.is(kernel.processErrors, "", cell);
  }
});

test("the reply to shutdown repeats whether it is a restart", async () => {
  const kernel = await KernelClient.start();
  const { reply } = await kernel.request("shutdown_request", { restart: true }, "shell");
  assert.equal(reply.content, { status: "ok", restart: true });
  assert.is(await kernel.ended(), 0);
});

test("SIGTERM ends the kernel in order", async () => {
  if (process.platform === "win32") return;
  const kernel = await KernelClient.start();
  kernel.process.kill("SIGTERM");
  assert.is(await kernel.ended(), 0);
  assert.is(kernel.processErrors, "");
});

test("a kernel ends when the process that started it dies", async () => {
  if (process.platform === "win32") return;
  const folder = mkdtempSync(join(tmpdir(), "emlab-orphan-"));
  const file = join(folder, "connection.json");
  const ports = { shell_port: 1, iopub_port: 2, stdin_port: 3, control_port: 4, hb_port: 5 };
  writeFileSync(file, JSON.stringify({ ...ports, ip: join(folder, "s"), transport: "ipc", key: "k" }));
  const code = `const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ["--no-force-async-hooks-checks", ${JSON.stringify(entry)}, ${JSON.stringify(file)}],
      { stdio: "ignore", detached: true, env: { ...process.env, JPY_PARENT_PID: String(process.pid) } });
    process.stdout.write(String(child.pid)); setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  const [text] = (await once(parent.stdout!, "data")) as [Buffer];
  const pid = Number(text.toString());
  assert.ok(isAlive(pid));
  while (!existsSync(join(folder, "s-1"))) await pause();
  parent.kill("SIGKILL");
  while (isAlive(pid)) await pause();
  rmSync(folder, { recursive: true });
});

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

test("a wrong connection file ends the kernel with a message", () => {
  const folder = mkdtempSync(join(tmpdir(), "emlab-wrong-"));
  const start = (text: string | undefined) => {
    const file = join(folder, "connection.json");
    if (text !== undefined) writeFileSync(file, text);
    return spawnSync(process.execPath, [entry, file], { encoding: "utf8" });
  };
  const cases: [string | undefined, RegExp][] = [
    [undefined, /no such file/],
    ["{", /JSON/],
    ["{}", /no shell_port/],
    [
      '{"shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5,"key":"k","signature_scheme":"md5"}',
      /md5/,
    ],
  ];
  for (const [text, message] of cases) {
    const { status, stderr } = start(text);
    assert.is(status, 1);
    assert.match(stderr, message);
  }
  assert.is(spawnSync(process.execPath, [entry]).status, 2);
  rmSync(folder, { recursive: true });
});

test("a port that is taken ends the kernel with a message", async () => {
  const kernel = await KernelClient.start();
  const file = join(kernel.folder, "connection.json");
  const child = spawn(process.execPath, [entry, file], { stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (data: Buffer) => {
    errors += data.toString();
  });
  const [code] = (await once(child, "exit")) as [number];
  await kernel.shutdown();
  assert.is(code, 1, errors);
  assert.match(errors, /in use/);
});

test("the kernelspec names the node, the entry and the engine, and asks for interrupts by message", () => {
  const plain = kernelspec("/bin/node", "/x/main.js");
  assert.equal(plain["argv"], ["/bin/node", "--no-force-async-hooks-checks", "/x/main.js", "{connection_file}"]);
  assert.is(plain["interrupt_mode"], "message");
  assert.is(plain["language"], "typescript");
  const other = kernelspec("/bin/node", "/x/main.js", { displayName: "Old", engine: "tslab" });
  assert.is(other["display_name"], "Old");
  assert.equal((other["argv"] as string[]).slice(-3), ["--engine", "tslab", "{connection_file}"]);
});

test.run();
