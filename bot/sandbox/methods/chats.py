"""What a bot can do to a chat besides writing in it."""

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.methods.targets import chat_of, writable_chat_of
from bot.sandbox.parameters import Parameters
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
    shown = chat.person.as_chat()
    return {**shown, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": accepted}
