// Toasts, menus and dialogs.

import { $, el, icon } from "./dom.js";

const TOAST_TIME = 4000; // milliseconds

export function toast(text) {
  const node = el("div", { class: "toast" }, text);
  $("toasts").append(node);
  setTimeout(() => node.remove(), TOAST_TIME + text.length * 25);
}

// Shows a menu beside a button. Items: { label, act, grave }.
export function openMenu(anchor, items) {
  const menu = $("menu");
  menu.replaceChildren(
    ...items.map(({ label, act, grave }) => {
      const run = () => {
        menu.hidePopover();
        act();
      };
      return el("button", { type: "button", role: "menuitem", class: grave ? "grave" : "", onclick: run }, label);
    }),
  );
  menu.showPopover();
  placeBeside(menu, anchor);
  anchor.setAttribute("aria-expanded", "true");
  const closed = (event) => {
    if (event.newState !== "closed") return;
    anchor.removeAttribute("aria-expanded");
    menu.removeEventListener("toggle", closed);
  };
  menu.addEventListener("toggle", closed);
  menu.firstElementChild?.focus();
}

function placeBeside(menu, anchor) {
  const at = anchor.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left), window.innerWidth - size.width - 8);
  const below = at.bottom + 4 + size.height < window.innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - size.height - 4)}px`;
}

export function moveInMenu(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...$("menu").children];
  const next = items.indexOf(document.activeElement) + step;
  items[(next + items.length) % items.length].focus();
}

// A dialog; resolves to the answer, or to null when it is closed without one.
export function sheet(title, build) {
  const dialog = $("sheet");
  return new Promise((resolve) => {
    const done = (value) => {
      resolve(value);
      dialog.close();
    };
    const heading = el("h2", { id: "sheet-title" }, title);
    dialog.setAttribute("aria-labelledby", "sheet-title");
    dialog.replaceChildren(heading, ...build(done));
    // The event comes a moment after the closing: by then the dialog may ask the next question already.
    dialog.onclose = () => dialog.open || resolve(null);
    closeBeside(dialog);
    dialog.showModal();
  });
}

// A click beside a dialog closes it. (A handler that returns false would take every button's own effect away.)
function closeBeside(dialog) {
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
}

export const button = (label, act, main = false) => el("button", { type: "button", class: main ? "main" : "", onclick: act }, label);

export const showAlert = (title, text) =>
  sheet(title, (done) => [el("p", {}, text), el("div", { class: "answers" }, button("OK", () => done(true), true))]);

export const confirmAsk = (title, text, yes) =>
  sheet(title, (done) => [
    el("p", {}, text),
    el("div", { class: "answers" }, button("Cancel", () => done(null)), button(yes, () => done(true), true)),
  ]);

export const choose = (title, note, choices) =>
  sheet(title, (done) => [
    el("p", {}, note),
    el("div", { class: "choices" }, ...choices.map((choice) => button(choice.label, () => done(choice)))),
    el("div", { class: "answers" }, button("Cancel", () => done(null))),
  ]);

const LANGUAGES = [["en", "English"], ["de", "German"], ["es", "Spanish"], ["fr", "French"], ["hi", "Hindi"], ["pt", "Portuguese"], ["uk", "Ukrainian"]];

export const askPerson = () =>
  sheet("Add a person", (done) => {
    const name = el("input", { required: true, maxlength: "64", autocomplete: "off", autofocus: true });
    const language = el("select", {}, ...LANGUAGES.map(([code, label]) => el("option", { value: code }, label)));
    const finish = (event) => {
      event.preventDefault();
      if (name.value.trim()) done({ name: name.value.trim(), language: language.value });
    };
    const labels = [el("label", {}, "Name", name), el("label", {}, "Language of their phone", language)];
    const answers = el("div", { class: "answers" }, button("Cancel", () => done(null)), el("button", { class: "main" }, "Add"));
    return [el("form", { onsubmit: finish }, ...labels, answers)];
  });

export function showPicture(url, alt) {
  const dialog = $("picture");
  const close = () => dialog.close();
  const cross = el("button", { type: "button", class: "round", "aria-label": "Close", onclick: close }, icon("close"));
  dialog.replaceChildren(el("img", { src: url, alt, onclick: close }), cross);
  closeBeside(dialog);
  dialog.showModal();
}
