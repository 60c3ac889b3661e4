"""What a conversation leaves in the files of the database, and what goes from them."""

from pathlib import Path

from bot.domain.checkin import Tag
from tests.running_bot import Chat


def _files(folder: Path) -> dict[str, bytes]:
    return {path.suffix: path.read_bytes() for path in folder.rglob("backcare.db*")}


async def test_what_was_deleted_is_not_in_the_files_either(chat: Chat, tmp_path: Path) -> None:
    place = b"America/Argentina/Ushuaia"
    await chat.subscribes(place.decode())
    assert place in b"".join(_files(tmp_path).values())
    await chat.transcript(("/delete", "Delete everything"), ("[Yes, delete everything]", "is deleted"))
    assert place not in b"".join(_files(tmp_path).values())


async def test_the_files_of_the_database_hold_no_word_score_tag_technique_or_condition(
    chat: Chat, tmp_path: Path
) -> None:
    await chat.subscribes("Europe/Berlin", "08:00", "Osteoporosis", "Epilepsy")
    await chat.transcript(("/checkin 9 8", "Thank you"), ("zebrafinch in the garden", "saved"))
    await chat.transcript(("/checkin 9 8", "Thank you"), ("[Massage]", "Thank you"), ("[Heat]", "Thank you"))
    await chat.transcript(("/session", "journal"), ("[Plan one]", "When is it?"), ("friday", "What kind?"))
    await chat.transcript(
        ("[Shiatsu]", ""), ("[Plan it", "Planned."), ("[Remind me the day before]", "remind")
    )
    await chat.says("I have lost control of my bladder")
    await chat.transcript(("/feedback dromedary", "Thank you"))
    await chat.transcript(("/checkin", "How strong"), ("[7]", "stressed"))
    files = _files(tmp_path)
    assert files[".db-wal"]
    raw = b"".join(files.values())
    library = chat.bot.parts.services.desk.library
    secret = [
        *(tag.value for tag in Tag if "-" in tag.value or tag is Tag.EXERCISE),
        *(name for name in (*library.techniques, *library.conditions) if len(name) > 4),
        *(sign.id for level in library.seek_help.levels for sign in level.signs),
        *library.tips, "zebrafinch", "dromedary", "bladder", "Osteoporosis", "pain", '"stress"', '"note"',
        '"tags"', '"interference"', '"conditions"', '"advised"', '"technique"', '"signs"', '"liked"', '"tip"',
    ]  # fmt: skip
    assert [word for word in secret if word.encode() in raw] == []
