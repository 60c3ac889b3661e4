// The menus of a message and of the chat.

import * as api from "./api.js";

export function messageMenu(message, { composer, attempt }) {
  const items = [{ label: "Reply", act: () => composer.setContext({ kind: "reply", message }) }];
  if (message.from === "person" && message.kind === "text") {
    items.push({ label: "Edit", act: () => composer.setContext({ kind: "edit", message }) });
  }
  if (message.text) {
    items.push({ label: "Copy text", act: () => attempt(() => navigator.clipboard.writeText(message.text)) });
  }
  return items;
}

export function chatMenu(person, { addPerson, startOver, attempt }) {
  const membership = person.blocked
    ? { label: "Unblock the bot", act: () => attempt(() => api.unblock(person.id)) }
    : { label: "Block the bot", act: () => attempt(() => api.block(person.id)), grave: true };
  return [{ label: "Add a person", act: addPerson }, membership, { label: "Start over", act: startOver, grave: true }];
}
