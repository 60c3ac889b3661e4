// A part of the page that stands beside the conversation where there is room, and lies over it where there is none.

import { $ } from "./dom.js";

const drawers = [];

export class Drawer {
  // `over`: the media query for windows in which it lies over the conversation; `first` finds what then gets the focus.
  constructor(name, over, first, changed = () => {}) {
    this.name = name;
    this.node = $(name);
    this.opener = $(`open-${name}`);
    this.over = matchMedia(over);
    this.first = first;
    this.changed = changed;
    drawers.push(this);
    this.opener.addEventListener("click", () => this.show(!this.shown));
    for (const node of document.querySelectorAll(`[data-close="${name}"]`)) {
      node.addEventListener("click", () => this.show(false));
    }
    this.node.addEventListener("keydown", (event) => event.key === "Escape" && this.show(false));
    this.over.addEventListener("change", () => (this.covers ? this.show(false) : settle()));
    this.tell();
  }

  get shown() {
    return document.body.classList.contains(`${this.name}-shown`);
  }

  get covers() {
    return this.shown && this.over.matches;
  }

  show(shown) {
    const inside = this.node.contains(document.activeElement);
    document.body.classList.toggle(`${this.name}-shown`, shown);
    this.tell();
    settle();
    this.changed(shown);
    if (shown && this.covers) this.first()?.focus();
    else if (!shown && inside) this.opener.focus();
  }

  tell() {
    this.opener.setAttribute("aria-expanded", String(this.shown));
  }
}

// What lies under an open drawer can be neither reached nor read.
function settle() {
  const top = drawers.find((drawer) => drawer.covers);
  for (const part of document.querySelectorAll(".panes > :not(.veil)")) part.inert = Boolean(top) && part !== top.node;
  $("veil").hidden = !top;
  $("veil").onclick = () => top?.show(false);
}
