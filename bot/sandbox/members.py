"""The ChatMember objects of the Bot API."""

from bot.sandbox.chats import BotStatus, GroupChat
from bot.sandbox.errors import Json
from bot.sandbox.person import Person

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
)


def member(group: GroupChat, person: Person) -> Json:
    """Somebody who is in a group."""
    if person.id == group.owner_id:
        return {"user": person.as_user(), "status": "creator", "is_anonymous": False}
    return {"user": person.as_user(), "status": "member"}


def no_member(user: Json, *, banned: bool = False) -> Json:
    """Somebody who is not."""
    if banned:
        return {"user": user, "status": "kicked", "until_date": 0}
    return {"user": user, "status": "left"}


def bot_member(user: Json, status: BotStatus) -> Json:
    """The bot itself."""
    if status in {"left", "kicked"}:
        return no_member(user, banned=status == "kicked")
    if status == "member":
        return {"user": user, "status": "member"}
    rights = {name: name != "can_promote_members" for name in RIGHTS}
    return {"user": user, "status": "administrator", "can_be_edited": False, "is_anonymous": False, **rights}
