// The bot's calls, the newest first; each opens to what was asked and what was answered.

import * as api from "./api.js";
import { $, el } from "./dom.js";
import { secondOf } from "./time.js";

const KEPT = 200;
const POLL = "getUpdates";
const LONGEST = 20_000; // characters shown of a body

export class CallsView {
  constructor(store) {
    this.store = store;
    this.newest = 0;
    this.calls = new Map(); // number → call
    this.nodes = new Map(); // number → { node, version }
    this.list = $("calls");
    $("with-polls").addEventListener("change", () => this.render());
  }

  // Calls that may still be answered; the poll that waits for updates is always one of them.
  get unanswered() {
    return [...this.calls.values()].some((call) => isOpen(call) && call.method !== POLL);
  }

  clear() {
    this.calls.clear();
    this.render();
  }

  async refresh() {
    const known = [...this.calls.values()];
    const last = known.at(-1)?.number ?? 0;
    const open = known.find(isOpen)?.number ?? last + 1;
    const { calls } = await api.calls(Math.max(Math.min(last, open - 1), this.newest - KEPT, 0));
    for (const call of calls) this.calls.set(call.number, call);
    const numbers = [...this.calls.keys()].sort((a, b) => a - b);
    for (const number of numbers.slice(0, -KEPT)) this.calls.delete(number);
    this.render();
  }

  render() {
    const polls = $("with-polls").checked;
    const shown = [...this.calls.values()].filter((call) => polls || call.method !== POLL).sort((a, b) => b.number - a.number);
    const keep = new Set(shown.map((call) => call.number));
    for (const [number, { node }] of this.nodes) {
      if (keep.has(number)) continue;
      node.remove();
      this.nodes.delete(number);
    }
    let before = null;
    for (const call of shown) {
      const node = this.node(call);
      const next = before ? before.nextSibling : this.list.firstChild;
      if (next !== node) this.list.insertBefore(node, next);
      before = node;
    }
    $("no-calls").hidden = shown.length > 0;
  }

  node(call) {
    const version = `${call.status} ${call.accepted} ${call.fault}`;
    const known = this.nodes.get(call.number);
    if (known?.version === version) return known.node;
    const node = this.row(call);
    if (known) {
      node.firstChild.open = known.node.firstChild.open;
      known.node.replaceWith(node);
    }
    this.nodes.set(call.number, { node, version });
    return node;
  }

  row(call) {
    const heading = el(
      "summary",
      {},
      el("span", { class: "method" }, call.method),
      el("span", { class: `status ${tone(call)}` }, call.status === null ? (isOpen(call) ? "waits" : "none") : String(call.status)),
      el("span", { class: "detail" }, this.detail(call)),
      el("time", {}, secondOf(call.time)),
    );
    const details = el("details", {}, heading);
    details.addEventListener("toggle", () => details.open && details.children.length === 1 && details.append(bodyOf(call)));
    return el("li", {}, details);
  }

  detail(call) {
    const person = this.store.people.get(Number(call.parameters.chat_id));
    const whom = person ? `to ${person.name}` : null;
    const refused = call.answer && call.answer.ok === false ? call.answer.description : null;
    const fault = call.fault ? `fault: ${call.fault.replaceAll("_", " ")}` : null;
    return [call.accepted ? "accepted" : isOpen(call) ? null : "not accepted", whom, refused, fault].filter(Boolean).join(" · ");
  }
}

const isOpen = (call) => call.status === null && call.fault === null;

function tone(call) {
  if (call.status === 200 && call.accepted) return "good";
  return isOpen(call) ? "" : "bad";
}

function bodyOf(call) {
  return el("div", { class: "bodies" }, ...body("Parameters", call.parameters), ...body("Answer", call.answer));
}

// Forms carry objects as JSON within a string; opened up they can be read.
function unpacked(_name, value) {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function body(title, value) {
  const empty = value === null || Object.keys(value).length === 0;
  const text = empty ? "none" : JSON.stringify(value, unpacked, 2);
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return [el("h4", {}, title), el("pre", { tabindex: "0", role: "region", "aria-label": title }, shown)];
}
