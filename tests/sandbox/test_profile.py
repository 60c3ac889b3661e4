"""What the bot says of itself."""

import pytest

from bot.sandbox import Person, Sandbox

from .client import Client

MENU = [{"command": "tip", "description": "A tip"}]


async def test_the_bot_knows_itself_by_the_digits_of_its_token(bot: Client) -> None:
    me = await bot.result("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (700000001, True, "backcare_sandbox_bot")


async def test_a_menu_of_the_persons_own_language_comes_first(
    bot: Client, sandbox: Sandbox, ana: Person
) -> None:
    german = [{"command": "tip", "description": "Ein Tipp"}]
    await bot.result("setMyCommands", commands=MENU)
    await bot.result("setMyCommands", commands=german, language_code="de")
    dora = sandbox.add_person("Dora", language_code="de")
    assert (await bot.control("GET", f"people/{ana.id}/commands")).body["commands"] == MENU
    assert (await bot.control("GET", f"people/{dora.id}/commands")).body["commands"] == german
    await bot.result("deleteMyCommands", language_code="de")
    assert await bot.result("getMyCommands", language_code="de") == []
    assert await bot.result("getMyCommands") == MENU


@pytest.mark.parametrize(
    ("commands", "complaint"),
    [
        ([{"command": "Tip!", "description": "x"}], "Bad Request: BOT_COMMAND_INVALID"),
        ([{"command": "tip", "description": ""}], "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
        (MENU * 101, "Bad Request: BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_a_wrong_menu_is_refused(bot: Client, commands: list[dict[str, str]], complaint: str) -> None:
    assert await bot.refusal("setMyCommands", commands=commands) == complaint


async def test_the_description_greets_an_empty_chat(bot: Client) -> None:
    await bot.result("setMyDescription", description="A tip a day")
    await bot.result("setMyShortDescription", short_description="Tips")
    await bot.result("setMyName", name="Backcare at the clinic")
    assert (await bot.control("GET", "bot")).body == {
        "name": "Backcare at the clinic",
        "username": "backcare_sandbox_bot",
        "description": "A tip a day",
        "short_description": "Tips",
    }
