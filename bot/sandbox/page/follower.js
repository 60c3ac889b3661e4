// Follows links to this bot as Telegram's client does: a deep link at once, a link to share as whoever is chosen.

import * as api from "./api.js";
import { toast } from "./floating.js";
import { readLink } from "./links.js";
import { newPerson } from "./newcomer.js";
import { askReceiver, NEW } from "./share_sheet.js";

export class Follower {
  constructor(store, { attempt, act, select, composer }) {
    Object.assign(this, { store, attempt, act, select, composer });
  }

  // What makes an element follow this address; null if that is for a new tab.
  handlers(address) {
    const link = readLink(address, this.store.bot.username);
    if (!link) return null;
    const shared = link.title !== undefined;
    const go = (event) => {
      event.preventDefault();
      if (shared) this.share(link);
      else this.open(this.store.selected, link.payload);
    };
    const middle = (event) => event.button === 1 && go(event);
    return { onclick: go, onauxclick: middle, "aria-haspopup": shared && "dialog" };
  }

  share(link) {
    return this.attempt(async () => {
      const chosen = await askReceiver(link, this.store, () => this.copy(link.href));
      const id = chosen === NEW ? await newPerson(this.store) : chosen;
      if (id !== null) await this.open(id, link.payload);
    });
  }

  copy(address) {
    return this.attempt(async () => {
      await navigator.clipboard.writeText(address);
      toast("Link copied.");
    });
  }

  // The person's conversation, with Start tapped in it.
  open(id, payload) {
    return this.act(async () => {
      if (id !== this.store.selected) await this.select(id);
      await api.start(id, payload);
      this.composer.takeFocus();
    });
  }
}
