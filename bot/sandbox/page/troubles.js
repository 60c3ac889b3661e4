// What the panel can make go wrong. Each rule is a fault as docs/sandbox.md describes it.

export const TROUBLES = [
  { label: "Too many requests", note: "429: try again after 3 seconds", rule: { action: "status", status: 429, retry_after: 3 } },
  { label: "Server error", note: "500, without effect", rule: { action: "status", status: 500 } },
  { label: "Forbidden", note: "403, as if the person had blocked the bot", rule: { action: "status", status: 403 } },
  { label: "Bad request", note: "400, as if the chat did not exist", rule: { action: "status", status: 400 } },
  { label: "Lost on the way there", note: "The connection breaks before the effect", rule: { action: "reset_before" } },
  { label: "Lost on the way back", note: "It has its effect, then the connection breaks", rule: { action: "reset_after" } },
  { label: "No answer", note: "It has its effect; the answer never comes", rule: { action: "hang_after" } },
  { label: "Garbage", note: "200, but with a body that is no JSON", rule: { action: "garbage" } },
  { label: "Slow line", note: "Two seconds more for each call", rule: { action: "delay", seconds: 2 } },
];

export const METHODS = [
  { label: "New messages", value: "sendMessage" },
  { label: "Edited messages", value: "editMessageText" },
  { label: "Answers to taps", value: "answerCallbackQuery" },
  { label: "Looking for updates", value: "getUpdates" },
  { label: "Every call", value: "*" },
];

export const FREQUENCIES = [
  { label: "each time", rule: {} },
  { label: "half the time", rule: { chance: 0.5 } },
  { label: "once", rule: { count: 1 } },
  { label: "three times", rule: { count: 3 } },
];
