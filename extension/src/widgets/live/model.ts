import { liveModes } from "../../../../src/messages/live/liveState.js";
import { frameEvent, pageEvent } from "../../../../src/messages/live/pageReport.js";
import { ImageModel } from "../image/model.js";
import { FrameReceiver } from "./frameReceiver.js";

/** The state of a live view at the front end, and the frame that is shown. The frame is no part of the state: it is not saved. */
export class LiveModel extends ImageModel {
  frames!: FrameReceiver;

  override get kind(): string {
    return "Live";
  }

  override defaults() {
    return { ...super.defaults(), mode: liveModes[0], isAutoContrast: true };
  }

  override initialize(...args: Parameters<ImageModel["initialize"]>): void {
    this.frames = new FrameReceiver(
      (report) => this.comm_live && this.requests.tell(pageEvent, report),
      () => this.trigger("frame"),
    );
    super.initialize(...args);
    this.requests.hear(frameEvent, (body, buffers) => this.frames.receive(body, buffers));
    // The kernel may have begun before this page was there, or have been away.
    this.listenTo(this, "comm_live_update", () => this.frames.ready());
  }

  override close(isClosedAlready = false): Promise<void> {
    this.frames.dispose();
    return super.close(isClosedAlready);
  }
}
