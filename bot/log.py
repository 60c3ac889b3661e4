"""Logging: one event with its ids, never a word of what people wrote and never a secret.

Other libraries are held at WARNING and only their name and the place of the record are kept: at DEBUG
they log tokens, message texts and SQL parameters, and their errors carry addresses with the token.
"""

import logging
import secrets
import sys
import threading
import traceback
from pathlib import Path

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_ROOT = Path(__file__).parent.parent

Logger = structlog.stdlib.BoundLogger


def get_logger() -> Logger:
    logger: Logger = structlog.get_logger("bot")
    return logger


def new_error_id() -> str:
    """Eight characters that a person can read out and an operator can find."""
    return secrets.token_hex(4)


def where(error: BaseException) -> dict[str, object]:
    """An exception as its class and the places it came through. Its text may hold anything: left out."""
    frames = traceback.extract_tb(error.__traceback__)
    # The database's own name for it tells a full disk (SQLITE_FULL) from a lock (SQLITE_BUSY).
    origin = getattr(error, "orig", error)
    code = getattr(origin, "sqlite_errorname", None) or getattr(origin, "sqlstate", None)
    return {
        "error": type(error).__name__,
        **({"code": code} if code else {}),
        "at": [f"{_short(frame.filename)}:{frame.lineno}:{frame.name}" for frame in frames][-8:],
    }


def _short(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(_ROOT) and "site-packages" not in path.parts:
        return path.relative_to(_ROOT).as_posix()
    return "/".join(path.parts[-2:])


def _without_traceback_text(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    info = event.pop("exc_info", None)
    if isinstance(info, BaseException):
        event.update(where(info))
    elif isinstance(info, tuple) and info[1] is not None:
        event.update(where(info[1]))
    return event


def _only_its_place(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """A record of another library, without its message."""
    record: logging.LogRecord = event["_record"]
    event["event"] = f"{record.name} reported"
    event["line"] = f"{_short(record.pathname)}:{record.lineno}"
    return event


def _without_words(record: logging.LogRecord) -> bool:
    """Arguments that do not fit would be printed with them."""
    if not hasattr(record, "_logger"):
        record.msg, record.args = "", ()
    return True


def set_up_logging(level: str, log_format: str) -> None:
    """Route our events and other libraries' warnings to standard error, as text or JSON lines."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_traceback_text,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _only_its_place],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    handler.addFilter(_without_words)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("bot").setLevel(level)
    logging.captureWarnings(capture=True)
    sys.excepthook = lambda _, error, __: _log_uncaught(error)
    sys.unraisablehook = lambda hook: _log_uncaught(hook.exc_value)
    threading.excepthook = lambda hook: _log_uncaught(hook.exc_value)


def _log_uncaught(error: BaseException | None) -> None:
    """What Python would print with its text."""
    get_logger().critical("stopped by an error", **(where(error) if error else {}))
