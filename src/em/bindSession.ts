import { PanelFeed } from "./instrument/panelFeed.js";
import { bindSession as bind, type Session } from "./session.js";

/** Tells `em` of the kernel that it runs in: what it lends to cells, and the pages whose instrument panels want to know. */
export function bindSession(bound: Partial<Session>): void {
  bind(bound);
  if (bound.comms) new PanelFeed(bound.comms);
}
