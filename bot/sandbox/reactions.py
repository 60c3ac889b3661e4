"""The emoji people and bots may react with: the list of core.telegram.org/bots/api#reactiontypeemoji."""

from typing import Any

from bot.sandbox.errors import ControlError, Json, bad_request

MOST_BY_A_BOT = 1
EMOJI = {
    "❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢",
    "🎉", "🤩", "🤮", "💩", "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳",
    "❤\u200d🔥", "🌚", "🌭", "💯", "🤣", "⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓",
    "🍾", "💋", "🖕", "😈", "😴", "😭", "🤓", "👻", "👨\u200d💻", "👀", "🎃", "🙈",
    "😇", "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄", "☃", "💅", "🤪", "🗿",
    "🆒", "💘", "🙉", "🦄", "😘", "💊", "🙊", "😎", "👾", "🤷\u200d♂", "🤷", "🤷\u200d♀",
    "😡",
}  # fmt: skip


def emoji_reaction(emoji: str) -> Json:
    """A person's reaction; they can only tap what there is."""
    if emoji not in EMOJI:
        raise ControlError(400, f"Nobody can react with {emoji!r}.")
    return {"type": "emoji", "emoji": emoji}


def read_reactions(given: Any) -> list[Json]:
    """What a bot wants to react with."""
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("expected an Array of ReactionType")
    if len(given) > MOST_BY_A_BOT:
        raise bad_request("REACTIONS_TOO_MANY")
    return [_reaction(each) for each in given]


def _reaction(given: Any) -> Json:
    kind = given.get("type") if isinstance(given, dict) else None
    if kind not in {"emoji", "custom_emoji", "paid"}:
        raise bad_request("can't parse ReactionType: invalid reaction type specified")
    if kind != "emoji" or given.get("emoji") not in EMOJI:
        raise bad_request("REACTION_INVALID")
    return {"type": "emoji", "emoji": given["emoji"]}
