// The control interface, as functions.

async function ask(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const value = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(value.error ?? "That did not work."), { status: answer.status });
  return value;
}

const person = (id, rest) => `/control/people/${id}/${rest}`;

export const people = () => ask("GET", "/control/people");
export const addPerson = (name, language_code) => ask("POST", "/control/people", { name, language_code });
export const messages = (id) => ask("GET", person(id, "messages"));
export const commands = (id) => ask("GET", person(id, "commands"));
export const say = (id, text, reply_to) => ask("POST", person(id, "say"), { text, reply_to });
export const start = (id, payload) => ask("POST", person(id, "start"), { payload });
export const edit = (id, message_id, text) => ask("POST", person(id, "edit"), { message_id, text });
export const tap = (id, message_id, data) => ask("POST", person(id, "tap"), { message_id, data });
export const press = (id, label, details) => ask("POST", person(id, "press"), { label, ...details });
export const send = (id, kind, details) => ask("POST", person(id, "send"), { kind, ...details });
export const block = (id) => ask("POST", person(id, "block"), {});
export const unblock = (id) => ask("POST", person(id, "unblock"), {});
export const read = (id) => ask("POST", person(id, "read"), {});
export const bot = () => ask("GET", "/control/bot");
export const clock = () => ask("GET", "/control/clock");
export const moveClock = (wish) => ask("POST", "/control/clock", wish);
export const calls = (after) => ask("GET", `/control/calls?after=${after}`);
export const faults = () => ask("GET", "/control/faults");
export const addFault = (fault) => ask("POST", "/control/faults", fault);
export const removeFault = (id) => ask("DELETE", `/control/faults/${id}`);
export const clearFaults = () => ask("DELETE", "/control/faults");
export const limits = () => ask("GET", "/control/limits");
export const setLimits = (limits) => ask("POST", "/control/limits", limits);
export const reset = () => ask("POST", "/control/reset", {});

// Server-sent events; the browser reconnects by itself and says what it saw last.
export function watch(after, handlers, onState) {
  const source = new EventSource(`/events?after=${after}`);
  for (const [kind, handle] of Object.entries(handlers)) {
    source.addEventListener(kind, (event) => handle(JSON.parse(event.data)));
  }
  source.addEventListener("open", () => onState(true));
  source.addEventListener("error", () => onState(false));
  return source;
}
