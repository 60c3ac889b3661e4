// Writing, replying, editing.

import { $ } from "./dom.js";
import { Completion } from "./completion.js";
import { preview } from "./store.js";

export class Composer {
  constructor(store, acts) {
    this.store = store;
    this.acts = acts;
    this.field = $("text");
    this.context = null; // { kind: "reply" | "edit", message }
    this.forcedBefore = null;
    this.completion = new Completion(store, (command) => this.choose(command));
    this.listen();
    store.on("chat", () => this.render());
    store.on("commands", () => this.render());
    store.on("messages", () => this.render());
  }

  listen() {
    $("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("input", () => this.completion.update());
    this.field.addEventListener("blur", () => this.completion.close());
    $("commands").addEventListener("mousedown", (event) => event.preventDefault());
    $("commands").addEventListener("click", () => this.toggleCommands());
    $("context").querySelector("button").addEventListener("click", () => this.setContext(null));
  }

  key(event) {
    if (event.isComposing || this.completion.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.context) this.setContext(null);
    else if (event.key === "ArrowUp" && !this.field.value) this.editLatest(event);
  }

  toggleCommands() {
    const open = this.completion.open;
    this.field.focus();
    if (open) this.completion.close();
    else this.completion.all();
  }

  choose(command) {
    this.field.value = "";
    this.acts.say(command);
    this.field.focus();
  }

  async submit() {
    const text = this.field.value.trim();
    if (!text) return;
    const { context } = this;
    this.field.value = "";
    this.completion.close();
    this.setContext(null);
    const done = context?.kind === "edit" ? this.acts.edit(context.message.message_id, text) : this.acts.say(text, context?.message.message_id);
    if (!(await done) && !this.field.value) this.field.value = text;
  }

  editLatest(event) {
    const mine = [...this.store.messages.values()].filter((message) => message.from === "person" && message.kind === "text");
    if (!mine.length) return;
    event.preventDefault();
    this.setContext({ kind: "edit", message: mine.at(-1) });
  }

  setContext(context) {
    if (this.context?.kind === "edit" && context?.kind !== "edit") this.field.value = "";
    this.context = context;
    $("context").hidden = !context;
    if (context) {
      const what = context.kind === "edit" ? "Edit" : "Reply";
      $("context").querySelector(".context-text").textContent = `${what}: ${preview(context.message)}`;
      if (context.kind === "edit") this.field.value = context.message.text;
      this.field.focus();
    }
  }

  // Another person: nothing half-written goes along.
  open() {
    this.setContext(null);
    this.field.value = "";
    this.forcedBefore = null;
    this.completion.close();
  }

  render() {
    const { person, empty } = this.store;
    const blocked = Boolean(person?.blocked);
    $("unblock").hidden = !blocked;
    $("start").hidden = blocked || !empty;
    this.show(Boolean(person) && !blocked && !empty && this.store.late === null);
    $("commands").hidden = this.store.commands.length === 0;
    this.field.placeholder = person?.keyboard?.input_field_placeholder ?? "Message";
    this.followForcedReply(person?.force_reply_to ?? null);
  }

  show(shown) {
    const appears = shown && $("composer").hidden;
    $("composer").hidden = !shown;
    if (appears) this.takeFocus();
  }

  // Where there is a keyboard of keys, the next thing typed goes into the field; on a phone it stays closed.
  takeFocus() {
    const free = document.activeElement === document.body || document.activeElement?.hidden;
    if (free && matchMedia("(hover: hover)").matches) this.field.focus();
  }

  followForcedReply(messageId) {
    if (messageId === this.forcedBefore) return;
    const message = this.store.messages.get(messageId);
    if (messageId !== null && !message) return; // it is on its way
    this.forcedBefore = messageId;
    if (message) this.setContext({ kind: "reply", message });
  }
}
