"""Reply markup: checked as strictly as Telegram checks it."""

from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.parameters import Parameters

MOST_BUTTON_DATA = 64  # bytes
MOST_BUTTONS = 100
MOST_BUTTONS_IN_A_ROW = 8
KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
LINK_SCHEMES = {"http", "https", "tg"}
INLINE_ACTIONS = ("url", "callback_data", "web_app", "login_url", "switch_inline_query", "copy_text", "pay")


def read_markup(parameters: Parameters) -> Json | None:
    """The reply markup of a call, cleaned up; None if there is none."""
    markup = parameters.structure("reply_markup", "reply keyboard markup")
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    for kind in KINDS:
        if kind in markup:
            return _READERS[kind](markup)
    raise bad_request("can't parse reply keyboard markup JSON object")


def read_inline_markup(parameters: Parameters) -> Json | None:
    """As read_markup, where only an inline keyboard is allowed."""
    markup = read_markup(parameters)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def inline_buttons(markup: Json | None) -> list[Json]:
    """All buttons of an inline keyboard, row after row."""
    return [button for row in (markup or {}).get("inline_keyboard", []) for button in row]


def reply_buttons(markup: Json | None) -> list[Json]:
    """All buttons of a reply keyboard, row after row."""
    return [button for row in (markup or {}).get("keyboard", []) for button in row]


def _inline(markup: Json) -> Json | None:
    rows = [[_inline_button(button) for button in row] for row in _rows(markup["inline_keyboard"])]
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be a non-empty String')
    if not any(action in button for action in INLINE_ACTIONS):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= MOST_BUTTON_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        _check_url(button["url"])
    return dict(button)


def _check_url(url: Any) -> None:
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
        fine = parts.scheme in LINK_SCHEMES and bool(parts.netloc)
    except ValueError:
        fine = False
    if not fine:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")


def _reply(markup: Json) -> Json:
    rows = [[_reply_button(button) for button in row] for row in _rows(markup["keyboard"])]
    rows = [row for row in rows if row]
    if not rows:
        raise bad_request("reply keyboard is empty")
    flags = {
        name: True
        for name in ("resize_keyboard", "one_time_keyboard", "is_persistent")
        if markup.get(name) is True
    }
    return {"keyboard": rows, **flags, **_placeholder(markup)}


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request(
            "can't parse keyboard button: KeyboardButton must be a non-empty String or an Object"
        )
    return dict(button)


def _remove(markup: Json) -> Json | None:
    return {"remove_keyboard": True} if markup["remove_keyboard"] is True else None


def _force(markup: Json) -> Json | None:
    return {"force_reply": True, **_placeholder(markup)} if markup["force_reply"] is True else None


def _placeholder(markup: Json) -> Json:
    placeholder = markup.get("input_field_placeholder")
    return {"input_field_placeholder": placeholder} if isinstance(placeholder, str) and placeholder else {}


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(
            "can't parse reply keyboard markup JSON object: keyboard must be an Array of Arrays"
        )
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_BUTTONS_IN_A_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return rows


_READERS = {"inline_keyboard": _inline, "keyboard": _reply, "remove_keyboard": _remove, "force_reply": _force}
