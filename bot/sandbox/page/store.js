// What the page knows, and who wants to hear when it changes.

export class Store extends EventTarget {
  people = new Map();
  messages = new Map(); // of the person spoken as: number → message
  commands = [];
  bot = { name: "The bot", description: "" };
  selected = null;
  pending = new Set(); // taps that wait for an answer: "message:data"
  late = []; // what changes while the conversation is on its way; null once it is here

  get person() {
    return this.people.get(this.selected);
  }

  get empty() {
    return this.late === null && this.messages.size === 0;
  }

  changed(what) {
    this.dispatchEvent(new Event(what));
  }

  on(what, listener) {
    this.addEventListener(what, listener);
  }

  putPerson(person) {
    this.people.set(person.id, person);
    this.changed("people");
    if (person.id === this.selected) this.changed("chat");
  }

  putMessage(personId, message) {
    if (personId !== this.selected) return;
    if (this.late) {
      this.late.push(message);
      return;
    }
    if (message.deleted) this.messages.delete(message.message_id);
    else this.messages.set(message.message_id, message);
    this.changed("messages");
  }

  // From here until `fill`, the conversation of another person is on its way.
  open(id) {
    this.selected = id;
    this.messages = new Map();
    this.late = [];
  }

  fill(list, seq) {
    this.messages = new Map(list.map((message) => [message.message_id, message]));
    const { late } = this;
    this.late = null;
    for (const message of late ?? []) if (message.seq > seq) this.putMessage(this.selected, message);
    this.changed("messages");
  }

  startTap(messageId, data) {
    this.pending.add(`${messageId}:${data}`);
    this.changed("taps");
  }

  endTap(messageId, data) {
    if (this.pending.delete(`${messageId}:${data}`)) this.changed("taps");
  }

  isPending(messageId, data) {
    return this.pending.has(`${messageId}:${data}`);
  }
}

export function preview(message) {
  if (!message) return "No messages yet";
  const kinds = {
    photo: "Picture",
    document: message.file?.file_name ?? "Document",
    sticker: `${message.file?.emoji ?? ""} Sticker`,
    voice: "Voice message",
    location: "Location",
    contact: "Contact",
  };
  const words = message.text.replaceAll(/\s+/g, " ");
  const kind = kinds[message.kind];
  return kind ? (words ? `${kind}: ${words}` : kind) : words;
}
