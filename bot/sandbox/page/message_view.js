// One message as an element.

import { el, icon } from "./dom.js";
import { formatted } from "./formatted.js";
import { preview } from "./store.js";
import { timeOf } from "./time.js";

const TALLEST = 360; // pixels of a picture in the conversation
const SAFE_LINK = /^(https?|tg):/i;

export function messageView(message, store, acts) {
  const keys = message.reply_markup?.inline_keyboard;
  const mine = message.from === "person";
  const node = el("article", {
    class: `message${mine ? " mine" : ""}${keys ? " has-keys" : ""}`,
    "data-key": String(message.message_id),
    tabindex: "-1",
  });
  node.append(bubble(message, store, acts), moreButton(message, acts));
  if (keys) node.append(inlineKeyboard(message, keys, acts));
  return node;
}

function bubble(message, store, acts) {
  const name = message.from === "person" ? (store.person?.name ?? "") : store.bot.name;
  const box = el("div", { class: "bubble" }, el("span", { class: "unseen" }, `${name}: `));
  if (message.forward_origin) {
    box.append(el("div", { class: "forwarded" }, `Forwarded from ${message.forward_origin.sender_user_name ?? "somebody"}`));
  }
  const replied = message.reply_to ? store.messages.get(message.reply_to) : null;
  if (replied) box.append(quote(replied, store, acts));
  const words = message.text ? [formatted(message.text, message.entities, acts)] : [];
  const body = [media(message, acts) ?? []].flat();
  const isAbove = message.show_caption_above_media;
  box.append(...(isAbove ? [...words, ...body] : [...body, ...words]));
  // The time goes to the end of what comes last.
  ((!isAbove && box.querySelector(":scope > .words")) || box).append(stamp(message));
  return box;
}

function stamp(message) {
  const time = el("time", { datetime: new Date(message.date * 1000).toISOString() }, timeOf(message.date));
  return el("span", { class: "meta" }, message.edit_date ? "edited " : "", time);
}

function quote(replied, store, acts) {
  const name = replied.from === "person" ? store.person?.name : store.bot.name;
  const parts = [el("b", {}, name ?? ""), el("span", {}, preview(replied))];
  return el("button", { type: "button", class: "quote", onclick: () => acts.show(replied.message_id) }, ...parts);
}

function media(message, acts) {
  const file = message.file;
  switch (message.kind) {
    case "photo":
      return photo(file, message, acts);
    case "document":
      return thing("file", file.file_name ?? "Document", sizeOf(file.file_size), file.url);
    case "voice":
      return thing("voice", "Voice message", `${file.duration} s`);
    case "location":
      return thing("pin", "Location", `${message.location.latitude.toFixed(2)}, ${message.location.longitude.toFixed(2)}`);
    case "contact":
      return thing("people", message.contact.first_name, message.contact.phone_number);
    case "sticker":
      return el("div", { class: "sticker", role: "img", "aria-label": "Sticker" }, file.emoji ?? "🙂");
    default:
      return null;
  }
}

function photo(file, message, acts) {
  const alt = message.text || "Picture";
  const image = el("img", { src: file.url, alt });
  // The place is kept free before the picture is there, so that nothing jumps.
  image.style.aspectRatio = `${file.width} / ${file.height}`;
  image.style.width = `${Math.min(file.width, (TALLEST * file.width) / file.height)}px`;
  const open = () => acts.picture(file.url, alt);
  const place = message.show_caption_above_media ? "photo below" : "photo";
  return el("button", { type: "button", class: place, "aria-label": `Full size: ${alt}`, onclick: open }, image);
}

function thing(symbol, title, detail, url) {
  const words = el("span", {}, el("strong", {}, title), el("small", {}, detail));
  const disc = el("span", { class: "disc" }, icon(symbol));
  if (!url) return el("div", { class: "thing" }, disc, words);
  return el("a", { class: "thing", href: url, download: title, "aria-label": `Download ${title}, ${detail}` }, disc, words);
}

function sizeOf(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function moreButton(message, acts) {
  const open = (event) => acts.menu(event.currentTarget, message);
  const labels = { "aria-label": "Message menu", "aria-haspopup": "menu", onclick: open };
  return el("button", { type: "button", class: "round small more", ...labels }, icon("more"));
}

function inlineKeyboard(message, rows, acts) {
  const box = el("div", { class: "keys", role: "group", "aria-label": "Buttons" });
  for (const row of rows) {
    box.append(el("div", { class: "line" }, ...row.map((button) => inlineKey(message, button, acts))));
  }
  return box;
}

function inlineKey(message, button, acts) {
  const follow = button.url && acts.follow(button.url);
  if (follow) return el("button", { type: "button", class: "key", ...follow }, button.text, icon("link"));
  if (button.url && SAFE_LINK.test(button.url)) {
    return el("a", { class: "key", href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.text, icon("link"));
  }
  const data = button.callback_data;
  const tap = () => acts.tap(message.message_id, data);
  return el("button", { type: "button", class: "key", "data-tap": data ?? "", disabled: data === undefined, onclick: tap }, button.text);
}
