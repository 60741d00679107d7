import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type AddressProblem, checkAddress, isLoopback } from "../../kernel/listenAddress.js";

const test = suite("listenAddress");
const plain = { transport: "tcp", isEncrypted: false, isSigned: true, env: {} } as const;
const problem = (ip: unknown, rules: Parameters<typeof checkAddress>[1] = plain): string => {
  const found = checkAddress(ip, rules);
  return typeof found === "string" ? "" : found.problem;
};

test("what only this machine reaches is loopback", () => {
  for (const ip of ["127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]", "0:0:0:0:0:0:0:1", "0000::0001"]) {
    assert.ok(isLoopback(ip), ip);
    assert.is(checkAddress(ip, plain), ip);
  }
  for (const ip of [
    "0.0.0.0",
    "::",
    "*",
    "192.168.1.5",
    "1.2.7.127",
    "127.0.0.1.example.org",
    "localhost.org",
    "::2",
    "1::1",
    "::ffff:10.0.0.1",
    "fe80::1",
    "eth0",
  ]) {
    assert.not.ok(isLoopback(ip), ip);
    assert.match(problem(ip), /other machines/, ip);
  }
});

test("an outside address is taken when messages are encrypted, or when asked for and signed", () => {
  for (const ip of ["0.0.0.0", "*", "192.168.1.5", "::"]) {
    assert.is(checkAddress(ip, { ...plain, isEncrypted: true }), ip);
    assert.is(checkAddress(ip, { ...plain, env: { EMLAB_ALLOW_REMOTE: "1" } }), ip);
    assert.match(problem(ip, { ...plain, env: { EMLAB_ALLOW_REMOTE: "1" }, isSigned: false }), /other machines/);
    assert.match(problem(ip, { ...plain, env: { EMLAB_ALLOW_REMOTE: "yes" } }), /other machines/);
  }
});

test("what is no address is refused even where everything is allowed", () => {
  const all = { ...plain, isEncrypted: true };
  for (const ip of ["", 5, null, {}, ["127.0.0.1"]]) assert.match(problem(ip, all), /as ip/);
  for (const ip of ["1.2.3.4 ", "a b", "tcp://x", "x:5000", "/tmp/x", "é", "a;b", "-x", "a".repeat(300)]) {
    assert.match(problem(ip, all), /as ip/, ip);
  }
});

test("an ipc path has to fit into a socket address", () => {
  const ipc = { ...plain, transport: "ipc" } as const;
  assert.is(checkAddress("/tmp/kernel", ipc), "/tmp/kernel");
  assert.match(problem(`/tmp/${"x".repeat(100)}`, ipc), /105 bytes/);
  assert.match(problem("/tmp/a\0b", ipc), /zero byte/);
  assert.match((checkAddress(`/${"é".repeat(60)}`, ipc) as AddressProblem).fix, /JUPYTER_RUNTIME_DIR/);
});

test.run();
