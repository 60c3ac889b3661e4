"""Pictures and documents, there and back."""

import aiohttp

from bot.sandbox import Person, Sandbox
from bot.sandbox.images import picture_size, plain_picture

from .client import Client

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b080020004001011100ffd9")


def upload(field: str, data: bytes, filename: str, **values: object) -> aiohttp.FormData:
    form = aiohttp.FormData({name: str(value) for name, value in values.items()})
    form.add_field(field, data, filename=filename, content_type="application/octet-stream")
    return form


async def test_a_picture_can_be_fetched_as_it_was_sent(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    picture = plain_picture(40, 30)
    form = upload("photo", picture, "chart.png", chat_id=ana.id, caption="<b>Chart</b>", parse_mode="HTML")
    reply = await bot.post("sendPhoto", data=form)
    [size] = reply.body["result"]["photo"]
    assert (size["width"], size["height"], size["file_size"]) == (40, 30, len(picture))
    assert reply.body["result"]["caption_entities"] == [{"type": "bold", "offset": 0, "length": 5}]

    path = (await bot.result("getFile", file_id=size["file_id"]))["file_path"]
    async with bot.session.get(f"{sandbox.url}/file/bot{sandbox.token}/{path}") as answer:
        assert await answer.read() == picture
    shown = sandbox.messages(ana)[0].as_shown()
    async with bot.session.get(sandbox.url + shown["file"]["url"]) as answer:
        assert (answer.content_type, await answer.read()) == ("image/png", picture)


async def test_a_picture_sent_before_is_sent_again_by_its_id(bot: Client, ana: Person) -> None:
    form = upload("photo", plain_picture(4, 4), "x.png", chat_id=ana.id)
    sent = (await bot.post("sendPhoto", data=form)).body["result"]
    again = await bot.result("sendPhoto", chat_id=ana.id, photo=sent["photo"][0]["file_id"])
    assert again["photo"] == sent["photo"]


async def test_what_is_no_picture_is_refused(bot: Client, ana: Person) -> None:
    reply = await bot.post("sendPhoto", data=upload("photo", b"not a picture", "x.png", chat_id=ana.id))
    assert (reply.status, reply.description) == (400, "Bad Request: IMAGE_PROCESS_FAILED")
    refusal = await bot.refusal("sendPhoto", chat_id=ana.id, photo="unknown")
    assert refusal == "Bad Request: wrong file identifier/HTTP URL specified"


async def test_a_document_keeps_its_name_and_is_only_offered_as_a_download(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    form = upload("document", b"<script>alert(1)</script>", 'my "report".html', chat_id=ana.id)
    await bot.post("sendDocument", data=form)
    [message] = sandbox.replies(ana)
    assert message.attachment is not None
    async with bot.session.get(f"{sandbox.url}/media/{message.attachment['file_id']}") as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")


async def test_an_attached_file_is_found_by_its_field(bot: Client, sandbox: Sandbox, ana: Person) -> None:
    form = upload("part1", b"text", "a.txt", chat_id=ana.id, document="attach://part1")
    assert (await bot.post("sendDocument", data=form)).status == 200
    assert sandbox.replies(ana)[0].kind == "document"


def test_sizes_are_read_from_the_first_bytes() -> None:
    assert picture_size(plain_picture(7, 5)) == (7, 5)
    assert picture_size(JPEG) == (64, 32)
    assert picture_size(b"GIF89a" + bytes([3, 0, 2, 0])) == (3, 2)
    assert picture_size(b"\x89PNG\r\n\x1a\n") is None
    assert picture_size(b"") is None


async def test_a_caption_stands_above_a_picture_as_long_as_the_bot_wants_it_there(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    above = "show_caption_above_media"
    form = upload("photo", plain_picture(4, 4), "x.png", chat_id=ana.id, caption="Up", **{above: True})
    sent = (await bot.post("sendPhoto", data=form)).body["result"]
    assert sent[above] is True
    assert sandbox.replies(ana)[0].as_shown()[above] is True
    which = {"chat_id": ana.id, "message_id": sent["message_id"]}
    assert above not in await bot.result("editMessageCaption", **which, caption="Down")
    assert {"caption", above} & set(await bot.result("editMessageCaption", **which, **{above: True})) == set()
