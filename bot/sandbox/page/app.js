// Puts the parts together: what happens on the server reaches the store, what people do reaches the server.

import * as api from "./api.js";
import { ChatHead } from "./chat_head.js";
import { showTime, startClock } from "./clock_bar.js";
import { Composer } from "./composer.js";
import { $ } from "./dom.js";
import { choose, confirmAsk, moveInMenu, openMenu, showAlert, showPicture, toast } from "./floating.js";
import { Follower } from "./follower.js";
import { LogView } from "./log_view.js";
import { chatMenu, messageMenu } from "./menus.js";
import { newPerson } from "./newcomer.js";
import { Panel } from "./panel.js";
import { PeopleView } from "./people_view.js";
import { CITIES, ATTACHMENTS } from "./offers.js";
import { ReplyKeyboard } from "./reply_keyboard.js";
import { Store } from "./store.js";
import { hearTime } from "./time.js";

const TAP_PATIENCE = 15000; // milliseconds until a button stops showing progress
const BANNER = "Sandbox: nothing leaves this computer.";

const store = new Store();

// Runs something on the server; what goes wrong is said in a toast. True if it went well.
async function attempt(work) {
  try {
    await work();
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

const acts = {
  say: (text, replyTo) => act(() => api.say(store.selected, text, replyTo)),
  edit: (id, text) => attempt(() => api.edit(store.selected, id, text)),
  command: (words) => acts.say(words),
  picture: showPicture,
  show: (id) => log.show(id),
  follow: (address) => follower.handlers(address),
  tap: (id, data) => tap(id, data),
  menu: (anchor, message) => openMenu(anchor, messageMenu(message, { composer, attempt })),
};

// What a person does in the conversation: they wait for what comes of it.
function act(work) {
  log.scroller.expect();
  return attempt(work);
}

const log = new LogView(store, acts);
const composer = new Composer(store, acts);
const people = new PeopleView(store, (id) => attempt(() => select(id)));
const follower = new Follower(store, { attempt, act, select, composer });
new ReplyKeyboard(store, press);
new ChatHead(store);
const panel = new Panel(store);

async function tap(id, data) {
  if (store.isPending(id, data)) return;
  store.startTap(id, data);
  setTimeout(() => store.endTap(id, data), TAP_PATIENCE);
  if (!(await act(() => api.tap(store.selected, id, data)))) store.endTap(id, data);
}

async function press(button) {
  const place = button.request_location ? await askPlace() : {};
  if (place) await act(() => api.press(store.selected, button.text, place));
}

async function askPlace() {
  const city = await choose("Share a place", "Your real place is not asked for. Pretend to be in:", CITIES);
  return city && { latitude: city.latitude, longitude: city.longitude };
}

async function attach({ kind, fields }) {
  const details = kind === "location" ? await askPlace() : fields;
  if (details) await act(() => api.send(store.selected, kind, details));
}

async function startOver() {
  const text = "All people and conversations here will be forgotten. What the bot itself has stored stays with the bot.";
  if (await confirmAsk("Start over?", text, "Start over")) await attempt(api.reset);
}

async function addPerson() {
  await attempt(async () => {
    const id = await newPerson(store);
    if (id === null) return;
    await select(id);
    people.close();
  });
}

async function select(id) {
  const unread = id === store.selected ? 0 : (store.people.get(id)?.unread ?? 0);
  store.open(id);
  rememberPerson(id);
  composer.open();
  log.open();
  const [{ messages, seq }, { commands }] = await Promise.all([api.messages(id), api.commands(id)]);
  if (store.selected !== id) return;
  store.fill(messages, seq);
  log.opened(unread);
  store.commands = commands;
  store.changed("commands");
  store.changed("chat");
  store.changed("people");
  markRead();
}

function rememberPerson(id) {
  history.replaceState(null, "", `#${id}`);
}

function markRead() {
  if (!document.hidden && store.person?.unread) attempt(() => api.read(store.selected));
}

async function loadAll() {
  const [{ people: list, seq }, bot, clock] = await Promise.all([api.people(), api.bot(), api.clock()]);
  hearTime(clock.now);
  showTime();
  store.bot = bot;
  store.people = new Map(list.map((person) => [person.id, person]));
  store.changed("people");
  store.changed("bot");
  const remembered = Number(location.hash.slice(1));
  const first = store.people.has(remembered) ? remembered : list[0]?.id;
  if (first !== undefined) await select(first);
  return seq;
}

function startAnew() {
  panel.forget();
  $("sheet").close(); // it may ask about people who are no more
  return loadAll();
}

async function loadBot() {
  store.bot = await api.bot();
  store.changed("bot");
  if (store.selected !== null) store.commands = (await api.commands(store.selected)).commands;
  store.changed("commands");
}

function callbackAnswered({ person_id, message_id, data, answer }) {
  if (person_id !== store.selected) return;
  store.endTap(message_id, data);
  if (!answer.text) return;
  if (answer.show_alert) showAlert(store.bot.name, answer.text);
  else toast(answer.text);
}

// Every event carries the shared time.
const heard = (handle) => (event) => {
  hearTime(event.now);
  showTime();
  handle(event);
};

function listen(seq) {
  const handlers = {
    hello: ({ newest }) => panel.hear(newest),
    calls: ({ newest }) => panel.hear(newest),
    clock: () => ["people", "clock"].forEach((what) => store.changed(what)),
    commands: () => attempt(loadBot),
    reset: () => attempt(startAnew),
    person: ({ person }) => store.putPerson(person),
    callback: callbackAnswered,
    message: ({ person, message }) => {
      store.putMessage(person.id, message);
      store.putPerson(person);
      if (person.id === store.selected) markRead();
    },
  };
  const timed = Object.fromEntries(Object.entries(handlers).map(([kind, handle]) => [kind, heard(handle)]));
  api.watch(seq, timed, (connected) => {
    $("banner").querySelector("span").textContent = connected ? BANNER : "The sandbox does not answer; trying again…";
  });
}

$("start").addEventListener("click", () => acts.say("/start"));
$("unblock").addEventListener("click", () => attempt(() => api.unblock(store.selected)));
$("add-person").addEventListener("click", addPerson);
$("chat-menu").addEventListener("click", (event) => store.person && openMenu(event.currentTarget, chatMenu(store.person, { addPerson, startOver, attempt })));
$("attach").addEventListener("click", (event) => {
  openMenu(event.currentTarget, ATTACHMENTS.map((offer) => ({ label: offer.label, act: () => attach(offer) })));
});
$("menu").addEventListener("keydown", moveInMenu);
document.addEventListener("visibilitychange", markRead);

$("skip").addEventListener("click", () => document.querySelector("#foot :is(.big:not([hidden]), textarea)").focus());

startClock(store, () => log.scroller.expect());
attempt(async () => listen(await loadAll()));
