"""The people of the sandbox and the groups they meet in."""

from collections.abc import Iterator

from bot.sandbox.chats import GroupChat, PrivateChat
from bot.sandbox.errors import ControlError
from bot.sandbox.person import Person

FIRST_PERSON_ID = 1001
FIRST_GROUP_ID = -5001  # groups count downwards


class People:
    """Everyone, by id."""

    def __init__(self) -> None:
        self._chats: dict[int, PrivateChat] = {}
        self._next_id = FIRST_PERSON_ID

    def add(self, name: str, language_code: str = "en", username: str | None = None) -> Person:
        """A new person with an empty chat."""
        person = Person(self._next_id, name, language_code, username)
        self._next_id += 1
        self._chats[person.id] = PrivateChat(person)
        return person

    def chat(self, who: Person | int) -> PrivateChat:
        """The chat of a person; a 404 of the control interface if there is no such person."""
        found = self.find(who if isinstance(who, int) else who.id)
        if found is None:
            raise ControlError(404, "There is no such person.")
        return found

    def find(self, person_id: int | None) -> PrivateChat | None:
        """The chat of a person, or None."""
        return self._chats.get(person_id) if person_id is not None else None

    def clear(self) -> None:
        """Forget everyone; ids are not used again."""
        self._chats.clear()

    def __iter__(self) -> Iterator[PrivateChat]:
        return iter(self._chats.values())

    def __len__(self) -> int:
        return len(self._chats)


class Groups:
    """All groups, by id."""

    def __init__(self) -> None:
        self._groups: dict[int, GroupChat] = {}
        self._next_id = FIRST_GROUP_ID

    def add(self, title: str) -> GroupChat:
        """A new group, empty."""
        group = GroupChat(self._next_id, title)
        self._next_id -= 1
        self._groups[group.id] = group
        return group

    def chat(self, which: GroupChat | int) -> GroupChat:
        """A group; a 404 of the control interface if there is none."""
        found = self.find(which if isinstance(which, int) else which.id)
        if found is None:
            raise ControlError(404, "There is no such group.")
        return found

    def find(self, group_id: int | None) -> GroupChat | None:
        """A group, or None."""
        return self._groups.get(group_id) if group_id is not None else None

    def clear(self) -> None:
        """Forget all groups; ids are not used again."""
        self._groups.clear()

    def __iter__(self) -> Iterator[GroupChat]:
        return iter(self._groups.values())
