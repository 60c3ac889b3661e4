// Links that Telegram's client follows by itself: t.me/<bot>?start=… and t.me/share/url?url=<such a link>.

const HOST = "t.me";
const WEB = /^https?:$/;
const SHARE = "/share/url";
const PAYLOAD = /^[\w-]{1,64}$/;

// { href, payload } for a link to this bot, with the `title` it goes by if it is to be shared; null for all others.
export function readLink(address, botName) {
  const url = onTelegram(address);
  if (url?.pathname !== SHARE) return startLink(url, botName);
  const link = startLink(onTelegram(url.searchParams.get("url")), botName);
  return link && { ...link, title: url.searchParams.get("text") ?? "" };
}

function startLink(url, botName) {
  if (url?.pathname.toLowerCase() !== `/${botName}`.toLowerCase()) return null;
  const payload = url.searchParams.get("start") ?? "";
  return PAYLOAD.test(payload) ? { href: url.href, payload } : null;
}

function onTelegram(address) {
  try {
    const url = new URL(address);
    return WEB.test(url.protocol) && url.host === HOST ? url : null;
  } catch {
    return null; // no address at all
  }
}
