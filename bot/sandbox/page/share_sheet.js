// Where Telegram lists the chats to share a link to: here, who shall open it.

import { el, icon } from "./dom.js";
import { button, sheet } from "./floating.js";
import { avatar } from "./people_view.js";

export const NEW = Symbol("somebody new");

const NOTE = "Telegram would list your chats here. In the sandbox you can be the one who gets the link.";

// Resolves to a person's number, to NEW, or to null.
export const askReceiver = (link, store, copy) =>
  sheet("Share", (done) => {
    const copied = () => {
      done(null);
      copy();
    };
    const rows = [...store.people.values()].map((person) => row(avatar(person), person.name, state(person, store), () => done(person.id)));
    const plus = el("span", { class: "avatar plus", "aria-hidden": "true" }, icon("plus"));
    return [
      el("div", { class: "shared" }, link.title ? el("strong", { dir: "auto" }, link.title) : null, el("span", {}, link.href)),
      el("p", {}, NOTE),
      el("h3", { id: "receivers" }, "Open it as…"),
      el("ul", { class: "receivers", "aria-labelledby": "receivers" }, ...rows.map((each) => el("li", {}, each))),
      row(plus, "Add a person", "", () => done(NEW)),
      el("div", { class: "answers" }, button("Cancel", () => done(null)), button("Copy link", copied)),
    ];
  });

function state(person, store) {
  if (person.blocked) return "Has blocked the bot";
  if (!person.latest) return "New to the bot";
  return person.id === store.selected ? "Speaking now" : "";
}

function row(picture, name, detail, act) {
  const words = el("span", {}, el("strong", { dir: "auto" }, name), detail ? el("small", {}, detail) : null);
  return el("button", { type: "button", class: "receiver", onclick: act }, picture, words);
}
