// The shared time and the steps one can take in it.

import * as api from "./api.js";
import { $ } from "./dom.js";
import { toast } from "./floating.js";
import { clockText, dayAndTimeOf, hearTime, now, secondsToTomorrowMorning } from "./time.js";

const HOUR = 3600;
const NOTHING_PLANNED = 409;

// `onStep` is told before each step, so that what comes of it is shown.
export function startClock(store, onStep) {
  const step = (id, wish) => $(id).addEventListener("click", () => take($(id), wish, store, onStep));
  step("step-next", () => ({ to: "next" }));
  step("step-hour", () => ({ advance: HOUR }));
  step("step-tomorrow", toTomorrow);
  setInterval(showTime, 1000);
}

export function showTime() {
  const text = clockText();
  if ($("clock-time").textContent !== text) $("clock-time").textContent = text;
}

// From the time as it is there, so that the step ends at eight and not a moment before it.
async function toTomorrow() {
  hearTime((await api.clock()).now);
  return { advance: Math.ceil(secondsToTomorrowMorning()) };
}

async function take(button, wish, store, onStep) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true"); // unlike `disabled` this keeps the focus
  onStep();
  try {
    hearTime((await api.moveClock(await wish())).now);
    showTime();
    $("clock-news").textContent = `It is now ${dayAndTimeOf(now())}.`;
  } catch (error) {
    toast(error.status === NOTHING_PLANNED ? nothingPlanned(store) : error.message);
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

function nothingPlanned({ empty, person }) {
  if (person?.blocked) return "Nothing is planned: you have blocked the bot. Unblock it to hear from it again.";
  if (empty) return "Nothing is planned yet. Tap Start first; once the bot has something planned, this button jumps to it.";
  return "Nothing is planned right now. Answer the bot's last question or write to it, then try again.";
}
