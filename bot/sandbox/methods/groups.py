"""What a bot can learn of a chat's members and do to a group."""

from bot.sandbox.chats import INSIDE, Chat, GroupChat, PrivateChat
from bot.sandbox.errors import BotApiError, Json, bad_request
from bot.sandbox.members import bot_member, member, no_member
from bot.sandbox.membership import LONGEST_TITLE, Membership
from bot.sandbox.methods.targets import chat_of, writable_chat_of
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

LONGEST_DESCRIPTION = 255


def get_chat_member(world: World, parameters: Parameters) -> Json:
    """Somebody in a chat, or the bot itself."""
    user_id = _user_id(parameters)
    chat = chat_of(world, parameters)
    if isinstance(chat, GroupChat):
        return _group_member(world, chat, user_id)
    person = chat.person if isinstance(chat, PrivateChat) else None
    if user_id == world.bot.id:
        return bot_member(world.bot.as_user(), "member")
    if person is None or user_id != person.id:
        raise bad_request("member not found")
    return {"user": person.as_user(), "status": "member"}


def _group_member(world: World, group: GroupChat, user_id: int) -> Json:
    if user_id == world.bot.id:
        return bot_member(world.bot.as_user(), group.bot_status)
    _check_open(group)
    known = world.people.find(user_id)
    if known is None:
        raise bad_request("member not found")
    if user_id in group.members:
        return member(group, known.person)
    return no_member(known.person.as_user(), banned=user_id in group.banned)


def get_chat_administrators(world: World, parameters: Parameters) -> list[Json]:
    """Who may do more than others in a group."""
    group = _group(world, parameters, "there are no administrators in the private chat")
    found = [member(group, person) for person in group.members.values() if person.id == group.owner_id]
    if group.bot_status == "administrator":
        found.append(bot_member(world.bot.as_user(), "administrator"))
    return found


def get_chat_member_count(world: World, parameters: Parameters) -> int:
    """How many are in a chat, the bot included."""
    chat = chat_of(world, parameters)
    if not isinstance(chat, GroupChat):
        return 2
    _check_open(chat)
    return len(chat.members) + 1


def leave_chat(world: World, parameters: Parameters) -> bool:
    """The bot goes."""
    chat = chat_of(world, parameters)
    if not isinstance(chat, GroupChat):
        raise bad_request("chat member status can't be changed in private chats")
    if chat.bot_status not in INSIDE:
        raise BotApiError(403, "Forbidden: bot is not a member of the group chat")
    Membership(world).bot_leaves(chat)
    return True


def ban_chat_member(world: World, parameters: Parameters) -> bool:
    """Somebody has to go and may not come back."""
    user_id = _user_id(parameters)
    group = _own_group(world, parameters)
    if user_id == group.owner_id:
        raise bad_request("can't remove chat owner")
    if world.people.find(user_id) is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    group.banned.add(user_id)
    Membership(world).leave(group, user_id)
    return True


def unban_chat_member(world: World, parameters: Parameters) -> bool:
    """Somebody may come back."""
    user_id = _user_id(parameters)
    _own_group(world, parameters).banned.discard(user_id)
    return True


def set_chat_title(world: World, parameters: Parameters) -> bool:
    """What a group is called."""
    title = parameters.text("title").strip()
    if not title:
        raise bad_request("title must be non-empty")
    group = _own_group(world, parameters)
    group.title = title[:LONGEST_TITLE]
    world.post(group, sender=None, content={"new_chat_title": group.title})
    world.show_person(group)
    return True


def set_chat_description(world: World, parameters: Parameters) -> bool:
    """What a group is about."""
    description = parameters.text("description")[:LONGEST_DESCRIPTION]
    group = _own_group(world, parameters)
    if description == group.description:
        raise bad_request("chat description is not modified")
    group.description = description
    world.show_person(group)
    return True


def pin_chat_message(world: World, parameters: Parameters) -> bool:
    """Keep a message at the top."""
    chat = _pinnable(world, parameters)
    message = chat.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
    world.show_person(chat)
    return True


def unpin_chat_message(world: World, parameters: Parameters) -> bool:
    """No longer: the message named, or the newest that is pinned."""
    chat = _pinnable(world, parameters)
    message_id = parameters.integer("message_id")
    if message_id is not None and message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    if chat.pinned:
        chat.pinned.remove(message_id if message_id is not None else chat.pinned[-1])
    world.show_person(chat)
    return True


def unpin_all_chat_messages(world: World, parameters: Parameters) -> bool:
    """None at all."""
    chat = _pinnable(world, parameters)
    chat.pinned.clear()
    world.show_person(chat)
    return True


def _user_id(parameters: Parameters) -> int:
    user_id = parameters.integer("user_id")
    if user_id is None or user_id <= 0:
        raise bad_request("invalid user_id specified")
    return user_id


def _check_open(chat: Chat) -> None:
    closed = chat.why_closed()
    if closed:
        raise BotApiError(403, closed)


def _group(world: World, parameters: Parameters, otherwise: str) -> GroupChat:
    chat = writable_chat_of(world, parameters)
    if not isinstance(chat, GroupChat):
        raise bad_request(otherwise)
    return chat


def _own_group(world: World, parameters: Parameters) -> GroupChat:
    group = _group(world, parameters, "method is available only for supergroups")
    if group.bot_status != "administrator":
        raise bad_request("not enough rights")
    return group


def _pinnable(world: World, parameters: Parameters) -> Chat:
    chat = writable_chat_of(world, parameters)
    if isinstance(chat, GroupChat) and chat.bot_status != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat
