"""Updates as Telegram brings them, and what becomes of them when somebody tampers: repeatable by a seed."""

import copy
import random
from collections.abc import Iterator
from typing import Any

from bot.views.callbacks import Callback

Json = Any
WORDS = (
    "/start", "/checkin 6 4", "/technique <b>shiatsu</b>", "/safety osteoporosis", "/time 25:99", "/stats",
    "/timezone Berlin", "/report", "/session", "/feedback <script>", "/delete", "/stop", "/broadcast",
    "6 4", "pain 11", "7/10", "STOP", "hello *bold* _it_", "<b>&amp;</i>", "🦴" * 50, "x" * 4096,
    "numb between my legs", "I want to die", "/start t_warm-pack", "/start s_<b>", "\ud800", " ", "",
    "/pause -1", "\u202e\u0000",
)  # fmt: skip
ODD: tuple[Json, ...] = (
    None, True, False, 0, -1, 1.5, 2**31, 2**63, -(2**63), 10**30, "", "x", "<b>", "\ud800", "9" * 400,
    [], {}, [[[[]]]], {"a": {"b": {}}}, [1, "x", None], {"id": 1}, "private", "supergroup", [{}],
)  # fmt: skip


def updates(seed: int, count: int, people: list[int]) -> Iterator[Json]:
    """A third of them are as they should be."""
    chance = random.Random(seed)  # noqa: S311  repeatable on purpose
    for number in range(count):
        update = {"update_id": 1_000_000 + number, **_real(chance, number, chance.choice(people))}
        for _ in range(chance.choice((0, 1, 4))):
            _tamper(chance, update)
        yield update


def _real(chance: random.Random, number: int, person: int) -> dict[str, Json]:
    chat = {"id": person, "type": "private", "first_name": chance.choice(("Ana", "<b>Ana", "A" * 64))}
    sender = {"id": person, "is_bot": False, "first_name": chat["first_name"]}
    message = {"message_id": number + 1, "date": 1772434800, "chat": chat, "from": sender}
    kind = chance.randrange(8)
    if kind == 0:
        return {"callback_query": _tap(chance, sender, message)}
    if kind == 1:
        return {"edited_message": {**message, "edit_date": 1772434900, "text": chance.choice(WORDS)}}
    if kind == 2:
        return {"my_chat_member": _membership(chance, chat, sender)}
    if kind == 3:
        return {"message": {**message, **_attachment(chance)}}
    text = chance.choice(WORDS)
    if text.startswith("/"):
        entity = {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
        return {"message": {**message, "text": text, "entities": [entity]}}
    return {"message": {**message, "text": text}}


def _tap(chance: random.Random, sender: Json, message: Json) -> Json:
    code = chance.choice(list(Callback.kinds))
    fields = chance.choices(
        ("1", "0", "7", "2026-03-02", "warm-pack", "tip", "99", "-1", "x", "", "first", "yes"),
        k=chance.randrange(5),
    )
    data = "|".join((code, *fields))[: chance.choice((64, 8, 3))]
    return {
        "id": "1",
        "from": sender,
        "message": {**message, "text": "x"},
        "chat_instance": "1",
        "data": data,
    }


def _membership(chance: random.Random, chat: Json, sender: Json) -> Json:
    bot = {"id": 999, "is_bot": True, "first_name": "Bot"}
    group = {"id": -100123, "type": "group", "title": "<b>Backs"}
    states = [
        {"user": bot, "status": "member"}, {"user": bot, "status": "left"},
        {"user": bot, "status": "kicked", "until_date": 0},
    ]  # fmt: skip
    return {
        "chat": chance.choice((chat, group)), "from": sender, "date": 1772434800,
        "old_chat_member": chance.choice(states), "new_chat_member": chance.choice(states),
    }  # fmt: skip


def _attachment(chance: random.Random) -> dict[str, Json]:
    file = {"file_id": "f", "file_unique_id": "u", "file_size": 1}
    return chance.choice(
        (
            {"location": {"latitude": 52.5, "longitude": 13.4}},
            {"location": {"latitude": 1e9, "longitude": -1e9}},
            {"photo": [{**file, "width": 1, "height": 1}], "caption": chance.choice(WORDS)},
            {"voice": {**file, "duration": 1}},
            {"document": {**file, "file_name": "<b>.exe"}},
            {"contact": {"phone_number": "1", "first_name": "<i>"}},
            {"new_chat_title": "x"},
        )
    )


def _tamper(chance: random.Random, update: dict[str, Json]) -> None:
    """Change one thing somewhere: taken away, made odd, or put elsewhere."""
    places = [(holder, key) for holder, key in _places(update) if holder is not update or key != "update_id"]
    if not places:
        return
    holder, key = chance.choice(places)
    what = chance.randrange(4)
    if what == 0:
        del holder[key]
    elif what == 1:
        holder[key] = copy.deepcopy(chance.choice(ODD))
    elif what == 2 and isinstance(holder, dict):
        holder[chance.choice(("message", "from", "chat", "text", "data", "x"))] = copy.deepcopy(holder[key])
    else:
        other, elsewhere = chance.choice(places)
        holder[key] = copy.deepcopy(other.get(elsewhere)) if isinstance(other, dict) else 7


def _places(value: Json) -> Iterator[tuple[Any, Any]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in list(inner):
        yield value, key
        yield from _places(below)
