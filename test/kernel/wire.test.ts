import { createHmac } from "node:crypto";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Message, Wire } from "../../kernel/wire.js";

const test = suite("wire");
const wire = () => new Wire("key");
const request = { type: "execute_request", content: { code: "1+1" } };
const frames = () =>
  wire()
    .encode(request)
    .map((frame) => Buffer.from(frame));

test("what is encoded is decoded, with identities and buffers", () => {
  const buffers = [Buffer.from([0, 255]), Buffer.from([])];
  const identities = [Buffer.from("router"), Buffer.from([1, 2])];
  const parent = { msg_id: "p", msg_type: "x_request" };
  const sent = wire().encode({ ...request, identities, parent, metadata: { m: 1 }, buffers });
  const message = wire().decode(sent.map((frame) => Buffer.from(frame))) as Message;
  assert.equal(message.identities, identities);
  assert.equal([message.parent, message.metadata, message.content], [parent, { m: 1 }, { code: "1+1" }]);
  assert.equal(message.buffers, buffers);
  assert.is(message.header.msg_type, "execute_request");
  assert.is(message.header.version, "5.4");
  assert.not.ok(Number.isNaN(Date.parse(message.header.date)));
});

test("content may come as JSON text", () => {
  const sent = wire().encode({ type: "stream", content: '{"text":"é"}' });
  assert.equal(wire().decode(sent.map((frame) => Buffer.from(frame)))?.content, { text: "é" });
});

test("ids are unique, the session stays", () => {
  const one = wire();
  const two = wire();
  const [a, b] = [one.encode(request), one.encode(request)].map((sent) => two.decode(sent.map((f) => Buffer.from(f))));
  assert.is.not(a?.header.msg_id, b?.header.msg_id);
  assert.is(a?.header.session, b?.header.session);
});

test("another key, a replay and a changed byte are refused", () => {
  assert.is(new Wire("other").decode(frames()), undefined);
  const once = wire();
  const sent = frames();
  assert.ok(once.decode(sent));
  assert.is(once.decode(sent), undefined);
  for (const at of [1, 2, 3, 4, 5]) {
    const changed = frames();
    changed[at]![0] = changed[at]![0]! ^ 1;
    assert.is(wire().decode(changed), undefined, `frame ${at}`);
  }
});

test("without a key nothing is signed and nothing is checked", () => {
  const open = new Wire("");
  const sent = open.encode(request).map((frame) => Buffer.from(frame));
  assert.is(sent[1]?.length, 0);
  assert.ok(open.decode(sent));
  assert.ok(open.decode(sent));
});

test("the part of a message that is missing, no JSON or no object makes it invalid", () => {
  const open = new Wire("");
  const good = open.encode(request).map((frame) => Buffer.from(frame));
  for (let length = 0; length < good.length; length += 1) assert.is(open.decode(good.slice(0, length)), undefined);
  for (const at of [2, 3, 4, 5]) {
    for (const text of ["", "{", "[]", "null", "5", '"text"']) {
      const bad = [...good];
      bad[at] = Buffer.from(text);
      assert.is(open.decode(bad), undefined, `frame ${at}: ${text}`);
    }
  }
  const noId = [...good];
  noId[2] = Buffer.from('{"msg_type":"x"}');
  assert.is(open.decode(noId), undefined);
});

/** Frames of a message whose parts are these texts, rightly signed. */
function signed(header: string, content = "{}", metadata = "{}"): Buffer[] {
  const parts = [header, "{}", metadata, content].map((text) => Buffer.from(text));
  const hmac = createHmac("sha256", "key");
  for (const part of parts) hmac.update(part);
  return [Buffer.from("id"), Buffer.from("<IDS|MSG>"), Buffer.from(hmac.digest("hex")), ...parts];
}
const header = (fields: object = {}) => JSON.stringify({ msg_id: "1", msg_type: "x_request", ...fields });

test("header fields are texts of bounded length", () => {
  assert.ok(wire().decode(signed(header())));
  assert.ok(wire().decode(signed(header({ session: "s", username: "", date: "now", version: "5.3", extra: [1] }))));
  for (const field of ["msg_id", "msg_type", "session", "username", "date", "version"]) {
    for (const value of [5, null, true, {}, ["x"], "x".repeat(1025)]) {
      assert.is(wire().decode(signed(header({ [field]: value }))), undefined, `${field} ${String(value).slice(0, 20)}`);
    }
  }
  assert.is(wire().decode(signed(header({ msg_id: "" }))), undefined);
  assert.is(wire().decode(signed(header({ msg_type: "" }))), undefined);
});

test("deep JSON is refused though it is signed, in every part", () => {
  const deep = (levels: number) => `{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
  assert.ok(wire().decode(signed(header(), deep(200))));
  assert.is(wire().decode(signed(header(), deep(201))), undefined);
  assert.is(wire().decode(signed(header(), "{}", deep(201))), undefined);
  assert.is(wire().decode(signed(header(), `{"a":${"[".repeat(5_000_000)}`)), undefined);
});

test("a signature of another length or case, and one with the delimiter as identity, are refused", () => {
  const good = signed(header());
  const text = good[2]!.toString();
  for (const wrong of ["", text.slice(1), `${text}0`, text.toUpperCase(), "é".repeat(32)]) {
    assert.is(wire().decode(good.with(2, Buffer.from(wrong))), undefined, wrong);
  }
  assert.is(wire().decode(good.with(0, Buffer.from("<IDS|MSG>"))), undefined);
  assert.ok(wire().decode(good));
});

test("a message that is refused for its JSON does not come in by a second try, nor does it block another", () => {
  const guarded = wire();
  const broken = signed(header(), "{");
  assert.is(guarded.decode(broken), undefined);
  assert.is(guarded.decode(broken), undefined);
  assert.ok(guarded.decode(signed(header())));
});

test("a name like that of a built-in property stays a plain field", () => {
  const message = wire().decode(signed(header(), '{"__proto__":{"polluted":1},"constructor":2}')) as Message;
  assert.is(({} as Record<string, unknown>)["polluted"], undefined);
  assert.is(Object.hasOwn(message.content, "__proto__"), true);
});

test("no frames whatever make it throw, and none of them pass", () => {
  const guarded = wire();
  const frame = fc.oneof(
    fc.uint8Array(),
    fc.constant(new TextEncoder().encode("<IDS|MSG>")),
    fc.string().map((s) => new TextEncoder().encode(s)),
  );
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 12 }), (parts) => {
      assert.is(guarded.decode(parts.map((part) => Buffer.from(part))), undefined);
    }),
    { numRuns: 2000, seed: 1 },
  );
});

test("mutations of a valid message are refused", () => {
  const guarded = wire();
  const mutation = fc.record({ frame: fc.nat(5), at: fc.nat(400), bit: fc.nat(7), drop: fc.boolean() });
  fc.assert(
    fc.property(mutation, ({ frame, at, bit, drop }) => {
      const sent = frames();
      const part = sent[frame]!;
      if (drop) sent.splice(frame, 1);
      else part[at % part.length] = part[at % part.length]! ^ (1 << bit);
      assert.is(guarded.decode(sent), undefined);
    }),
    { numRuns: 2000, seed: 2 },
  );
});

test.run();
