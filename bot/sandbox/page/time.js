// Times as people read them, in the zone of this computer. All times are unix seconds of the shared clock.

const hours = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const seconds = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short" });
const fullDay = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const olderDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });

const MORNING = 8;

let shared = 0;
let heardAt = performance.now();

export function hearTime(now) {
  shared = now;
  heardAt = performance.now();
}

export function now() {
  return shared + (performance.now() - heardAt) / 1000;
}

export const timeOf = (instant) => hours.format(instant * 1000);

export const secondOf = (instant) => seconds.format(instant * 1000);

export const dayAndTimeOf = (instant) => `${fullDay.format(instant * 1000)}, ${timeOf(instant)}`;

export const clockText = () => `${weekday.format(now() * 1000)}, ${timeOf(now())}`;

export function dayKey(seconds) {
  const date = new Date(seconds * 1000);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

export function dayName(seconds) {
  if (dayKey(seconds) === dayKey(now())) return "Today";
  if (dayKey(seconds) === dayKey(now() - 86400)) return "Yesterday";
  const sameYear = new Date(seconds * 1000).getFullYear() === new Date(now() * 1000).getFullYear();
  return (sameYear ? fullDay : olderDay).format(seconds * 1000);
}

export const shortWhen = (seconds) =>
  dayKey(seconds) === dayKey(now()) ? timeOf(seconds) : weekday.format(seconds * 1000);

export function secondsToTomorrowMorning() {
  const morning = new Date(now() * 1000);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(MORNING, 0, 0, 0);
  return Math.max(0, morning.getTime() / 1000 - now());
}
