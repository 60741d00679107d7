import { suite } from "uvu";
import * as assert from "uvu/assert";
import { endpoint } from "../../kernel/connection.js";

const test = suite("endpoint");

test("tcp has a colon before the port, ipc a dash", () => {
  const ports = { shell_port: 1, iopub_port: 2, stdin_port: 3, control_port: 4, hb_port: 5 };
  const own = { ...ports, key: "", signature_scheme: "hmac-sha256" };
  assert.is(endpoint({ ...own, transport: "tcp", ip: "127.0.0.1" }, "hb"), "tcp://127.0.0.1:5");
  assert.is(endpoint({ ...own, transport: "ipc", ip: "/tmp/k" }, "shell"), "ipc:///tmp/k-1");
});

test.run();
