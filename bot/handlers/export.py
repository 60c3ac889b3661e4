"""/export: a person's own copy of all that is kept."""

from functools import partial

from bot.handlers.context import Desk
from bot.handlers.hearing import on_command
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import callbacks, export, privacy
from bot.views.export_readme import Origin
from bot.views.screen import Attachment, Form


def exported(visit: Visit, desk: Desk, _: object) -> Turn:
    if visit.everything is None:
        return Turn((privacy.nothing_kept(),))
    origin = Origin(visit.now, desk.operator_name, desk.operator_contact)
    name = f"backcare-export-{visit.today}.zip"
    file = Attachment(Form.DOCUMENT, name, partial(export.packed, visit.everything, origin))
    return Turn((privacy.exported(file),))


HANDLERS = (
    on_command("export", exported, everything=True),
    on_tap(callbacks.Export, exported, everything=True),
)
