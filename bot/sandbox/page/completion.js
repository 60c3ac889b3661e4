// The list of commands above the composer, and choosing from it by keys.

import { $, el } from "./dom.js";

export class Completion {
  constructor(store, onChoose) {
    this.store = store;
    this.onChoose = onChoose;
    this.list = $("completion");
    this.field = $("text");
    this.active = -1;
    this.items = [];
  }

  get open() {
    return !this.list.hidden;
  }

  update() {
    const typed = /^\/(\w*)$/.exec(this.field.value);
    this.show(typed ? this.store.commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())) : [], 0);
  }

  all() {
    this.show(this.store.commands, -1);
  }

  close() {
    this.show([], -1);
  }

  show(items, active) {
    this.items = items;
    this.list.hidden = items.length === 0;
    this.list.replaceChildren(...items.map((item, index) => this.option(item, index)));
    this.mark(items.length ? active : -1);
  }

  option({ command, description }, index) {
    const choose = (event) => {
      event.preventDefault();
      this.choose(index);
    };
    const words = [el("b", {}, `/${command}`), el("span", {}, description)];
    return el("li", { role: "option", id: `command-${index}`, "aria-selected": "false", onmousedown: choose }, ...words);
  }

  mark(index) {
    this.active = index;
    [...this.list.children].forEach((node, at) => node.setAttribute("aria-selected", String(at === index)));
    if (index < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", `command-${index}`);
    this.list.children[index]?.scrollIntoView({ block: "nearest" });
  }

  choose(index) {
    const item = this.items[index];
    this.close();
    if (item) this.onChoose(`/${item.command}`);
  }

  // True if the key was for the list.
  key(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const from = this.active < 0 && step < 0 ? 0 : this.active;
      this.mark((from + step + this.items.length) % this.items.length);
    } else if (event.key === "Escape") this.close();
    else if (event.key === "Tab" && this.active >= 0) this.complete();
    else if (event.key === "Enter" && this.active >= 0) this.choose(this.active);
    else return false;
    event.preventDefault();
    return true;
  }

  // Tab writes the command out, so that words can follow it.
  complete() {
    this.field.value = `/${this.items[this.active].command} `;
    this.close();
  }
}
