"""One record of every kind, for tests/test_log.py: `python -m tests.noise console`."""

import gc
import logging
import sys
import threading
import warnings
from collections.abc import Callable

from bot.log import get_logger, set_up_logging, where

CANARY = "c4n4ry"  # stands for a token, and for anybody's words


def _fail(depth: int = 0) -> None:
    if depth:
        _fail(depth - 1)
    raise ValueError(f"{CANARY} in an error")


def _ours_with_an_error() -> None:
    try:
        _fail()
    except ValueError as error:
        get_logger().error("ours failed", id="0badcafe", **where(error))


def _ours_with_a_traceback() -> None:
    try:
        _fail()
    except ValueError:
        get_logger().exception("ours failed with a traceback")


def _theirs_with_a_traceback() -> None:
    try:
        _fail()
    except ValueError as error:
        logging.getLogger("theirs.traceback").error("%s at %s", error, CANARY, exc_info=True)


def _in_a_thread() -> None:
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()


def _in_a_finaliser() -> None:
    class Leaving:
        def __del__(self) -> None:
            _fail()

    Leaving()
    gc.collect()


# What is logged, and what must be on its line.
KINDS: dict[str, tuple[Callable[[], object], str]] = {
    "ours": (lambda: get_logger().info("ours", delivery=17), "ours"),
    "ours-debug": (lambda: get_logger().debug("ours in detail"), "ours in detail"),
    "ours-error": (_ours_with_an_error, "0badcafe"),
    "ours-place": (_ours_with_an_error, "tests/noise.py"),
    "ours-traceback": (_ours_with_a_traceback, "ours failed with a traceback"),
    "theirs": (lambda: logging.getLogger("theirs").warning("POST %s", CANARY), "theirs reported"),
    "theirs-plain": (lambda: logging.getLogger("theirs.plain").error(CANARY), "theirs.plain reported"),
    "theirs-stack": (
        lambda: logging.getLogger("theirs.stack").error(CANARY, stack_info=True),
        "theirs.stack reported",
    ),
    "theirs-extra": (
        lambda: logging.getLogger("theirs.extra").error("x", extra={"url": CANARY}),
        "theirs.extra reported",
    ),
    "theirs-dict": (lambda: logging.getLogger("theirs.dict").error({"text": CANARY}), "theirs.dict reported"),
    "theirs-traceback": (_theirs_with_a_traceback, "theirs.traceback reported"),
    "theirs-misfit": (
        lambda: logging.getLogger("theirs.misfit").error("%s %s", CANARY),  # noqa: PLE1206  the point of it
        "theirs.misfit reported",
    ),
    "theirs-under-our-name": (
        lambda: logging.getLogger("bot.inner").warning("POST %s", CANARY),
        "bot.inner reported",
    ),
    "warning": (lambda: warnings.warn(f"{CANARY} is old", stacklevel=1), "py.warnings reported"),
    "thread": (_in_a_thread, "ValueError"),
    "finaliser": (_in_a_finaliser, "ValueError"),
    "uncaught": (lambda: _fail(3), "stopped by an error"),
}


def main(log_format: str) -> None:
    """Log every kind of record after a line with its name, and end by an uncaught error."""
    set_up_logging("DEBUG", log_format)
    logging.getLogger("telegram").debug("theirs in detail: %s", CANARY)
    logging.getLogger("httpx").info("theirs as usual: %s", CANARY)
    for name, (log, _) in KINDS.items():
        print(f"=== {name}", file=sys.stderr, flush=True)  # noqa: T201
        log()


if __name__ == "__main__":
    main(sys.argv[1])
