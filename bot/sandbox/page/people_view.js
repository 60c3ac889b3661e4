// The list of people one can speak as.

import { $, el, initial } from "./dom.js";
import { Drawer } from "./drawer.js";
import { preview } from "./store.js";
import { shortWhen } from "./time.js";

const TINTS = 6;
const OVER = "(max-width: 759px)";

export const avatar = (person) =>
  el("span", { class: `avatar tint-${person.id % TINTS}`, "aria-hidden": "true" }, initial(person.name));

export class PeopleView {
  constructor(store, onChoose) {
    this.store = store;
    this.onChoose = onChoose;
    store.on("people", () => this.render());
    this.drawer = new Drawer("people", OVER, () => $("people-list").querySelector("[aria-current]"));
  }

  close() {
    this.drawer.show(false);
  }

  render() {
    const list = $("people-list");
    const focused = document.activeElement?.closest?.("[data-person]")?.dataset.person;
    list.replaceChildren(...[...this.store.people.values()].map((person) => this.row(person)));
    if (focused) list.querySelector(`[data-person="${focused}"]`)?.focus();
    this.renderTotal();
  }

  row(person) {
    const current = person.id === this.store.selected;
    const unread = current ? 0 : person.unread;
    const button = el(
      "button",
      { type: "button", class: "person", "data-person": person.id, "aria-current": current && "true" },
      avatar(person),
      el("span", { class: "name" }, person.name),
      el("span", { class: "when" }, person.latest ? shortWhen(person.latest.date) : ""),
      el("span", { class: "latest" }, person.blocked ? "Has blocked the bot" : preview(person.latest)),
      unread ? el("span", { class: "badge" }, String(unread), el("span", { class: "unseen" }, " unread")) : null,
    );
    button.addEventListener("click", () => {
      this.onChoose(person.id);
      this.close();
    });
    return el("li", {}, button);
  }

  renderTotal() {
    let total = 0;
    for (const person of this.store.people.values()) {
      if (person.id !== this.store.selected || document.hidden) total += person.unread;
    }
    document.title = total ? `(${total}) Sandbox` : "Sandbox";
    $("open-people").querySelector(".dot").hidden = total === 0;
    $("open-people").setAttribute("aria-label", total ? `People, ${total} unread` : "People");
  }
}
