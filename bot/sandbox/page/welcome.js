// What an empty conversation shows: who the bot is, and what to do in the first minute.

import { el } from "./dom.js";

const FIRST_MINUTE = [
  ["Tap ", "Start", ", then answer with the buttons under each message."],
  ["Tap ", "Next message", " to jump to whatever the bot has planned, be it days away."],
  ["Type ", "/", " to see everything else it can do."],
];

export function welcomeView({ name, description }, words) {
  const steps = FIRST_MINUTE.map(([before, thing, after]) => el("li", {}, before, el("b", {}, thing), after));
  return el(
    "div",
    { class: "welcome", "data-words": words },
    el("h3", {}, name),
    el("p", {}, description || "Nobody else can see this conversation."),
    el("h4", {}, "Your first minute"),
    el("ol", {}, ...steps),
  );
}
