"""Answers to taps on inline buttons."""

from bot.sandbox.callbacks import CallbackAnswer
from bot.sandbox.errors import bad_request
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

LONGEST_ANSWER = 200


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """Stops the button's progress and may show a toast or an alert."""
    text = parameters.text("text")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    _check_url(world, parameters.text("url"))
    answer = CallbackAnswer(text, parameters.flag("show_alert"), parameters.text("url"))
    query = world.callbacks.answer(parameters.text("callback_query_id"), answer, world.clock.now())
    world.show_callback(query)
    return True


def _check_url(world: World, url: str) -> None:
    """Without a game, Telegram opens nothing but a link to the bot itself."""
    starts = tuple(f"{scheme}t.me/{world.bot.username}?start=" for scheme in ("", "http://", "https://"))
    if url and not url.startswith((*starts, f"tg://resolve?domain={world.bot.username}&start=")):
        raise bad_request("URL_INVALID")
