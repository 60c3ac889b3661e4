// The buttons that stand in for the phone's keyboard.

import { $, el, icon } from "./dom.js";

export class ReplyKeyboard {
  constructor(store, onPress) {
    this.store = store;
    this.onPress = onPress;
    this.shownFor = ""; // the keyboard last drawn, to open when another comes
    this.open = true;
    store.on("chat", () => this.render());
    $("keyboard-toggle").addEventListener("click", () => {
      this.open = !this.open;
      this.render();
    });
  }

  render() {
    const markup = this.store.person?.keyboard ?? null;
    const drawn = JSON.stringify([this.store.selected, markup]);
    if (drawn !== this.shownFor) {
      this.shownFor = drawn;
      this.open = true;
      $("keyboard").replaceChildren(...(markup?.keyboard ?? []).map((row) => this.row(row)));
    }
    $("keyboard").hidden = !(markup && this.open);
    $("keyboard-toggle").hidden = !markup;
    $("keyboard-toggle").setAttribute("aria-expanded", String(Boolean(markup && this.open)));
  }

  row(buttons) {
    return el("div", { class: "line" }, ...buttons.map((button) => this.key(button)));
  }

  key(button) {
    const symbol = button.request_location ? icon("pin") : button.request_contact ? icon("people") : null;
    const press = () => this.onPress(button);
    return el("button", { type: "button", class: "key", onclick: press }, symbol, el("span", {}, button.text));
  }
}
