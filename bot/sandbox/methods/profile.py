"""What the bot says of itself."""

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.parameters import Parameters
from bot.sandbox.profile import CommandsKey, checked_commands, commands_key
from bot.sandbox.world import World

LONGEST_NAME = 64
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120


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
    if name and not parameters.text("language_code"):
        world.bot.name = name
    return True


def get_my_name(world: World, _parameters: Parameters) -> Json:
    """The name that people see."""
    return {"name": world.bot.name}


def set_my_description(world: World, parameters: Parameters) -> bool:
    """What an empty chat shows. The sandbox keeps one, whatever the language."""
    description = parameters.text("description")
    if len(description) > LONGEST_DESCRIPTION:
        raise bad_request("BOT_DESCRIPTION_INVALID")
    world.bot.description = description
    return True


def get_my_description(world: World, _parameters: Parameters) -> Json:
    """What an empty chat shows."""
    return {"description": world.bot.description}


def set_my_short_description(world: World, parameters: Parameters) -> bool:
    """What the bot's profile shows. The sandbox keeps one, whatever the language."""
    description = parameters.text("short_description")
    if len(description) > LONGEST_SHORT_DESCRIPTION:
        raise bad_request("BOT_SHORT_DESCRIPTION_INVALID")
    world.bot.short_description = description
    return True


def get_my_short_description(world: World, _parameters: Parameters) -> Json:
    """What the bot's profile shows."""
    return {"short_description": world.bot.short_description}


def _key(parameters: Parameters) -> CommandsKey:
    scope = parameters.structure("scope", "scope")
    return commands_key(scope, parameters.text("language_code"))
