// Where the conversation is scrolled to. It follows the newest message only while the reader does.

import { $ } from "./dom.js";

const NEAR_END = 90; // pixels
const MARGIN = 10; // pixels above a message that is shown from its beginning

export class Scroller {
  constructor(log) {
    this.log = log;
    // "end": at the newest words; "top": at the beginning of a message too tall to see whole; "free": elsewhere.
    this.mode = "end";
    this.placed = 0; // where "top" put it
    this.wanted = false; // the reader has done something and waits for what comes of it
    this.missed = 0;
    log.addEventListener("scroll", () => this.look());
    $("to-end").addEventListener("click", () => this.toEnd(calm() ? "instant" : "smooth"));
    new ResizeObserver(() => this.hold()).observe(log);
  }

  get atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END;
  }

  look() {
    const { atEnd } = this;
    $("to-end").hidden = atEnd;
    if (atEnd) this.showMissed(0);
    if (this.mode === "top" && Math.abs(this.log.scrollTop - this.placed) < 2) return;
    this.mode = atEnd ? "end" : "free";
  }

  expect() {
    this.wanted = true;
  }

  // New messages have come; `first` is the element of the earliest of them.
  arrived(first, count) {
    if (this.mode === "end" || (this.mode === "top" && this.wanted)) this.reveal(first);
    else this.showMissed(this.missed + count);
    this.wanted = false;
  }

  // Shows everything from `first` on if it fits, else from its beginning.
  reveal(first) {
    const top = this.log.scrollTop + first.getBoundingClientRect().top - this.log.getBoundingClientRect().top;
    if (this.log.scrollHeight - top + MARGIN <= this.log.clientHeight) return this.toEnd();
    this.log.scrollTo({ top: top - MARGIN, behavior: "instant" });
    this.mode = "top";
    this.placed = this.log.scrollTop;
    this.showMissed(0);
    $("to-end").hidden = this.atEnd;
  }

  toEnd(behavior = "instant") {
    this.log.scrollTo({ top: this.log.scrollHeight, behavior });
    this.mode = "end";
    this.showMissed(0);
    $("to-end").hidden = true;
  }

  // Something above or around has changed its size.
  hold() {
    if (this.mode === "end") this.toEnd();
  }

  showMissed(count) {
    this.missed = count;
    const badge = $("to-end").querySelector(".badge");
    badge.hidden = count === 0;
    badge.textContent = String(count);
  }
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
