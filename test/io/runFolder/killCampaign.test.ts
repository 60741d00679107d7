import { test } from "uvu";
import * as assert from "uvu/assert";
import { killCampaign } from "./killCampaign.js";

test("a dozen kills of a recording process lose no frame, tear none and give none twice", async () => {
  const figures = await killCampaign(12, 20_260_301, () => {}, 40);
  assert.is(figures.kills, 12);
  assert.ok(figures.stored > 50, `${figures.stored} frames were stored before the kills`);
  assert.equal([figures.lost, figures.wrong, figures.firstWrong], [0, 0, ""]);
});

test.run();
