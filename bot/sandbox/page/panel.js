// The side panel: what the bot asks of the Bot API, and what one can make go wrong.

import { CallsView } from "./calls_view.js";
import { $ } from "./dom.js";
import { Drawer } from "./drawer.js";
import { FaultsView } from "./faults_view.js";
import { LimitsView } from "./limits_view.js";

const OVER = "(max-width: 1099px)";
const GATHER = 250; // milliseconds within which news is one piece of news
const AGAIN = 1500; // milliseconds until calls without an answer are looked at again
const REMEMBERED = "panel";

const firstTab = () => document.querySelector("#panel [role=tab][aria-selected=true]");

export class Panel {
  constructor(store) {
    this.drawer = new Drawer("panel", OVER, firstTab, (shown) => this.changed(shown));
    this.calls = new CallsView(store);
    this.faults = new FaultsView();
    this.limits = new LimitsView();
    this.timer = null;
    this.tabs = [...document.querySelectorAll("#panel [role=tab]")];
    for (const tab of this.tabs) {
      tab.addEventListener("click", () => this.choose(tab));
      tab.addEventListener("keydown", (event) => this.move(event));
    }
    if (sessionStorage.getItem(REMEMBERED) === "open" && !this.drawer.over.matches) this.drawer.show(true);
    this.faults.refresh();
  }

  changed(shown) {
    sessionStorage.setItem(REMEMBERED, shown ? "open" : "");
    this.soon(0);
  }

  // A call has begun or ended; `newest` is the number of the last one.
  hear(newest) {
    this.calls.newest = newest;
    this.soon(GATHER);
  }

  forget() {
    this.calls.clear();
    this.faults.refresh();
  }

  soon(wait) {
    if (this.timer !== null || !this.drawer.shown) return;
    this.timer = setTimeout(() => this.refresh(), wait);
  }

  async refresh() {
    await Promise.allSettled([this.calls.refresh(), this.faults.refresh(), this.limits.refresh()]);
    this.timer = null;
    if (this.calls.unanswered) this.soon(AGAIN);
  }

  choose(chosen) {
    for (const tab of this.tabs) {
      const selected = tab === chosen;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      $(tab.getAttribute("aria-controls")).hidden = !selected;
    }
  }

  move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = this.tabs[(this.tabs.indexOf(event.currentTarget) + step + this.tabs.length) % this.tabs.length];
    this.choose(next);
    next.focus();
  }
}
