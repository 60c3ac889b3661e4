// Telegram's entities made into elements. Offsets count UTF-16 units, as JavaScript strings do.

import { el } from "./dom.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
};
const SAFE_LINK = /^(https?|mailto|tel|tg):/i;

export function formatted(text, entities, acts) {
  const box = el("div", { class: "words", dir: "auto" });
  fill(box, text, 0, text.length, entities, acts);
  return box;
}

// Entities come sorted, the outer before the inner, so that a slice of them is a nested piece.
function fill(parent, text, start, end, entities, acts) {
  let at = start;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || stop <= at) continue;
    parent.append(text.slice(at, entity.offset));
    const inner = entities.slice(index + 1).filter((other) => other.offset >= entity.offset && other.offset + other.length <= stop);
    const node = element(entity, text.slice(entity.offset, stop), acts);
    fill(node, text, entity.offset, stop, inner, acts);
    parent.append(node);
    at = stop;
  }
  parent.append(text.slice(at, end));
}

function element(entity, words, acts) {
  if (TAGS[entity.type]) return el(TAGS[entity.type]);
  switch (entity.type) {
    case "text_link":
      return link(entity.url, acts);
    case "url":
      return link(words, acts);
    case "email":
      return link(`mailto:${words}`, acts);
    case "blockquote":
      return el("blockquote");
    case "expandable_blockquote":
      return folded();
    case "bot_command":
      return el("button", { type: "button", class: "in-text", onclick: () => acts.command(words) });
    case "spoiler":
      return el("span", { class: "spoiler", tabindex: "0", onclick: reveal, onkeydown: reveal });
    default:
      return el("span");
  }
}

function link(address, acts) {
  if (!SAFE_LINK.test(address)) return el("span");
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", ...acts.follow(address) });
}

function folded() {
  const quote = el("blockquote", { class: "folded", tabindex: "0", title: "Show all" });
  const toggle = () => quote.classList.toggle("folded");
  quote.addEventListener("click", toggle);
  quote.addEventListener("keydown", (event) => event.key === "Enter" && toggle());
  return quote;
}

function reveal(event) {
  if (event.type === "click" || event.key === "Enter") event.currentTarget.classList.add("seen");
}
