"""What a bot can do to a chat besides writing in it."""

from bot.sandbox.chats import GroupChat
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.methods.targets import chat_of, writable_chat_of
from bot.sandbox.parameters import Parameters
from bot.sandbox.reactions import read_reactions
from bot.sandbox.world import World

SHOWN_FOR = 5.0  # seconds
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_chat_action(world: World, parameters: Parameters) -> bool:
    """Shows "typing…" until the next message."""
    action = parameters.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat_of(world, parameters)
    chat.action, chat.action_until = action, world.clock.now() + SHOWN_FOR
    world.show_person(chat)
    return True


def get_chat(world: World, parameters: Parameters) -> Json:
    """What the bot may know of a chat."""
    chat = chat_of(world, parameters)
    accepted = {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    }
    shown = {
        **chat.as_chat(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": accepted,
    }
    if isinstance(chat, GroupChat) and chat.description:
        shown["description"] = chat.description
    pinned = chat.get(chat.pinned[-1]) if chat.pinned else None
    return {**shown, "pinned_message": world.telegram_message(pinned)} if pinned else shown


def set_message_reaction(world: World, parameters: Parameters) -> bool:
    """The bot's own emoji under a message, or none."""
    reactions = read_reactions(parameters.structure("reaction", "reaction types"))
    chat = writable_chat_of(world, parameters)
    message = chat.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    message.reactions[world.bot.id] = reactions
    world.show(chat, message)
    return True


def get_user_profile_photos(world: World, parameters: Parameters) -> Json:
    """Nobody in the sandbox has a picture."""
    if world.people.find(parameters.integer("user_id")) is None:
        raise bad_request("invalid user_id specified")
    return {"total_count": 0, "photos": []}
