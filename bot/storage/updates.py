"""Which updates have been processed."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from bot.storage import codec
from bot.storage.dialect import PerDialect
from bot.storage.tables import handled_updates
from bot.storage.unit import Unit

_FIND = select(handled_updates.c.update_id).where(handled_updates.c.update_id == bindparam("wanted"))
_INSERT = PerDialect.insert(lambda insert: insert(handled_updates).on_conflict_do_nothing())
_PRUNE = delete(handled_updates).where(handled_updates.c.handled_at < bindparam("before"))


def was_handled(unit: Unit, update_id: int) -> bool:
    return unit.connection.execute(_FIND, {"wanted": update_id}).first() is not None


def note_handled(unit: Unit, update_id: int, now: datetime) -> None:
    row = {"update_id": update_id, "handled_at": codec.to_seconds(now)}
    unit.connection.execute(_INSERT.on(unit.connection), row)


def prune(unit: Unit, before: datetime) -> None:
    """Forget what was processed before an instant; Telegram keeps updates for a day."""
    unit.connection.execute(_PRUNE, {"before": codec.to_seconds(before)})
