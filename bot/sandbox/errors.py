"""The two ways the sandbox says no: to the bot, in Telegram's words, and to whoever drives it, in ours."""

from typing import Any

Json = dict[str, Any]


class BotApiError(Exception):
    """An answer of the Bot API other than success."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> Json:
        """The body Telegram would send."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class ControlError(Exception):
    """Something the control interface cannot do, with a sentence that says why."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def bad_request(detail: str) -> BotApiError:
    """A 400 with Telegram's usual beginning."""
    return BotApiError(400, f"Bad Request: {detail}")
