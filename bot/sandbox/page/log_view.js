// The conversation: keeps one element per message and replaces only what changed.

import { $, el } from "./dom.js";
import { messageView } from "./message_view.js";
import { dayKey, dayName } from "./time.js";

const NEAR_END = 90; // pixels
const SAME_BREATH = 300; // seconds within which messages of one side belong together

export class LogView {
  constructor(store, acts) {
    this.store = store;
    this.acts = acts;
    this.log = $("log");
    this.nodes = new Map(); // key → { node, version }
    this.newest = 0;
    this.missed = 0;
    store.on("messages", () => this.render());
    store.on("chat", () => this.renderWelcome());
    store.on("taps", () => this.renderTaps());
    this.log.addEventListener("scroll", () => this.atEnd() && this.showMissed(0));
    $("to-end").addEventListener("click", () => this.toEnd("smooth"));
    new ResizeObserver(() => this.wasAtEnd && this.toEnd()).observe(this.log);
  }

  // A new person: begin afresh and stay silent for screen readers while the history comes in.
  open() {
    this.log.setAttribute("aria-live", "off");
    this.log.replaceChildren();
    this.nodes.clear();
    this.newest = 0;
    this.showMissed(0);
    this.wasAtEnd = true;
    requestAnimationFrame(() => requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite")));
  }

  render() {
    const stay = !this.atEnd();
    const focus = this.focused();
    const wanted = this.wanted();
    this.place(wanted);
    this.restore(focus);
    this.renderWelcome();
    this.renderTaps();
    this.follow(stay);
  }

  // The keys in order, each with a maker and a version that tells when to make it anew.
  wanted() {
    const list = [];
    const messages = [...this.store.messages.values()].sort((a, b) => a.message_id - b.message_id);
    let before = null;
    messages.forEach((message, index) => {
      if (!before || dayKey(before.date) !== dayKey(message.date)) {
        const name = dayName(message.date);
        list.push({ key: `day-${dayKey(message.date)}`, version: name, make: () => el("div", { class: "day" }, name) });
      }
      list.push({
        key: String(message.message_id),
        version: message.seq,
        make: () => messageView(message, this.store, this.acts),
        first: !together(before, message),
        last: !together(message, messages[index + 1]),
      });
      before = message;
    });
    return list;
  }

  place(wanted) {
    const keys = new Set(wanted.map((each) => each.key));
    for (const [key, { node }] of this.nodes) {
      if (keys.has(key)) continue;
      node.remove();
      this.nodes.delete(key);
    }
    let before = null;
    for (const each of wanted) {
      const node = this.node(each);
      node.classList.toggle("first", each.first === true);
      node.classList.toggle("last", each.last === true);
      const next = before ? before.nextSibling : this.log.firstChild;
      if (next !== node) this.log.insertBefore(node, next);
      before = node;
    }
  }

  node({ key, version, make }) {
    const known = this.nodes.get(key);
    if (known && known.version === version) return known.node;
    const node = make();
    if (known) known.node.replaceWith(node);
    this.nodes.set(key, { node, version });
    return node;
  }

  // A message that is replaced must not throw keyboard users back to the top of the page.
  focused() {
    const node = document.activeElement?.closest?.(".message");
    if (!node || !this.log.contains(node)) return null;
    const inside = [...node.querySelectorAll("button, a")];
    return { node, key: node.dataset.key, index: inside.indexOf(document.activeElement) };
  }

  restore(focus) {
    if (!focus || focus.node.isConnected) return;
    const node = this.nodes.get(focus.key)?.node;
    if (!node) return this.log.focus({ preventScroll: true });
    (node.querySelectorAll("button, a")[focus.index] ?? node).focus({ preventScroll: true });
  }

  renderWelcome() {
    const { name, description } = this.store.bot;
    const words = description || "Tap Start below to write to the bot. Nobody else can see this conversation.";
    const old = this.log.querySelector(".welcome");
    if (this.store.empty && old?.textContent === name + words) return;
    old?.remove();
    if (this.store.empty) this.log.append(el("div", { class: "welcome" }, el("h3", {}, name), el("p", {}, words)));
  }

  renderTaps() {
    for (const key of this.log.querySelectorAll("[data-tap]")) {
      const message = key.closest(".message").dataset.key;
      if (this.store.isPending(message, key.dataset.tap)) key.setAttribute("aria-busy", "true");
      else key.removeAttribute("aria-busy");
    }
  }

  follow(stay) {
    const messages = [...this.store.messages.values()];
    const fresh = messages.filter((message) => message.message_id > this.newest);
    const opening = this.newest === 0;
    this.newest = Math.max(this.newest, ...fresh.map((message) => message.message_id));
    const mine = fresh.some((message) => message.from === "person");
    if (!stay || mine || opening) this.toEnd();
    else this.showMissed(this.missed + fresh.length);
  }

  atEnd() {
    this.wasAtEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END;
    $("to-end").hidden = this.wasAtEnd;
    return this.wasAtEnd;
  }

  toEnd(behavior = "instant") {
    this.log.scrollTo({ top: this.log.scrollHeight, behavior });
    this.wasAtEnd = true;
    this.showMissed(0);
    $("to-end").hidden = true;
  }

  showMissed(count) {
    this.missed = count;
    const badge = $("to-end").querySelector(".badge");
    badge.hidden = count === 0;
    badge.textContent = String(count);
  }

  show(messageId) {
    const node = this.nodes.get(String(messageId))?.node;
    node?.scrollIntoView({ block: "center", behavior: "smooth" });
    node?.classList.add("flash");
    node?.addEventListener("animationend", () => node.classList.remove("flash"), { once: true });
  }
}

function together(one, other) {
  if (!one || !other) return false;
  const close = other.date - one.date < SAME_BREATH && dayKey(one.date) === dayKey(other.date);
  return close && one.from === other.from && !one.reply_markup?.inline_keyboard;
}
