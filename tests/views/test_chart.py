"""The picture and the words above it tell the same, of the same data, whatever was answered."""

import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import timedelta
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from bot.domain.checkin import CheckIn
from bot.domain.sessions import Session
from bot.domain.trend import MONTH, QUARTER, RANGES, trend
from bot.views.chart import Chart, chart_of, draw
from bot.views.drawing import figure, tick_places
from bot.views.preview import plain_text
from bot.views.progress import UNCLEAR, progress, words
from bot.views.screen import MAX_CAPTION, Screen
from tests.domain.diaries import TODAY, ago, diaries, of_days

ranges = st.sampled_from(RANGES)


def seen(chart: Chart) -> np.ndarray:
    return imread(BytesIO(draw(chart)))


def said(chart: Chart, diary: list[CheckIn]) -> str:
    """The words above the picture, as people read them."""
    began = min((one.day for one in diary), default=TODAY)
    return plain_text(Screen(words(chart, trend(diary, TODAY), began)))


def lines(chart: Chart) -> dict[str, list[float]]:
    """The scores that the drawing's lines go through, by what mark they have."""
    [axes] = figure(chart).axes
    return {str(line.get_marker()): np.asarray(line.get_ydata(), float).tolist() for line in axes.lines}


@given(diaries, ranges)
def test_each_day_has_its_own_score_and_a_day_without_answer_has_none(
    diary: list[CheckIn], days: int
) -> None:
    chart = chart_of(diary, [], TODAY, days)
    told = {one.day: one for one in diary}
    assert chart.days == days
    for place in range(days):
        one = told.get(chart.day(place))
        assert (chart.pain[place], chart.stress[place]) == ((one.pain, one.stress) if one else (None, None))
    assert all(chart.pain[place] is not None for place in chart.flares)


@given(diaries, st.lists(st.integers(-5, 100), max_size=5), ranges)
def test_the_words_fit_above_the_picture_and_count_what_it_shows(
    diary: list[CheckIn], sessions: list[int], days: int
) -> None:
    chart = chart_of(diary, [Session(TODAY - timedelta(ago), None) for ago in sessions], TODAY, days)
    text = said(chart, diary)
    assert len(text) + len(UNCLEAR) + 2 <= MAX_CAPTION
    assert "your week" not in text.lower()
    for name, places in (("Sessions", chart.sessions), ("Flares", chart.flares)):
        line = next((line for line in text.splitlines() if line.startswith(name)), "")
        assert bool(line) == bool(places)
        if places:
            newest = chart.day(places[-1])
            assert f"{newest.day} {newest:%B}" in line
            counted = re.search(r"(\d+) days", line)
            assert (int(counted[1]) if counted else line.count(" and ") + line.count(",") + 1) == len(places)


@given(diaries, ranges)
def test_every_figure_in_the_words_is_of_the_answers_in_the_picture(diary: list[CheckIn], days: int) -> None:
    chart = chart_of(diary, [], TODAY, days)
    text = said(chart, diary)
    pain = [score for score in chart.pain if score is not None]
    if not pain:
        assert "No answers on these days, and that is fine." in text
        return
    newest = max((one for one in diary), key=lambda one: one.day)
    assert f": pain {newest.pain}" in text
    assert ("stress" in text.split("Newest answer")[1].split("\n")[0]) == (newest.stress is not None)
    if len(pain) > 1:
        mean = f"{sum(pain) / len(pain):.1f}".removesuffix(".0")
        ends = f", from {min(pain)} to {max(pain)}" if min(pain) < max(pain) else ""
        assert f"Pain: {mean} on average{ends}, over " in text
        assert (f"all {days} days" if len(pain) == days else f"your last {len(pain)} answers") in text


@pytest.mark.parametrize(
    ("answered", "said_of_it"),
    [
        ([0], "Your first answer is here."),
        ([0, 1], "You answered every day."),
        ([0, 3], "You answered 2 of the 4 days since you began. Gaps are fine."),
        ([0, 3, 40], "You answered 2 of 28 days. Gaps are fine."),
        ([40], "No answers on these days, and that is fine."),
        (range(60), "You answered every day."),
    ],
)
def test_days_from_before_the_first_answer_are_not_missing(answered: Iterable[int], said_of_it: str) -> None:
    diary = of_days(answered, 4)
    assert said_of_it in said(chart_of(diary, [], TODAY, MONTH), diary)


def test_a_mean_with_gaps_is_of_the_last_answers_and_not_of_a_week() -> None:
    chart = chart_of(of_days([0, 2, 5], 4, 6), [], TODAY, 7)
    text = said(chart, of_days([0, 2, 5], 4, 6))
    assert "Pain: 4 on average, over your last 3 answers." in text
    assert "Stress: 6 on average" in text
    whole = of_days(range(7), 4)
    assert "over all 7 days" in said(chart_of(whole, [], TODAY, 7), whole)


def test_a_change_that_matters_is_told_in_points() -> None:
    diary = of_days(range(40, 33, -1), 7) + of_days(range(6, -1, -1), 4)
    text = said(chart_of(diary, [], TODAY, 28), diary)
    assert "Pain of your last 7 answers: 3.0 points lower than in your first 7." in text
    assert "Stress of your last 7 answers: no change that matters beside your first 7." in text


def test_a_change_since_the_week_before_is_told_where_there_is_none_since_the_first() -> None:
    diary = of_days(range(12, 6, -1), 7) + of_days(range(5, -1, -1), 4)
    for days in RANGES:
        text = said(chart_of(diary, [], TODAY, days), diary)
        assert "Pain of your last 6 answers: 3.0 points lower than in the 6 of the week before." in text


def test_without_any_answer_there_is_no_picture_but_the_way_to_one() -> None:
    screen = progress([], [], TODAY, 28)
    assert screen.attachment is None
    assert [button.label for row in screen.rows for button in row] == ["Check in now"]


def test_lines_break_where_days_are_missing() -> None:
    drawn = lines(chart_of([ago(3, 5, None), ago(1, 6, 2), ago(0, 7, 2)], [], TODAY, 7))
    nan = float("nan")
    np.testing.assert_equal(drawn["o"], [nan, nan, nan, 5, nan, 6, 7])
    np.testing.assert_equal(drawn["s"], [nan, nan, nan, nan, nan, 2, 2])


def test_sessions_stand_below_the_days_they_were_on_and_flares_are_shaded() -> None:
    chart = chart_of(of_days(range(7), 8), [Session(TODAY - timedelta(2), "heat")], TODAY, 7)
    assert (chart.sessions, len(chart.flares)) == ((4,), 7)
    [axes] = figure(chart).axes
    assert len(axes.patches) == 7


@pytest.mark.parametrize("days", RANGES)
@pytest.mark.parametrize("pain", [None, 0, 5, 10])
def test_every_picture_has_its_size_and_something_on_it(days: int, pain: int | None) -> None:
    diary = [] if pain is None else of_days(range(days), pain, pain)
    picture = seen(chart_of(diary, [], TODAY, days))
    assert picture.shape[:2] == (900, 1080)
    blue = np.all(np.abs(picture[..., :3] - np.array([0, 0x72, 0xB2]) / 255) < 0.02, axis=-1)
    assert blue.any() == (pain is not None)
    assert (picture[..., 3] == 1).all()  # nothing shows through, so it is the same in the dark


@settings(max_examples=15, deadline=None)
@given(diaries, ranges)
def test_nothing_is_cut_off_at_the_edge(diary: list[CheckIn], days: int) -> None:
    picture = seen(chart_of(diary, [Session(TODAY, None)], TODAY, days))[..., :3]
    inner = np.concatenate([picture[6:-6, 6:10].reshape(-1, 3), picture[6:-6, -10:-6].reshape(-1, 3)])
    assert (inner > 0.98).all()


@pytest.mark.parametrize(
    ("days", "answered", "least"), [(7, 7, 300), (28, 28, 300), (90, 90, 300), (90, 1, 50)]
)
def test_lines_and_days_on_top_of_each_other_can_both_be_seen(days: int, answered: int, least: int) -> None:
    picture = seen(chart_of(of_days(range(answered), 5, 5), [], TODAY, days))[..., :3]
    plot = picture[:, :850]  # without the names of the lines
    for colour in ((0, 0x72, 0xB2), (0xD5, 0x5E, 0)):
        found = np.all(np.abs(plot - np.array(colour) / 255) < 0.02, axis=-1)
        assert found.sum() > least


def test_on_many_days_only_those_that_stand_alone_have_a_mark() -> None:
    chart = chart_of([*of_days(range(10, 60), 5), ago(70, 4), ago(68, 4)], [], TODAY, QUARTER)
    [axes] = figure(chart).axes
    marked = {str(line.get_marker()): line.get_markevery() for line in axes.lines[:2]}
    assert marked == {"o": [89 - 70, 89 - 68], "s": [89 - 70, 89 - 68]}


def test_at_most_five_dates_are_named_and_today_is_one() -> None:
    for days in RANGES:
        places = tick_places(days)
        assert len(places) <= 5
        assert places[-1] == days - 1


def test_nothing_heavy_is_loaded_before_the_first_picture() -> None:
    code = "import sys, bot.views.chart; print({'matplotlib', 'numpy', 'telegram'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
