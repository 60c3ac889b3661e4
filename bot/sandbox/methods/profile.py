"""What the bot says of itself."""

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.members import RIGHTS
from bot.sandbox.methods.targets import chat_of
from bot.sandbox.parameters import Parameters
from bot.sandbox.profile import CommandsKey, checked_commands, commands_key
from bot.sandbox.world import World

LONGEST_NAME = 64
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120
MENU_BUTTONS = {"commands", "default", "web_app"}


def get_me(world: World, _parameters: Parameters) -> Json:
    """The bot's own account."""
    return world.bot.as_me()


def set_my_commands(world: World, parameters: Parameters) -> bool:
    """The menu, for a scope and a language."""
    commands = checked_commands(parameters.structure("commands", "commands"))
    world.bot.commands[_key(parameters)] = commands
    world.feed.publish("commands", dict)
    return True


def get_my_commands(world: World, parameters: Parameters) -> list[Json]:
    """The menu, for a scope and a language."""
    return world.bot.commands.get(_key(parameters), [])


def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """No menu, for a scope and a language."""
    world.bot.commands.pop(_key(parameters), None)
    world.feed.publish("commands", dict)
    return True


def set_my_name(world: World, parameters: Parameters) -> bool:
    """The name that people see."""
    name = parameters.text("name")
    if len(name) > LONGEST_NAME:
        raise bad_request("BOT_TITLE_INVALID")
    language = parameters.text("language_code")
    if language:
        _keep(world.bot.names, language, name)
    elif name:
        world.bot.name = name
    return True


def get_my_name(world: World, parameters: Parameters) -> Json:
    """The name that people see."""
    return {"name": world.bot.names.get(parameters.text("language_code"), world.bot.name)}


def set_my_description(world: World, parameters: Parameters) -> bool:
    """What an empty chat shows."""
    description = parameters.text("description")
    if len(description) > LONGEST_DESCRIPTION:
        raise bad_request("BOT_DESCRIPTION_INVALID")
    _keep(world.bot.descriptions, parameters.text("language_code"), description)
    return True


def get_my_description(world: World, parameters: Parameters) -> Json:
    """What an empty chat shows."""
    language = parameters.text("language_code")
    return {"description": world.bot.descriptions.get(language, world.bot.description)}


def set_my_short_description(world: World, parameters: Parameters) -> bool:
    """What the bot's profile shows."""
    description = parameters.text("short_description")
    if len(description) > LONGEST_SHORT_DESCRIPTION:
        raise bad_request("BOT_SHORT_DESCRIPTION_INVALID")
    _keep(world.bot.short_descriptions, parameters.text("language_code"), description)
    return True


def get_my_short_description(world: World, parameters: Parameters) -> Json:
    """What the bot's profile shows."""
    language = parameters.text("language_code")
    return {"short_description": world.bot.short_descriptions.get(language, world.bot.short_description)}


def set_chat_menu_button(world: World, parameters: Parameters) -> bool:
    """What the button beside the field does, in one chat or in all."""
    button = parameters.structure("menu_button", "menu button")
    kind = button.get("type") if isinstance(button, dict) else "default"
    if kind not in MENU_BUTTONS:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    if kind == "web_app" and not {"text", "web_app"} <= set(button):
        raise bad_request("can't parse menu button: Can't find field \"web_app\"")
    world.bot.menu_buttons[_menu_chat(world, parameters)] = button or {"type": "default"}
    return True


def get_chat_menu_button(world: World, parameters: Parameters) -> Json:
    """What the button beside the field does."""
    buttons = world.bot.menu_buttons
    general = buttons.get(None, {"type": "commands"})
    return buttons.get(_menu_chat(world, parameters), general)


def set_my_default_administrator_rights(world: World, parameters: Parameters) -> bool:
    """What the bot asks for when somebody makes it an administrator."""
    rights = parameters.structure("rights", "chat administrator rights")
    if not isinstance(rights, (dict, type(None))):
        raise bad_request("object expected as administrator rights")
    wanted = {name: (rights or {}).get(name) is True for name in ("is_anonymous", *RIGHTS)}
    world.bot.default_rights[parameters.flag("for_channels")] = wanted
    return True


def get_my_default_administrator_rights(world: World, parameters: Parameters) -> Json:
    """What the bot asks for when somebody makes it an administrator."""
    nothing = dict.fromkeys(("is_anonymous", *RIGHTS), False)
    return world.bot.default_rights.get(parameters.flag("for_channels"), nothing)


def _menu_chat(world: World, parameters: Parameters) -> int | None:
    return chat_of(world, parameters).id if parameters.text("chat_id") else None


def _keep(texts: dict[str, str], language: str, text: str) -> None:
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)


def _key(parameters: Parameters) -> CommandsKey:
    scope = parameters.structure("scope", "scope")
    return commands_key(scope, parameters.text("language_code"))
