"""A message as the sandbox keeps it."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import Json
from bot.sandbox.keyboards import inline_buttons
from bot.sandbox.person import Person

# An animation comes with a document and a venue with a location, for older bots: they are named first.
KINDS = (
    "text",
    "photo",
    "animation",
    "document",
    "sticker",
    "voice",
    "audio",
    "video",
    "video_note",
    "venue",
    "location",
    "contact",
    "poll",
    "dice",
)
SHOWN = (
    "venue",
    "location",
    "contact",
    "poll",
    "dice",
    "forward_origin",
    "media_group_id",
    "show_caption_above_media",
)


@dataclass
class Message:
    """One message, from anybody, as it is now."""

    id: int
    chat_id: int
    sender: Person | None  # None: the bot
    date: int
    content: Json  # the fields of Telegram's Message that say what it is: text, entities, photo…
    markup: Json | None = None
    reply_to: int | None = None
    edit_date: int | None = None
    deleted: bool = False
    seq: int = 0  # the number of its latest change
    reactions: dict[int, list[Json]] = field(default_factory=dict)  # by who reacts

    @property
    def by_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.sender is None

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
        shown |= {name: self.content[name] for name in SHOWN if name in self.content}
        if self.sender is not None and self.chat_id != self.sender.id:
            shown["sender"] = {"id": self.sender.id, "name": self.sender.name}
        attachment = self.attachment
        if attachment:
            shown["file"] = {**attachment, "url": f"/media/{attachment['file_id']}"}
        for name, value in (
            ("edit_date", self.edit_date),
            ("reply_to", self.reply_to),
            ("reply_markup", self.markup),
            ("reactions", self._reactions()),
        ):
            if value is not None:
                shown[name] = value
        return shown

    def _reactions(self) -> list[Json] | None:
        found = [
            {"by": who, "emoji": each.get("emoji")} for who, given in self.reactions.items() for each in given
        ]
        return found or None
