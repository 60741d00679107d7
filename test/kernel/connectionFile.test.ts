import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readConnection } from "../../kernel/connectionFile.js";
import { EmError } from "../../src/core/error.js";

const test = suite("connectionFile");
const folder = mkdtempSync(join(tmpdir(), "emlab-connection-"));
const file = join(folder, "kernel.json");
const isPosix = process.platform !== "win32";
const ports = { shell_port: 5001, iopub_port: 5002, stdin_port: 5003, control_port: 5004, hb_port: 5005 };
const good = { ...ports, ip: "127.0.0.1", transport: "tcp", key: "secret-key", signature_scheme: "hmac-sha256" };
const z85 = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7";

test.after(() => rmSync(folder, { recursive: true }));

function read(content: object | string, { mode = 0o600, env = {} }: { mode?: number; env?: NodeJS.ProcessEnv } = {}) {
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  chmodSync(file, mode);
  const warnings: string[] = [];
  const connection = readConnection(file, { env, warn: (sentence) => warnings.push(sentence) });
  return { connection, warnings };
}

/** The message of the error that reading this gives. */
function refusal(content: object | string, how: { mode?: number; env?: NodeJS.ProcessEnv } = {}): string {
  try {
    read(content, how);
  } catch (error) {
    assert.instance(error, EmError);
    assert.is((error as EmError).tag, "BadFile");
    assert.ok((error as EmError).fix.length > 10);
    return (error as EmError).message;
  }
  assert.unreachable(`accepted: ${JSON.stringify(content)}`);
  return "";
}

test("a file as Jupyter writes it is read without a word", () => {
  const { connection, warnings } = read({ ...good, kernel_name: "emlab", jupyter_session: "" });
  assert.equal(connection, good);
  assert.equal(warnings, []);
});

test("transport, address and signature have their defaults", () => {
  const { connection } = read({ ...ports, key: "k" });
  assert.equal([connection.transport, connection.ip, connection.signature_scheme], ["tcp", "127.0.0.1", "hmac-sha256"]);
});

test("what is no connection file is refused, and the key is not repeated", () => {
  assert.match(refusal(""), /is not JSON/);
  assert.match(refusal('{"key": "secret-key", oops'), /is not JSON/);
  assert.not.match(refusal('{"key": "secret-key", oops'), /secret/);
  for (const text of ["[]", "null", "5", '"text"']) assert.match(refusal(text), /no object/);
  assert.match(refusal(`{"a":"${"x".repeat(70_000)}"}`), /more than 65536 bytes/);
  assert.throws(() => readConnection(folder), /cannot be read|is not a file/);
  assert.throws(() => readConnection(join(folder, "none.json")), /no such file/);
});

test("ports that are missing, no numbers, out of range or used twice are refused by name", () => {
  for (const name of Object.keys(ports))
    assert.match(refusal({ ...good, [name]: undefined }), new RegExp(`no ${name}`));
  for (const port of [0, -1, 65_536, 1e9, 50.5, "5001", null, true, [5001], {}]) {
    assert.match(refusal({ ...good, hb_port: port }), /as hb_port/, String(port));
  }
  assert.match(refusal({ ...good, iopub_port: 5001 }), /5001 as shell_port and as iopub_port/);
});

test("another transport, signature or kind of key is refused", () => {
  assert.match(refusal({ ...good, transport: "inproc" }), /transport "inproc"/);
  assert.match(refusal({ ...good, transport: 5 }), /transport 5/);
  assert.match(refusal({ ...good, signature_scheme: "hmac-md5" }), /hmac-md5/);
  assert.match(refusal({ ...good, signature_scheme: null }), /asks for null/);
  for (const key of [5, null, {}, ["k"]]) assert.match(refusal({ ...good, key }), /as key/);
});

test("an empty key is Jupyter's way to sign nothing: taken with a warning", () => {
  const { connection, warnings } = read({ ...good, key: "" });
  assert.is(connection.key, "");
  assert.match(warnings.join(), /has no key/);
  assert.equal(read({ ...good, key: "", curve_publickey: z85, curve_secretkey: z85 }).warnings, []);
});

test("both CURVE keys are taken; one alone, or a broken one, never means plain sockets", () => {
  const { connection } = read({ ...good, curve_publickey: z85, curve_secretkey: z85 });
  assert.equal(connection.curve, { publicKey: z85, secretKey: z85 });
  assert.match(refusal({ ...good, curve_publickey: z85 }), /curve_secretkey/);
  assert.match(refusal({ ...good, curve_secretkey: z85 }), /curve_publickey/);
  for (const wrong of ["", z85.slice(1), `${z85.slice(1)}"`, 40, {}]) {
    assert.match(refusal({ ...good, curve_publickey: z85, curve_secretkey: wrong }), /curve_secretkey/);
  }
  assert.is(read({ ...good, curve_publickey: null, curve_secretkey: null }).connection.curve, undefined);
});

test("a file that others can write is refused, one that they can read draws a warning", () => {
  if (!isPosix) return;
  chmodSync(folder, 0o755);
  for (const mode of [0o602, 0o666, 0o622]) {
    assert.match(refusal(good, { mode }), /can be written by others \(mode 06/);
  }
  for (const mode of [0o604, 0o644]) assert.match(read(good, { mode }).warnings.join(), /can be read by others/);
  assert.equal(read(good, { mode: 0o700 }).warnings, []);
});

test("in a folder that nobody else can enter, the file is out of reach", () => {
  if (!isPosix) return;
  chmodSync(folder, 0o700);
  for (const mode of [0o644, 0o664, 0o666]) assert.equal(read(good, { mode }).warnings, []);
});

test("Jupyter's own setting for disks without permissions turns the refusal into a warning", () => {
  if (!isPosix) return;
  chmodSync(folder, 0o755);
  for (const value of ["1", "true", "True"]) {
    const { warnings } = read(good, { mode: 0o666, env: { JUPYTER_ALLOW_INSECURE_WRITES: value } });
    assert.match(warnings.join(), /can be written by others/);
  }
  assert.match(refusal(good, { mode: 0o666, env: { JUPYTER_ALLOW_INSECURE_WRITES: "0" } }), /written/);
});

test("an address that other machines reach needs CURVE keys, or the setting and a key", () => {
  const outside = { ...good, ip: "0.0.0.0" };
  assert.match(refusal(outside), /listen on 0\.0\.0\.0, which other machines can reach/);
  assert.is(read(outside, { env: { EMLAB_ALLOW_REMOTE: "1" } }).connection.ip, "0.0.0.0");
  assert.is(read({ ...outside, curve_publickey: z85, curve_secretkey: z85 }).connection.ip, "0.0.0.0");
  assert.match(refusal({ ...outside, key: "" }, { env: { EMLAB_ALLOW_REMOTE: "1" } }), /other machines/);
  assert.match(refusal(outside, { env: { EMLAB_ALLOW_REMOTE: "0" } }), /other machines/);
});

test("numbers of an ipc connection are ends of file names", () => {
  const ipc = {
    transport: "ipc",
    ip: "/tmp/k",
    key: "k",
    shell_port: 1,
    iopub_port: 2,
    stdin_port: 3,
    control_port: 4,
  };
  assert.is(read({ ...ipc, hb_port: 70_000 }).connection.hb_port, 70_000);
});

test.run();
