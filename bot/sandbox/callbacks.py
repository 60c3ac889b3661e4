"""Taps on inline buttons, until the bot answers them."""

from dataclasses import dataclass

from bot.sandbox.errors import Json, bad_request

MOST_KEPT = 50_000  # older taps are forgotten
LIFETIME = 60  # seconds of the shared clock


@dataclass(frozen=True)
class CallbackAnswer:
    """What the bot said to a tap: a toast, an alert, or nothing but "done"."""

    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass
class CallbackQuery:
    """One tap."""

    id: str
    person_id: int
    message_id: int
    data: str
    time: float
    answer: CallbackAnswer | None = None

    def as_json(self) -> Json:
        """What the control interface and the page see."""
        shown: Json = {"callback_query_id": self.id, "message_id": self.message_id, "data": self.data}
        if self.answer is not None:
            shown["answer"] = {
                "text": self.answer.text,
                "show_alert": self.answer.show_alert,
                "url": self.answer.url,
            }
        return shown


class CallbackQueries:
    """All taps by id."""

    def __init__(self) -> None:
        self._queries: dict[str, CallbackQuery] = {}
        self._next_id = 1

    def ask(self, person_id: int, message_id: int, data: str, now: float) -> CallbackQuery:
        """A new tap."""
        # Telegram's ids are long numbers sent as text, beginning with something made from the person.
        query = CallbackQuery(f"{person_id}{self._next_id:012d}", person_id, message_id, data, now)
        self._next_id += 1
        self._queries[query.id] = query
        if len(self._queries) > MOST_KEPT:
            del self._queries[next(iter(self._queries))]
        return query

    def answer(self, query_id: str, answer: CallbackAnswer, now: float) -> CallbackQuery:
        """Record the answer; refused if the tap is unknown, old or answered already."""
        query = self._queries.get(query_id)
        if query is None or query.answer is not None or now - query.time > LIFETIME:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        query.answer = answer
        return query

    def of(self, person_id: int) -> list[CallbackQuery]:
        """All taps of a person, oldest first."""
        return [query for query in self._queries.values() if query.person_id == person_id]

    def clear(self) -> None:
        """Forget all taps; ids are not used again."""
        self._queries.clear()
