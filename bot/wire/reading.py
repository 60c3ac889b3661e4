"""Updates as they come over the wire, read: the library takes whatever stands in them, we do not."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from telegram import Bot, Update

from bot.log import get_logger, where

HIGHEST_ID = 2**63 - 1  # that a database can keep
_Id = Annotated[int, Field(ge=-HIGHEST_ID, le=HIGHEST_ID)]
_Second = Annotated[int, Field(ge=0, le=2**33)]
_Place = Annotated[int, Field(ge=0, le=2**20)]


def _encoded(text: str) -> str:
    """Raises ValueError for half a character, which JSON can hold and nothing else can."""
    text.encode()
    return text


_Text = Annotated[str, AfterValidator(_encoded)]


class _Shape(BaseModel):
    """What we rely on; anything else may stand beside it."""

    model_config = ConfigDict(strict=True, extra="ignore")


class _User(_Shape):
    id: _Id
    is_bot: bool
    first_name: _Text


class _Chat(_Shape):
    id: _Id
    type: str


class _Entity(_Shape):
    type: str
    offset: _Place
    length: _Place


class _Location(_Shape):
    latitude: Annotated[float, Field(ge=-90, le=90, strict=False)]
    longitude: Annotated[float, Field(ge=-180, le=180, strict=False)]


class _Message(_Shape):
    message_id: _Id
    date: _Second
    chat: _Chat
    from_: Annotated[_User | None, Field(alias="from")] = None
    text: _Text | None = None
    caption: _Text | None = None
    entities: list[_Entity] = []
    location: _Location | None = None


class _Below(_Shape):
    """What a tapped button stands below; it may be too old to be told more of."""

    message_id: _Id
    date: _Second
    chat: _Chat


class _Tap(_Shape):
    id: str
    from_: Annotated[_User, Field(alias="from")]
    message: _Below | None = None
    data: _Text | None = None


class _Member(_Shape):
    user: _User
    status: str


class _Membership(_Shape):
    chat: _Chat
    from_: Annotated[_User, Field(alias="from")]
    date: _Second
    old_chat_member: _Member
    new_chat_member: _Member


class _Update(_Shape):
    update_id: Annotated[int, Field(ge=0, le=HIGHEST_ID)]
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Tap | None = None
    my_chat_member: _Membership | None = None


def read_update(raw: dict[str, Any], bot: Bot | None = None) -> Update:
    """The update; an empty one with the same id where it cannot be read, which is in the log."""
    try:
        _Update.model_validate(raw)
        return Update.de_json(raw, bot)
    except ValidationError as error:
        places = sorted({".".join(map(str, one["loc"]))[:80] for one in error.errors(include_input=False)})
        get_logger().error("an update cannot be read", update=raw["update_id"], at=places[:5])
    except Exception as error:  # noqa: BLE001  whatever is wrong with it, it is passed over
        get_logger().error("an update cannot be read", update=raw["update_id"], **where(error))
    return Update(raw["update_id"])
