"""Messages that are neither words nor files: places, contacts, polls, dice."""

import math

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.keyboards import read_inline_markup
from bot.sandbox.methods.editing import change
from bot.sandbox.methods.sending import post
from bot.sandbox.methods.targets import editable_message, writable_chat_of
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

LONGEST_QUESTION, LONGEST_OPTION, FEWEST_OPTIONS, MOST_OPTIONS = 300, 100, 2, 12
HIGHEST = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


def send_location(world: World, parameters: Parameters) -> Json:
    """A place on the map."""
    return post(world, parameters, {"location": _place(parameters)})


def send_venue(world: World, parameters: Parameters) -> Json:
    """A place with a name and an address."""
    place = _place(parameters)
    venue = {
        "location": place,
        "title": _words(parameters, "title"),
        "address": _words(parameters, "address"),
    }
    return post(world, parameters, {"venue": venue, "location": place})


def send_contact(world: World, parameters: Parameters) -> Json:
    """Somebody's telephone number."""
    contact = {
        "phone_number": _words(parameters, "phone_number"),
        "first_name": _words(parameters, "first_name"),
    }
    for name in ("last_name", "vcard"):
        if parameters.text(name):
            contact[name] = parameters.text(name)
    return post(world, parameters, {"contact": contact})


def send_dice(world: World, parameters: Parameters) -> Json:
    """A die, of which Telegram knows who threw what; here every throw is the highest but one."""
    emoji = parameters.text("emoji") or "🎲"
    if emoji not in HIGHEST:
        raise bad_request("wrong dice emoji specified")
    return post(world, parameters, {"dice": {"emoji": emoji, "value": HIGHEST[emoji] - 1}})


def send_poll(world: World, parameters: Parameters) -> Json:
    """A question with answers to choose from. Nobody votes in the sandbox."""
    question = _words(parameters, "question")
    if len(question) > LONGEST_QUESTION:
        raise bad_request(f"poll question length must not exceed {LONGEST_QUESTION}")
    anonymous = parameters.values.get("is_anonymous") is None or parameters.flag("is_anonymous")
    poll: Json = {
        "id": str(world.new_poll_id()),
        "question": question,
        "options": _options(parameters),
        "total_voter_count": 0,
        "is_closed": parameters.flag("is_closed"),
        "is_anonymous": anonymous,
        "type": "quiz" if parameters.text("type") == "quiz" else "regular",
        "allows_multiple_answers": parameters.flag("allows_multiple_answers"),
        "allows_revoting": parameters.text("type") != "quiz",
        "members_only": False,
    }
    return post(world, parameters, {"poll": poll})


def stop_poll(world: World, parameters: Parameters) -> Json:
    """No more answers."""
    markup = read_inline_markup(parameters)
    chat = writable_chat_of(world, parameters)
    message = editable_message(chat, parameters, "message with poll to stop")
    poll = message.content.get("poll")
    if poll is None:
        raise bad_request("message is not a poll")
    if poll["is_closed"]:
        raise bad_request("poll has already been closed")
    closed: Json = {**poll, "is_closed": True}
    change(world, chat, message, {**message.content, "poll": closed}, markup)
    return closed


def _options(parameters: Parameters) -> list[Json]:
    given = parameters.structure("options", "options")
    if not isinstance(given, list):
        raise bad_request("expected an Array of InputPollOption")
    read = [each.get("text") if isinstance(each, dict) else each for each in given]
    texts = [text for text in read if isinstance(text, str)]
    if len(texts) < len(read):
        raise bad_request("expected an Array of InputPollOption")
    if len(texts) < FEWEST_OPTIONS:
        raise bad_request(f"poll must have at least {FEWEST_OPTIONS} option")
    if len(texts) > MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {MOST_OPTIONS} options")
    for text in texts:
        if not text.strip():
            raise bad_request("poll options must be non-empty")
        if len(text) > LONGEST_OPTION:
            raise bad_request(f"poll options length must not exceed {LONGEST_OPTION}")
    return [
        {"persistent_id": str(number), "text": text, "voter_count": 0} for number, text in enumerate(texts)
    ]


def _place(parameters: Parameters) -> Json:
    place = {}
    for name, most in (("latitude", 90), ("longitude", 180)):
        text = parameters.text(name).strip()
        if not text:
            raise bad_request(f"{name} is empty")
        try:
            value = float(text)
        except ValueError:
            value = 0.0  # as Telegram's server reads what is no number
        if not math.isfinite(value) or abs(value) > most:
            raise bad_request("wrong location specified")
        place[name] = value
    return place


def _words(parameters: Parameters, name: str) -> str:
    words = parameters.text(name).strip()
    if not words:
        raise bad_request(f'parameter "{name}" is required')
    return words
