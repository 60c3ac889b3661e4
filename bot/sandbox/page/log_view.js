// The conversation: keeps one element per message and replaces only what changed.

import { $, el } from "./dom.js";
import { messageView } from "./message_view.js";
import { calm, Scroller } from "./scroller.js";
import { dayKey, dayName } from "./time.js";
import { welcomeView } from "./welcome.js";

const SAME_BREATH = 300; // seconds within which messages of one side belong together

export class LogView {
  constructor(store, acts) {
    this.store = store;
    this.acts = acts;
    this.log = $("log");
    this.scroller = new Scroller(this.log);
    this.nodes = new Map(); // key → { node, version }
    this.newest = 0;
    this.unreadFrom = null; // the first message that was unread when the conversation was opened
    this.heading = ""; // how the newest message begins; another beginning is another screen
    store.on("messages", () => this.render());
    store.on("clock", () => this.render());
    store.on("chat", () => this.renderWelcome());
    store.on("bot", () => this.renderWelcome());
    store.on("taps", () => this.renderTaps());
  }

  // A new person: begin afresh and stay silent for screen readers while the history comes in.
  open() {
    this.log.setAttribute("aria-live", "off");
    this.log.replaceChildren();
    this.nodes.clear();
    this.newest = 0;
    this.unreadFrom = null;
    this.scroller.toEnd();
  }

  // The conversation is here; the line goes above the last `unread` messages of the bot.
  opened(unread) {
    const theirs = this.inOrder().filter((message) => message.from === "bot");
    this.unreadFrom = unread ? (theirs.at(-unread)?.message_id ?? null) : null;
    this.render();
    const line = this.nodes.get("unread")?.node;
    if (line) this.scroller.reveal(line);
    else this.scroller.toEnd();
    requestAnimationFrame(() => requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite")));
  }

  render() {
    const focus = this.focused();
    this.place(this.wanted());
    this.restore(focus);
    this.renderWelcome();
    this.renderTaps();
    this.follow();
  }

  inOrder() {
    return [...this.store.messages.values()].sort((a, b) => a.message_id - b.message_id);
  }

  // The keys in order, each with a maker and a version that tells when to make it anew.
  wanted() {
    const list = [];
    const messages = this.inOrder();
    let before = null;
    messages.forEach((message, index) => {
      if (!before || dayKey(before.date) !== dayKey(message.date)) list.push(line("day", dayKey(message.date), dayName(message.date)));
      if (message.message_id === this.unreadFrom) list.push(line("unread", "", "New messages"));
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
    const { bot, empty } = this.store;
    const old = this.log.querySelector(".welcome");
    const words = JSON.stringify([bot.name, bot.description]);
    if (empty && old?.dataset.words === words) return;
    old?.remove();
    if (empty) this.log.append(welcomeView(bot, words));
  }

  renderTaps() {
    for (const key of this.log.querySelectorAll("[data-tap]")) {
      const message = key.closest(".message").dataset.key;
      if (this.store.isPending(message, key.dataset.tap)) key.setAttribute("aria-busy", "true");
      else key.removeAttribute("aria-busy");
    }
  }

  // Scrolls, if the reader wants that, to what is new or to the screen that the newest message has become.
  follow() {
    const messages = this.inOrder();
    const fresh = messages.filter((message) => message.message_id > this.newest);
    const opening = this.newest === 0;
    const latest = messages.at(-1);
    const heading = latest ? latest.text.split("\n", 1)[0] : "";
    const changed = heading !== this.heading;
    this.newest = Math.max(this.newest, latest?.message_id ?? 0);
    this.heading = heading;
    if (opening || fresh.some((message) => message.from === "person")) this.scroller.toEnd();
    else if (fresh.length) this.scroller.arrived(this.element(fresh[0]), fresh.length);
    else if (latest && changed && this.scroller.mode !== "free") this.scroller.reveal(this.element(latest));
    else this.scroller.hold();
  }

  element(message) {
    return this.nodes.get(String(message.message_id)).node;
  }

  show(messageId) {
    const node = this.nodes.get(String(messageId))?.node;
    node?.scrollIntoView({ block: "center", behavior: calm() ? "instant" : "smooth" });
    node?.classList.add("flash");
    node?.addEventListener("animationend", () => node.classList.remove("flash"), { once: true });
  }
}

const line = (kind, name, words) => ({
  key: name ? `${kind}-${name}` : kind,
  version: words,
  make: () => el("div", { class: `line-between ${kind}` }, el("span", {}, words)),
});

function together(one, other) {
  if (!one || !other) return false;
  const close = other.date - one.date < SAME_BREATH && dayKey(one.date) === dayKey(other.date);
  return close && one.from === other.from && !one.reply_markup?.inline_keyboard;
}
