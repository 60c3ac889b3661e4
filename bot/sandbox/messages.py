"""A message as the sandbox keeps it."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import Json
from bot.sandbox.keyboards import inline_buttons

KINDS = ("photo", "document", "sticker", "voice", "audio", "video", "location", "contact", "text")


@dataclass
class Message:
    """One message of a private chat, from either side, as it is now."""

    id: int
    chat_id: int
    by_bot: bool
    date: int
    content: Json  # the fields of Telegram's Message that say what it is: text, entities, photo…
    markup: Json | None = None
    reply_to: int | None = None
    edit_date: int | None = None
    deleted: bool = False
    seq: int = 0  # the number of its latest change

    @property
    def text(self) -> str:
        """Its text or caption; empty for a bare picture."""
        text: str = self.content.get("text") or self.content.get("caption") or ""
        return text

    @property
    def entities(self) -> list[Json]:
        """Formatting of the text or caption."""
        entities: list[Json] = self.content.get("entities") or self.content.get("caption_entities") or []
        return entities

    @property
    def kind(self) -> str:
        """text, photo, document, location…"""
        return next((kind for kind in KINDS if kind in self.content), "other")

    @property
    def attachment(self) -> Json | None:
        """The file of a photo (its largest size), document, voice…, as Telegram describes it."""
        value: Any = self.content.get(self.kind)
        if self.kind == "photo":
            value = value[-1]
        return value if isinstance(value, dict) and "file_id" in value else None

    @property
    def labels(self) -> list[str]:
        """What the inline buttons say, row after row."""
        return [button["text"] for button in inline_buttons(self.markup)]

    @property
    def data(self) -> dict[str, str]:
        """The callback data of each inline button, by its label."""
        buttons = inline_buttons(self.markup)
        return {button["text"]: button["callback_data"] for button in buttons if "callback_data" in button}

    def as_shown(self) -> Json:
        """What the page and the transcript show."""
        shown: Json = {
            "seq": self.seq,
            "message_id": self.id,
            "from": "bot" if self.by_bot else "person",
            "date": self.date,
            "kind": self.kind,
            "text": self.text,
            "entities": self.entities,
        }
        if self.deleted:
            return {**shown, "deleted": True, "text": "", "entities": []}
        shown |= {
            name: self.content[name]
            for name in ("location", "contact", "forward_origin")
            if name in self.content
        }
        attachment = self.attachment
        if attachment:
            shown["file"] = {**attachment, "url": f"/media/{attachment['file_id']}"}
        for name, value in (
            ("edit_date", self.edit_date),
            ("reply_to", self.reply_to),
            ("reply_markup", self.markup),
        ):
            if value is not None:
                shown[name] = value
        return shown
