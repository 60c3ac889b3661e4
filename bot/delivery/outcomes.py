"""What a failed send means, by the class of its error."""

from datetime import datetime, timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.domain.delivery import Failed, Gone, Outcome, TryAgain, Unsure
from bot.log import get_logger, new_error_id, where
from bot.wire.pacing import seconds_to_wait
from bot.wire.transport import NotDelivered

_PAUSE = timedelta(seconds=10)
_TOKEN_PAUSE = timedelta(minutes=1)
_NO_SUCH_CHAT = "chat not found"  # Telegram gives this one no class of its own


def unreached(now: datetime) -> TryAgain:
    """Nothing has left."""
    return TryAgain(now + _PAUSE)


def outcome_of(error: Exception, now: datetime) -> Outcome:
    """The outcome of a send that raised. BadRequest is a NetworkError to the library, so it stands first."""
    match error:
        case RetryAfter():
            return TryAgain(now + timedelta(seconds=seconds_to_wait(error)))
        case Forbidden() | ChatMigrated():
            return Gone()
        case BadRequest() if _NO_SUCH_CHAT in error.message.lower():
            return Gone()
        case BadRequest():
            return _our_fault(error)
        case NotDelivered():
            return unreached(now)
        case InvalidToken():
            return TryAgain(now + _TOKEN_PAUSE)
        case NetworkError() | TelegramError():
            return Unsure()  # a reset, a timeout, a 5xx or garbage: it may have arrived
        case _:
            return _our_fault(error)


def _our_fault(error: Exception) -> Failed:
    error_id = new_error_id()
    get_logger().error("delivery failed", id=error_id, **where(error))
    return Failed(error_id)
