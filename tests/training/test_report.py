"""The triage report, and the floor under what the triage hears of writers it was not made from."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.domain.library import Library
from training.triage.messages import DEVELOPMENT, SET_ASIDE, Message, read
from training.triage.report import Figures, Judged, figures, grouped, judge_all, report, worst

FLOOR = Path(__file__).parent / "triage_floor.yaml"
LEVELS = {"emergency", "crisis", "urgent", "soon", "none"}


def judged(level: str, given: str, writer: str = "a") -> Judged:
    return Judged(Message("text", level, "", "none", "plain", writer), given, 0.001)


def test_a_question_or_the_other_of_the_two_catches_an_emergency_and_only_its_own_level_is_exact() -> None:
    all_given = [judged("emergency", given) for given in ("emergency", "crisis", "ask", "urgent", "none")]
    assert figures(all_given) == Figures(caught=0.6, exact=0.2, urgent_caught=None, interrupted=None)


def test_an_urgent_message_is_caught_by_its_level_a_higher_one_or_a_question() -> None:
    all_given = [judged("urgent", given) for given in ("urgent", "emergency", "ask", "soon", "none")]
    assert figures(all_given).urgent_caught == 0.6


def test_an_ordinary_message_is_interrupted_by_anything_but_none() -> None:
    all_given = [judged("none", given) for given in ("none", "soon", "ask", "none")]
    assert figures(all_given).interrupted == 0.5


def test_the_worst_writer_is_the_worst_in_each_figure() -> None:
    assert worst([Figures(0.9, 0.5, None, 0.1), Figures(0.8, 0.7, 1.0, 0.0)]) == Figures(0.8, 0.5, 1.0, 0.1)


def test_the_report_counts_every_message_once_in_its_table() -> None:
    text = report([judged("none", "none"), judged("urgent", "ask", "b")], date(2026, 1, 2))
    assert "| **urgent** | 0 | 0 | 0 | 1 | 0 | 0 |" in text
    assert "2026-01-02: 2 messages of 2 writers" in text


@pytest.mark.parametrize("folder", [DEVELOPMENT, SET_ASIDE])
def test_every_message_is_labelled_with_a_known_sign_of_its_level(folder: Path, library: Library) -> None:
    levels = {sign: urgency.value for sign, urgency in library.lexicon.levels.items()} | {"none": "none"}
    wrong = [
        message
        for message in read(folder)
        if levels.get(message.sign) != message.level or message.also not in LEVELS | {""}
    ]
    assert wrong == []


def test_no_message_stands_in_both_parts() -> None:
    def plain(message: Message) -> str:
        return " ".join(message.text.lower().split())

    assert {plain(m) for m in read(DEVELOPMENT)}.isdisjoint({plain(m) for m in read(SET_ASIDE)})


def test_what_is_heard_of_the_writers_set_aside_never_falls_below_the_floor(library: Library) -> None:
    """The floor only rises: raise it in triage_floor.yaml when the triage has become better."""
    floor = {name: Figures(**values) for name, values in yaml.safe_load(FLOOR.read_text()).items()}
    found = judge_all(read(SET_ASIDE), library.lexicon)
    writers = grouped(found, lambda one: one.message.writer)
    measured = {"all": figures(found), "worst_writer": worst(map(figures, writers.values()))}
    for name, least in floor.items():
        now = measured[name]
        assert None not in (now.caught, now.exact, now.urgent_caught, now.interrupted)
        assert (now.caught or 0) >= (least.caught or 0), name
        assert (now.exact or 0) >= (least.exact or 0), name
        assert (now.urgent_caught or 0) >= (least.urgent_caught or 0), name
        assert (now.interrupted or 0) <= (least.interrupted or 1), name
