"""Who is where: blocked bots, groups and their members, and the updates that come of it."""

from collections.abc import Sequence

from bot.sandbox.chats import INSIDE, BotStatus, Chat, GroupChat
from bot.sandbox.errors import ControlError, Json
from bot.sandbox.members import bot_member, member, no_member
from bot.sandbox.person import Person
from bot.sandbox.world import World

LONGEST_TITLE = 128

Which = GroupChat | int
Who = Person | int


class Membership:
    """Each method is one thing a person can do about chats rather than in them."""

    def __init__(self, world: World) -> None:
        self._world = world

    def block(self, who: Who) -> None:
        """Stop the bot from writing."""
        self._set_blocked(who, blocked=True)

    def unblock(self, who: Who) -> None:
        """Let the bot write again."""
        self._set_blocked(who, blocked=False)

    def create_group(self, title: str, members: Sequence[Who], *, with_bot: bool = True) -> GroupChat:
        """A group that its first member owns."""
        title = title.strip()
        if not title or len(title) > LONGEST_TITLE:
            raise ControlError(400, f"A group needs a title of at most {LONGEST_TITLE} characters.")
        people = [self._world.people.chat(who).person for who in members]
        if not people:
            raise ControlError(400, "A group needs at least one member.")
        group = self._world.groups.add(title)
        group.owner_id = people[0].id
        group.members = {person.id: person for person in people}
        self._world.show_person(group)
        if with_bot:
            self.add_bot(group, people[0])
        return group

    def add_bot(self, which: Which, by: Who) -> None:
        """Bring the bot into a group."""
        self._bot_becomes(which, by, "member")

    def promote_bot(self, which: Which, by: Who) -> None:
        """Make the bot an administrator, who hears everything."""
        self._bot_becomes(which, by, "administrator")

    def remove_bot(self, which: Which, by: Who) -> None:
        """Throw the bot out of a group."""
        self._bot_becomes(which, by, "kicked")

    def join(self, which: Which, who: Who) -> None:
        """Come into a group."""
        group, person = self._world.groups.chat(which), self._world.people.chat(who).person
        if person.id in group.banned:
            raise ControlError(409, f"{person.name} is banned from the group.")
        if person.id not in group.members:
            group.members[person.id] = person
            self._tell_of_member(group, person, no_member(person.as_user()), member(group, person))
            self._service(group, person, {"new_chat_members": [person.as_user()]})

    def leave(self, which: Which, who: Who) -> None:
        """Go out of a group."""
        group, person = self._world.groups.chat(which), self._world.people.chat(who).person
        if person.id in group.members:
            before = member(group, person)
            self._service(group, person, {"left_chat_member": person.as_user()})
            del group.members[person.id]
            self._tell_of_member(group, person, before, no_member(person.as_user()))

    def _set_blocked(self, who: Who, *, blocked: bool) -> None:
        chat = self._world.people.chat(who)
        if chat.blocked != blocked:
            chat.blocked = blocked
            statuses: tuple[BotStatus, BotStatus] = ("member", "kicked") if blocked else ("kicked", "member")
            self._tell_of_bot(chat, chat.person.as_user(), *statuses)

    def _bot_becomes(self, which: Which, by: Who, status: BotStatus) -> None:
        group, person = self._world.groups.chat(which), self._world.people.chat(by).person
        if person.id not in group.members:
            raise ControlError(409, f"{person.name} is not in the group {group.title!r}.")
        before = group.bot_status
        if before == status or (status == "kicked" and before not in INSIDE):
            return
        group.bot_status = status
        self._tell_of_bot(group, person.as_user(), before, status)
        if before not in INSIDE:
            self._service(group, person, {"new_chat_members": [self._world.bot.as_user()]})

    def bot_leaves(self, group: GroupChat) -> None:
        """The bot goes of its own accord."""
        before, group.bot_status = group.bot_status, "left"
        self._tell_of_bot(group, self._world.bot.as_user(), before, "left")

    def _tell_of_bot(self, chat: Chat, by: Json, old: BotStatus, new: BotStatus) -> None:
        bot = self._world.bot.as_user()
        self._tell("my_chat_member", chat, by, bot_member(bot, old), bot_member(bot, new))

    def _tell_of_member(self, group: GroupChat, person: Person, old: Json, new: Json) -> None:
        if group.bot_status == "administrator":
            self._tell("chat_member", group, person.as_user(), old, new)
        self._world.show_person(group)

    def _tell(self, kind: str, chat: Chat, by: Json, old: Json, new: Json) -> None:
        body: Json = {"chat": chat.as_chat(), "from": by, "date": self._world.today()}
        self._world.updates.add(kind, {**body, "old_chat_member": old, "new_chat_member": new})
        self._world.show_person(chat)

    def _service(self, group: GroupChat, person: Person, content: Json) -> None:
        message = self._world.post(group, sender=person, content=content)
        if group.bot_status in INSIDE:
            self._world.updates.add("message", self._world.telegram_message(message))
