"""`python -m bot triage`: one message a line in, one JSON object a line out."""

import json
import subprocess
import sys
from pathlib import Path

from tests.test_command_line import environment

LINES = [
    b"I want to kill myself",
    b"pain 4, stress 2",
    b"",
    b"\xff\xfe not text at all \x00",
    "can’t feel when I pee and my groin is numb\r".encode(),
    "שלום".encode(),
]


def test_each_line_gets_one_object_in_its_order_whatever_stands_in_it(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "triage"],
        input=b"\n".join(LINES),
        cwd=tmp_path,
        env=environment(tmp_path, {}),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [one["level"] for one in told] == ["crisis", "none", "none", "none", "emergency", "none"]
    assert all(set(one) == {"level", "signs"} for one in told)
    assert set(told[4]["signs"]) & {"e-saddle", "e-bladder"}
