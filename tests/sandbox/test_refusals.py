"""Every refusal, in Telegram's words. docs/sandbox.md says of each where the words are from."""

import io
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Person, Sandbox
from bot.sandbox.methods import media

from .client import Client

DOCUMENT = Path(__file__).parents[2] / "docs" / "sandbox.md"
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
INLINE = "Bad Request: can't parse inline keyboard button: "
REPLY = "Bad Request: can't parse keyboard button: "
ENTITY = "Bad Request: can't parse MessageEntity: "
HTML = "Bad Request: can't parse entities: "


def inline(*buttons: object) -> dict[str, object]:
    return {"reply_markup": {"inline_keyboard": [list(buttons)]}}


def reply(*buttons: object) -> dict[str, object]:
    return {"reply_markup": {"keyboard": [list(buttons)]}}


def html(text: str) -> dict[str, object]:
    return {"text": text, "parse_mode": "HTML"}


def entity(**fields: object) -> dict[str, object]:
    return {"entities": [fields]}


MESSAGES: list[tuple[dict[str, object], str]] = [
    ({"chat_id": ""}, "Bad Request: chat_id is empty"),
    ({"chat_id": 5}, "Bad Request: chat not found"),
    ({"chat_id": "@nobody"}, "Bad Request: chat not found"),
    ({"text": ""}, "Bad Request: message text is empty"),
    ({"text": " \n"}, "Bad Request: message text is empty"),
    (html("<b> </b>"), "Bad Request: message text is empty"),
    ({"text": "x" * 4097}, "Bad Request: message is too long"),
    ({"text": "x" * 32769}, "Bad Request: text is too long"),
    ({"parse_mode": "Prose"}, "Bad Request: unsupported parse_mode"),
    (html("<b>x"), HTML + 'Can\'t find end tag corresponding to start tag "b"'),
    (html("<p>x</p>"), HTML + 'Unsupported start tag "p" at byte offset 0'),
    (html("<b>x</i>"), HTML + 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    (html("x</b>"), HTML + "Unexpected end tag at byte offset 1"),
    (html("x<b"), HTML + "Unclosed start tag at byte offset 1"),
    (html("<b>x</b"), HTML + "Unclosed end tag at byte offset 4"),
    (html('<a href="x'), HTML + "Unclosed start tag at byte offset 0"),
    (html("<a href="), HTML + 'Unclosed start tag "a" at byte offset 0'),
    (html("<a =x>y</a>"), HTML + 'Empty attribute name in the tag "a" at byte offset 0'),
    (html("<a href=x/y>z</a>"), HTML + "Unexpected end of name token at byte offset 8"),
    (html("<tg-emoji>x</tg-emoji>"), "Bad Request: invalid custom emoji identifier specified"),
    (html("<span>x</span>"), HTML + 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ({"entities": ["bold"]}, ENTITY + "expected an Object"),
    (entity(type="bold", length=1), ENTITY + 'Can\'t find field "offset"'),
    (entity(type="bold", offset=[], length=1), ENTITY + 'Field "offset" must be of type Number'),
    (entity(type="loud", offset=0, length=1), ENTITY + "Unsupported type specified"),
    (entity(type="text_link", offset=0, length=1), ENTITY + 'Can\'t find field "url"'),
    ({"reply_parameters": {"message_id": 999}}, "Bad Request: message to be replied not found"),
    ({"reply_to_message_id": 999}, "Bad Request: message to be replied not found"),
    ({"reply_parameters": "{"}, "Bad Request: can't parse reply parameters JSON object"),
    ({"reply_parameters": []}, "Bad Request: object expected as reply parameters"),
    ({"reply_parameters": {"quote": "x"}}, 'Bad Request: can\'t find field "message_id"'),
    ({"reply_markup": "{"}, "Bad Request: can't parse reply keyboard markup JSON object"),
    ({"reply_markup": [1]}, "Bad Request: object expected as reply markup"),
    (
        {"reply_markup": {"inline_keyboard": {}}},
        'Bad Request: field "inline_keyboard" must be of type Array',
    ),
    (
        {"reply_markup": {"inline_keyboard": [{"text": "x"}]}},
        'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ),
    ({"reply_markup": {"keyboard": ["x"]}}, 'Bad Request: field "keyboard" must be an Array of Arrays'),
    (inline("x"), INLINE + "InlineKeyboardButton must be an Object"),
    (inline({"callback_data": "x"}), INLINE + 'Can\'t find field "text"'),
    (inline({"text": [], "callback_data": "x"}), INLINE + 'Field "text" must be of type String'),
    (inline({"text": "x"}), INLINE + "Text buttons are unallowed in the inline keyboard"),
    (inline({"text": "x", "callback_data": "x" * 65}), "Bad Request: BUTTON_DATA_INVALID"),
    (inline({"text": "x", "callback_data": "é" * 33}), "Bad Request: BUTTON_DATA_INVALID"),
    (
        inline({"text": "x", "url": "ftp://e.org"}),
        "Bad Request: inline keyboard button URL 'ftp://e.org' is invalid: Unsupported URL protocol",
    ),
    (
        inline({"text": "", "callback_data": "x"}),
        "Bad Request: inline keyboard button text must be non-empty",
    ),
    (inline(*[{"text": "x", "callback_data": "x"}] * 101), "Bad Request: reply markup is too long"),
    (reply(7), REPLY + "KeyboardButton must be a String or an Object"),
    (reply({}), REPLY + 'Can\'t find field "text"'),
    (reply(""), "Bad Request: keyboard button text must be non-empty"),
]


@pytest.mark.parametrize(("parameters", "words"), MESSAGES)
async def test_a_message_telegram_would_refuse_is_refused_in_its_words(
    bot: Client, sandbox: Sandbox, ana: Person, parameters: dict[str, object], words: str
) -> None:
    assert await bot.refusal("sendMessage", **{"chat_id": ana.id, "text": "x", **parameters}) == words
    assert sandbox.messages(ana) == []


@pytest.mark.parametrize("words", sorted({words for _, words in MESSAGES}))
def test_the_document_says_where_the_words_are_from(words: str) -> None:
    assert words.removeprefix("Bad Request: ") in DOCUMENT.read_text(encoding="utf-8")


async def test_of_too_many_entities_the_first_hundred_stay(bot: Client, ana: Person) -> None:
    text = "<b>x</b> " * 120
    message = await bot.result("sendMessage", chat_id=ana.id, text=text, parse_mode="HTML")
    assert len(message["entities"]) == 100


async def sent(bot: Client, person: Person, **more: object) -> dict[str, Any]:
    message = await bot.result("sendMessage", chat_id=person.id, text="x", **more)
    return {"chat_id": person.id, "message_id": message["message_id"]}


async def test_what_is_not_there_can_be_neither_edited_nor_deleted(bot: Client, ana: Person) -> None:
    gone = {"chat_id": ana.id, "message_id": 999}
    assert await bot.refusal("editMessageText", **gone, text="y") == "Bad Request: message to edit not found"
    assert await bot.refusal("editMessageReplyMarkup", **gone) == "Bad Request: message to edit not found"
    assert await bot.refusal("deleteMessage", **gone) == "Bad Request: message to delete not found"
    unnamed = await bot.refusal("editMessageText", chat_id=ana.id, text="y")
    assert unnamed == "Bad Request: message identifier is not specified"


async def test_an_edit_must_change_something(bot: Client, ana: Person) -> None:
    assert await bot.refusal("editMessageText", **await sent(bot, ana), text="x") == NOT_MODIFIED


async def test_only_inline_keyboards_can_be_edited_in(bot: Client, ana: Person) -> None:
    message = await sent(bot, ana)
    refusal = await bot.refusal("editMessageReplyMarkup", **message, reply_markup={"keyboard": [["x"]]})
    assert refusal == "Bad Request: inline keyboard expected"


async def test_others_words_cannot_be_edited(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    target = {"chat_id": ana.id, "message_id": sandbox.say(ana, "Mine").id}
    assert await bot.refusal("editMessageText", **target, text="y") == "Bad Request: message can't be edited"


async def test_taps_are_answered_once_in_time_and_briefly(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    message = await sent(bot, ana, reply_markup=keyboard)
    first, late = (sandbox.tap(ana, message["message_id"], "Yes") for _ in range(2))
    await bot.result("answerCallbackQuery", callback_query_id=first.id)
    sandbox.advance(61)
    for query in (first.id, late.id, "7", ""):
        assert await bot.refusal("answerCallbackQuery", callback_query_id=query) == TOO_OLD
    fresh = sandbox.tap(ana, message["message_id"], "Yes").id
    for answer, words in (
        ({"text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ({"url": "https://e.org"}, "URL_INVALID"),
    ):
        refusal = await bot.refusal("answerCallbackQuery", callback_query_id=fresh, **answer)
        assert refusal == f"Bad Request: {words}"


@pytest.mark.parametrize("shape", ["[", "message", '{"message": true}', [1], {"kinds": []}])
async def test_a_list_of_updates_of_the_wrong_shape_is_refused(bot: Client, shape: object) -> None:
    assert "can't parse allowed updates JSON" in await bot.refusal("getUpdates", allowed_updates=shape)


async def test_unknown_kinds_of_updates_are_read_over_as_telegram_does(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    await bot.updates(allowed_updates=["mesage"])
    sandbox.say(ana, "Heard, by Telegram's default")
    assert len(await bot.updates()) == 1


async def upload(bot: Client, method: str, field: str, data: bytes, **values: object) -> str:
    form = aiohttp.FormData({name: str(value) for name, value in values.items()})
    form.add_field(field, io.BytesIO(data), filename="f")
    answer = await bot.post(method, data=form)
    return f"{answer.status} {answer.description}"


async def test_a_picture_that_is_too_big_or_none_at_all_is_refused(bot: Client, ana: Person) -> None:
    size = 10 * 1024 * 1024 + 1
    assert await upload(bot, "sendPhoto", "photo", bytes(size), chat_id=ana.id) == (
        f"400 Bad Request: file of size {size} bytes is too big for a photo; "
        "the maximum size is 10485760 bytes"
    )
    strange = await upload(bot, "sendPhoto", "photo", b"words", chat_id=ana.id)
    assert strange == "400 Bad Request: IMAGE_PROCESS_FAILED"
    captioned = await upload(bot, "sendPhoto", "photo", b"x", chat_id=ana.id, caption="x" * 1025)
    assert captioned == "400 Bad Request: message caption is too long"


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("getFile", {"file_id": "?"}, "invalid file_id"),
        ("getFile", {}, "file_id not specified"),
        ("sendPhoto", {"photo": "?"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendDocument", {}, "there is no document in the request"),
        ("sendChatAction", {"action": "sleeping"}, "wrong parameter action in request"),
    ],
)
async def test_what_names_nothing_is_refused(
    bot: Client, ana: Person, method: str, parameters: dict[str, object], words: str
) -> None:
    assert await bot.refusal(method, chat_id=ana.id, **parameters) == f"Bad Request: {words}"


async def test_files_beyond_the_limits_are_refused(
    bot: Client, sandbox: Sandbox, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (media.LARGEST_UPLOAD, media.LARGEST_DOWNLOAD) == (50 << 20, 20 << 20)
    monkeypatch.setattr(media, "LARGEST_UPLOAD", 50)
    monkeypatch.setattr(media, "LARGEST_DOWNLOAD", 20)
    refused = await upload(bot, "sendDocument", "document", bytes(51), chat_id=ana.id)
    assert refused == "413 Request Entity Too Large"
    heavy = sandbox.send(ana, "document", data=bytes(21)).attachment
    assert heavy
    assert await bot.refusal("getFile", file_id=heavy["file_id"]) == "Bad Request: file is too big"
