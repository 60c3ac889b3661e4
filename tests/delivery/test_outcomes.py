"""What a failed send means is read from the class of its error, never from what it says."""

from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.outcomes import outcome_of
from bot.domain.delivery import Failed, Gone, Outcome, TryAgain, Unsure
from bot.wire.transport import NotDelivered, PossiblyDelivered

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
SECRET = "what somebody wrote"


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Gone()),
        (Forbidden("Forbidden: user is deactivated"), Gone()),
        (Forbidden("in words of the future"), Gone()),
        (ChatMigrated(-1001), Gone()),
        (BadRequest("Chat not found"), Gone()),
        (BadRequest("Bad Request: chat not found"), Gone()),
        (PossiblyDelivered("HTTP 500"), Unsure()),
        (PossiblyDelivered("ServerDisconnectedError"), Unsure()),
        (TimedOut(), Unsure()),
        (NetworkError("of another transport"), Unsure()),
        (TelegramError("Invalid server response"), Unsure()),
        (EndPointNotFound("x"), Unsure()),
        (Conflict("x"), Unsure()),
    ],
    ids=repr,
)
def test_an_error_has_its_outcome(error: Exception, outcome: Outcome) -> None:
    assert outcome_of(error, NOW) == outcome


@pytest.mark.parametrize("seconds", [0, 1, 35, 3600])
def test_a_429_is_tried_again_when_telegram_says(seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as at the composition root
    assert outcome_of(RetryAfter(seconds), NOW) == TryAgain(NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize("error", [NotDelivered("ClientConnectorError"), InvalidToken("x")], ids=repr)
def test_what_was_certainly_not_delivered_is_tried_again_soon(error: Exception) -> None:
    outcome = outcome_of(error, NOW)
    assert isinstance(outcome, TryAgain)
    assert NOW < outcome.at <= NOW + timedelta(minutes=1)


@pytest.mark.parametrize(
    "error",
    [BadRequest(f"Bad Request: {SECRET}"), ValueError(SECRET), KeyError(SECRET)],
    ids=lambda e: type(e).__name__,
)
def test_our_own_fault_is_never_repeated_and_is_in_the_log_under_its_id_without_its_words(
    error: Exception,
) -> None:
    with capture_logs() as logged:
        outcome = outcome_of(error, NOW)
    assert isinstance(outcome, Failed)
    [entry] = logged
    assert (entry["log_level"], entry["id"], entry["error"]) == (
        "error",
        outcome.error_id,
        type(error).__name__,
    )
    assert SECRET not in str(logged)
    assert outcome_of(error, NOW) != outcome
