// Who the conversation is with, and what the bot is doing.

import { $, initial } from "./dom.js";

const DOING = {
  typing: "typing…",
  upload_photo: "sending a picture…",
  upload_document: "sending a document…",
};
const SHOWN_FOR = 5000; // milliseconds, as in Telegram

export class ChatHead {
  constructor(store) {
    this.store = store;
    this.timer = null;
    store.on("chat", () => this.render());
    store.on("bot", () => this.render());
  }

  render() {
    const { bot, person } = this.store;
    $("bot-name").textContent = bot.name;
    $("bot-avatar").textContent = initial(bot.name);
    const state = $("bot-state");
    clearTimeout(this.timer);
    const doing = person?.action ? (DOING[person.action] ?? "busy…") : null;
    state.classList.toggle("busy", Boolean(doing));
    state.textContent = doing ?? `bot${person && person.name !== "You" ? ` · you are ${person.name}` : ""}`;
    if (doing) {
      this.timer = setTimeout(() => {
        person.action = null;
        this.render();
      }, SHOWN_FOR);
    }
  }
}
