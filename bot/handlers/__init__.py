"""One file for each thing a person does. A handler is a pure decision `(Visit, Desk, …) -> Turn`;
`visit.py` has both; `turns.py` gathers before it and applies after it. Each file exports HANDLERS; this is
their order.
"""

from typing import Any

from telegram.ext import BaseHandler

from bot.handlers import (
    about,
    aftercare,
    broadcasting,
    checkin,
    checklist,
    country,
    diary,
    export,
    feedback,
    free_text,
    inbox,
    joining,
    leaving,
    limits,
    membership,
    operator,
    progress,
    reference,
    reminders,
    report,
    sessions,
    settings,
    sign_check,
    tips,
)
from bot.handlers.context import Context

# The first handler that takes an update has it; free_text takes whatever is left.
HANDLERS: tuple[BaseHandler[Any, Context, Any], ...] = (
    *membership.HANDLERS,
    *aftercare.HANDLERS,
    *joining.HANDLERS,
    *checklist.HANDLERS,
    *tips.HANDLERS,
    *checkin.HANDLERS,
    *diary.HANDLERS,
    *progress.HANDLERS,
    *report.HANDLERS,
    *sessions.HANDLERS,
    *reminders.HANDLERS,
    *reference.HANDLERS,
    *sign_check.HANDLERS,
    *settings.HANDLERS,
    *country.HANDLERS,
    *leaving.HANDLERS,
    *export.HANDLERS,
    *feedback.HANDLERS,
    *about.HANDLERS,
    *operator.HANDLERS,
    *broadcasting.HANDLERS,
    *inbox.HANDLERS,
    *free_text.HANDLERS,
)
BEFORE_ALL = (limits.HANDLERS, broadcasting.BEFORE_ALL)  # groups, each of which may end it there
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
