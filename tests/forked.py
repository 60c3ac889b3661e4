"""`python -m bot …` in a process forked from one that has imported it already: that is most of its time."""

import multiprocessing
import os
from pathlib import Path

import textstat

from bot.cli import main

textstat.syllable_count("spoken")  # reads its dictionary, which takes a second, before any fork

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.forked"])


def start(folder: Path, command: str, environment: dict[str, str], output: Path) -> multiprocessing.Process:
    """A process, in a group of its own, that runs a command in a folder; its two streams are added to
    `output` with .out and .err."""
    process = _context.Process(target=_run, args=(folder, command, environment, output))
    process.start()
    return process  # type: ignore[return-value]  # typeshed gives each way of starting a class of its own


def _run(folder: Path, command: str, environment: dict[str, str], output: Path) -> None:
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, ending in ((1, ".out"), (2, ".err")):
        stream = os.open(output.with_suffix(ending), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(stream, number)
    main(command.split(), prog_name="python -m bot")
