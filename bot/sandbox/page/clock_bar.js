// The shared time and the steps one can take in it.

import * as api from "./api.js";
import { $ } from "./dom.js";
import { toast } from "./floating.js";
import { clockText, hearTime, secondsToTomorrowMorning } from "./time.js";

const HOUR = 3600;

export function startClock() {
  step("step-next", () => ({ to: "next" }));
  step("step-hour", () => ({ advance: HOUR }));
  step("step-tomorrow", () => ({ advance: secondsToTomorrowMorning() }));
  setInterval(showTime, 1000);
}

export function showTime() {
  const text = clockText();
  if ($("clock-time").textContent !== text) $("clock-time").textContent = text;
}

function step(id, wish) {
  $(id).addEventListener("click", async () => {
    $(id).disabled = true;
    try {
      const { now } = await api.moveClock(wish());
      hearTime(now);
      showTime();
    } catch (error) {
      toast(error.message);
    } finally {
      $(id).disabled = false;
      $(id).focus();
    }
  });
}
