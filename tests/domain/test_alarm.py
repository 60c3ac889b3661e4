"""What follows an alarm: when it is quiet, when the one question comes, what an answer means."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import alarm, subscription, timing
from bot.domain.alarm import (
    Answer,
    AssessmentRecord,
    Source,
    advised,
    advised_on,
    follow_up,
    helped,
    latest,
    of_signs,
    parts,
    quietened,
    ruled_out,
    standing,
    taken_back,
)
from bot.domain.alarm_words import bare_answer, is_span_of_time, parse_help_answer, parse_sign_answer
from bot.domain.library import Library
from bot.domain.profile import EVERYTHING, ROUTINE, SCHEDULED, Cadence, Kind, Profile, Status
from bot.domain.schedule import local_day, zone_info
from bot.domain.sign_check import Reply
from bot.domain.timing import FOLLOW_UP_AFTER, QUIET, is_quiet, planned, wants
from bot.domain.triage import Assessment, Urgency
from tests.member import MEMBER, NOW

HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
ZONES = ("UTC", "Europe/Berlin", "Pacific/Auckland", "America/St_Johns", "Pacific/Apia", "UTC-12:00")
instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
members = st.builds(
    replace,
    st.just(MEMBER),
    zone=st.sampled_from(ZONES),
    tip_time=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    cadence=st.sampled_from(Cadence),
)


@given(members, instants)
def test_after_an_alarm_nothing_of_routine_is_wanted_or_due_for_two_days(
    member: Profile, now: datetime
) -> None:
    quiet = quietened(timing.rescheduled(member, now), now)
    for later in (now, now + DAY, now + QUIET - SECOND):
        assert not any(wants(quiet, kind, later) for kind in ROUTINE)
    assert quiet.next_tip_at is not None
    assert quiet.next_checkin_at is not None
    assert min(quiet.next_tip_at, quiet.next_checkin_at) > now + QUIET
    assert wants(quiet, Kind.TIP, now + QUIET)


@given(members, instants, st.sampled_from(SCHEDULED))
def test_the_first_slot_after_quiet_is_served(member: Profile, now: datetime, kind: Kind) -> None:
    quiet = quietened(member, now)
    due = quiet.next_tip_at if kind is Kind.TIP else quiet.next_checkin_at
    assert due is not None
    assert planned(quiet, kind, due)[1] is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda p: subscription.paused(p, 1, NOW),
        lambda p: subscription.resumed(subscription.paused(p, 1, NOW), NOW),
        lambda p: subscription.resumed(subscription.stopped(p, NOW), NOW),
        lambda p: subscription.unblocked(subscription.blocked(p, NOW), NOW),
        lambda p: subscription.with_zone(p, "Asia/Tokyo", NOW),
        lambda p: subscription.with_hour(p, Kind.TIP, time(12), NOW),
        lambda p: subscription.with_consent(p, given=False, now=NOW),
        lambda p: subscription.checkin_answered(p, NOW.date(), NOW),
        lambda p: subscription.subscribed(replace(p, status=Status.JOINING, checklist_answered=True), NOW),
    ],
)
def test_nothing_but_getting_help_ends_quiet(change: object) -> None:
    changed = change(quietened(MEMBER, NOW))  # type: ignore[operator]
    assert is_quiet(changed, NOW + QUIET - SECOND)
    assert (changed.next_tip_at or NOW + QUIET + DAY) > NOW + QUIET


def test_a_slot_that_was_due_and_not_planned_yet_does_not_go_out_after_an_alarm() -> None:
    due = MEMBER.next_tip_at
    assert due is not None
    quiet = quietened(MEMBER, due)
    assert planned(quiet, Kind.TIP, due)[1] is None


def test_whoever_got_help_is_written_to_again_at_the_very_next_slot() -> None:
    back = helped(quietened(MEMBER, NOW), NOW + HOUR, [record(Urgency.URGENT, "u-fever")])
    assert (back.next_tip_at, back.next_checkin_at) == (MEMBER.next_tip_at, MEMBER.next_checkin_at)
    assert back.quiet_until is None


def test_after_a_crisis_or_what_may_have_been_one_nothing_light_comes_for_a_day_whatever_is_answered() -> (
    None
):
    crisis = [record(Urgency.EMERGENCY, "e-saddle", "u-mind")]
    answered = [replace(crisis[0], answer=Answer.GOT_HELP)]
    for records in ([], crisis, answered, [record(Urgency.URGENT, at=NOW + HOUR), *crisis]):
        for is_safe in (False, True):
            once = helped(quietened(MEMBER, NOW), NOW + HOUR, records, is_safe=is_safe)
            twice = helped(once, NOW + 2 * HOUR, records, is_safe=is_safe)
            assert once.quiet_until == twice.quiet_until == NOW + DAY
    over = helped(quietened(MEMBER, NOW), NOW + DAY, crisis)
    assert over.quiet_until is None
    mistaken = [replace(crisis[0], answer=Answer.NO), record(Urgency.URGENT)]
    assert helped(quietened(MEMBER, NOW), NOW + HOUR, mistaken).quiet_until is None


# --- the question of the next day --------------------------------------------------------------------


@given(members, instants)
def test_the_follow_up_is_on_the_next_local_day_at_least_six_hours_on(member: Profile, now: datetime) -> None:
    zone = member.zone or ""
    asked = follow_up(member, now)
    assert asked.due_at >= now + FOLLOW_UP_AFTER
    assert local_day(asked.due_at, zone) > local_day(now, zone)
    assert asked.due_at <= now + timedelta(hours=50), "the next day, by the calendar of Apia too"
    if asked.due_at > now + FOLLOW_UP_AFTER and member.tip_time:
        local = asked.due_at.astimezone(zone_info(zone))
        assert local.hour == member.tip_time.hour or zone != "UTC"


@given(members, instants)
def test_the_follow_up_is_wanted_when_it_comes_though_tips_rest(member: Profile, now: datetime) -> None:
    quiet, asked = quietened(member, now), follow_up(member, now)
    assert wants(quiet, Kind.FOLLOW_UP, asked.due_at)
    got_help = helped(quiet, now + HOUR, [record(Urgency.URGENT, at=now)])
    assert not wants(got_help, Kind.FOLLOW_UP, asked.due_at)
    assert wants(subscription.paused(quiet, 3, now), Kind.FOLLOW_UP, asked.due_at)
    assert not wants(subscription.stopped(quiet, now), Kind.FOLLOW_UP, asked.due_at)


def test_without_an_hour_and_a_zone_the_follow_up_is_at_ten() -> None:
    asked = follow_up(Profile(7, NOW), NOW)
    assert (asked.slot, asked.due_at) == ("2026-03-03", datetime(2026, 3, 3, 10, tzinfo=UTC))


def test_a_second_alarm_of_a_day_asks_for_no_second_question_and_one_of_the_next_day_for_its_own() -> None:
    assert follow_up(MEMBER, NOW).slot == follow_up(MEMBER, NOW + 9 * HOUR).slot
    next_morning = datetime(2026, 3, 3, 6, 55, tzinfo=UTC)
    again = quietened(quietened(MEMBER, NOW), next_morning)
    first, second = follow_up(MEMBER, NOW), follow_up(MEMBER, next_morning)
    assert not wants(again, Kind.FOLLOW_UP, first.due_at), "five minutes after the second alarm"
    assert wants(again, Kind.FOLLOW_UP, second.due_at)


# --- answers and records -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("yes", Reply.YES), ("Yes.", Reply.YES), ("YEAH!!", Reply.YES), ("no", Reply.NO),
        ("Nope", Reply.NO), ("No, I don’t", Reply.NO), ("not sure", Reply.NOT_SURE),
        ("I don't know", Reply.NOT_SURE), ("idk…", Reply.NOT_SURE), ("maybe?", Reply.NOT_SURE),
        ("not really", Reply.NO), ("No, not really.", Reply.NO), ("i did", Reply.YES), ("It is", Reply.YES),
        ("I have", Reply.YES), ("i am", Reply.YES), ("Yes, it did", Reply.YES),
        ("no idea why it hurts", None),
        ("i have not", None), ("it is fine", None), ("yesterday it was", None),
        ("no, я не чувствую ног", None), ("", None), ("6 4", None), ("👍", None),
    ],
)  # fmt: skip
def test_no_and_not_sure_are_read_only_where_nothing_else_is_said(said: str, answer: Reply | None) -> None:
    assert parse_sign_answer(said) is bare_answer(said) is answer


@pytest.mark.parametrize(
    "said", ["yes but my leg", "Yes please help", "yeah, both of them", "yep since monday"]
)
def test_what_begins_with_yes_is_one_whatever_comes_after_it(said: str) -> None:
    assert parse_sign_answer(said) is Reply.YES
    assert bare_answer(said) is None, "the rest is to be heard too"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("I got help", Answer.GOT_HELP), ("Yes, I got help!", Answer.GOT_HELP), ("Yes, I did!", None),
        ("I’m safe now.", Answer.SAFE),
        ("not yet", Answer.NOT_YET), ("No, not yet", Answer.NOT_YET), ("I did not get help", None),
        ("got help me", None), ("", None),
    ],
)  # fmt: skip
def test_help_is_taken_as_found_only_from_words_that_say_just_that(said: str, answer: Answer | None) -> None:
    assert parse_help_answer(said) is answer


@given(st.text())
def test_reading_an_answer_never_fails(text: str) -> None:
    parse_sign_answer(text)


def record(level: Urgency, *signs: str, at: datetime = NOW, answer: Answer | None = None) -> AssessmentRecord:
    return AssessmentRecord(level, signs, at, Source.TEXT, answer)


def test_the_record_to_advise_on_is_the_newest_that_calls_for_help() -> None:
    soon, asked = record(Urgency.SOON, "s-weeks"), record(Urgency.ASK, "e-saddle")
    denied, old = replace(asked, answer=Answer.NO), record(Urgency.URGENT, "u-fever")
    assert latest([soon, denied, old]) == old
    assert latest([soon, asked, old]) == asked
    assert latest([soon, denied]) is None


def test_a_question_is_advised_on_as_if_the_answer_were_yes(library: Library) -> None:
    for sign, level in (("e-saddle", Urgency.EMERGENCY), ("u-mind", Urgency.CRISIS), ("s-age", Urgency.SOON)):
        assert advised(library.seek_help, record(Urgency.ASK, sign)) == Assessment(level, (sign,))
    gone = advised(library.seek_help, record(Urgency.ASK, "retired-sign"))
    assert gone == Assessment(Urgency.EMERGENCY), "what it was is not known any more: the worst"
    moved_up = record(Urgency.EMERGENCY, "u-fever")
    assert advised(library.seek_help, moved_up) == Assessment(Urgency.EMERGENCY, ("u-fever",))


def test_the_most_urgent_of_several_signs_decides(library: Library) -> None:
    assert of_signs(library.seek_help, "s-weeks", "u-fever", "e-saddle").level is Urgency.EMERGENCY
    assert of_signs(library.seek_help, "s-weeks", "u-mind", "u-fever").signs[0] == "u-mind"


def test_no_ends_only_the_quiet_that_the_question_itself_brought() -> None:
    asked = record(Urgency.ASK, "e-saddle")
    by_itself = quietened(MEMBER, NOW + alarm.ANSWER_WITHIN)
    assert ruled_out(by_itself, asked, [], NOW + HOUR).quiet_until is None
    from_before = quietened(MEMBER, NOW - HOUR)
    assert ruled_out(from_before, asked, [], NOW + HOUR) == from_before
    assert ruled_out(MEMBER, asked, [], NOW + HOUR) == MEMBER


def test_no_to_a_later_question_leaves_the_quiet_of_the_alarm_before_it() -> None:
    asked, before = (
        record(Urgency.ASK, "e-both-legs"),
        record(Urgency.EMERGENCY, "e-saddle", at=NOW - 9 * HOUR),
    )
    both = quietened(quietened(MEMBER, before.at), NOW + alarm.ANSWER_WITHIN)
    assert ruled_out(both, asked, [before], NOW + HOUR).quiet_until == before.at + QUIET


def test_what_stands_is_every_alarm_since_help_was_found_and_a_question_once_its_advice_is_due(
    library: Library,
) -> None:
    asked, urgent = record(Urgency.ASK, "e-saddle"), record(Urgency.URGENT, "u-fever", at=NOW - HOUR)
    crisis = record(Urgency.CRISIS, "u-mind", at=NOW - 2 * HOUR)
    got_help = record(Urgency.EMERGENCY, "e-chest", at=NOW - 3 * HOUR, answer=Answer.GOT_HELP)
    records = [asked, urgent, record(Urgency.SOON, "s-age"), crisis, got_help, crisis]
    assert standing(records, NOW) == (urgent, crisis)
    assert standing(records, NOW + HOUR) == (asked, urgent, crisis)
    assert standing([replace(urgent, answer=Answer.NO), replace(crisis, answer=Answer.SAFE)], NOW) == ()
    assert standing([urgent], NOW + 4 * DAY) == ()
    assert advised_on(library.seek_help, standing(records, NOW + HOUR)) == Assessment(
        Urgency.EMERGENCY, ("e-saddle", "u-mind", "u-fever")
    )


@given(members, instants, st.none() | st.integers(-100, 100))
def test_a_mistake_leaves_things_as_quiet_as_they_were(
    member: Profile, now: datetime, hours: int | None
) -> None:
    at = now.replace(microsecond=0)
    before = None if hours is None else at + timedelta(hours=hours)
    fresh = replace(member, quiet_until=before, next_tip_at=None, next_checkin_at=None)
    member = timing.rescheduled(fresh, at)
    back = taken_back(quietened(member, at), at, before, at)
    assert back is not None
    assert is_quiet(back, at) == is_quiet(member, at)
    assert back.quiet_until is None or back.quiet_until <= at + QUIET, "a forged button lengthens nothing"
    if before is None or before <= at + QUIET:
        assert back == member


def test_a_mistake_takes_back_no_later_alarm_and_nothing_that_is_over() -> None:
    quiet = quietened(MEMBER, NOW)
    assert taken_back(quietened(quiet, NOW + HOUR), NOW, None, NOW + HOUR) is None
    assert taken_back(helped(quiet, NOW, [record(Urgency.URGENT)]), NOW, None, NOW + HOUR) is None
    assert taken_back(MEMBER, NOW, None, NOW) is None


@pytest.mark.parametrize(
    ("level", "signs", "told"),
    [
        ("emergency", ("e-saddle",), [("emergency", ("e-saddle",))]),
        ("emergency", ("e-saddle", "u-mind"), [("emergency", ("e-saddle",)), ("crisis", ())]),
        ("crisis", ("u-mind",), [("crisis", ("u-mind",))]),
        ("crisis", ("u-mind", "u-fever"), [("crisis", ("u-mind", "u-fever")), ("urgent", ("u-fever",))]),
        ("crisis", ("u-mind", "s-mood"), [("crisis", ("u-mind", "s-mood"))]),
        ("crisis", ("u-mind", "retired-sign"), [("crisis", ("u-mind", "retired-sign"))]),
        ("soon", ("s-weeks",), [("soon", ("s-weeks",))]),
    ],
)
def test_despair_and_a_body_that_calls_for_help_are_each_told(
    library: Library, level: str, signs: tuple[str, ...], told: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = parts(library.seek_help, Assessment(Urgency(level), signs))
    assert [(part.level.value, part.signs) for part in found] == told


def test_what_follows_an_alarm_may_be_late_and_routine_may_not() -> None:
    assert {kind: timing.grace(kind) > 3 * HOUR for kind in EVERYTHING} == {
        kind: kind not in ROUTINE for kind in EVERYTHING
    }


def test_advice_is_owed_to_whoever_wrote_unless_they_blocked_us() -> None:
    assert wants(subscription.stopped(MEMBER, NOW), Kind.ADVICE, NOW)
    assert wants(subscription.paused(MEMBER, 3, NOW), Kind.ADVICE, NOW)
    assert not wants(subscription.blocked(MEMBER, NOW), Kind.ADVICE, NOW)


@pytest.mark.parametrize("said", ["3 days", "for two weeks", "7 Days.", "last month", "in a week"])
def test_a_span_of_time_tells_of_nothing(said: str) -> None:
    assert is_span_of_time(said)


@pytest.mark.parametrize(
    "said", ["numb for 3 days", "3 days of fever", "no pee for a day", "I can't go on a day"]
)
def test_what_says_more_than_a_span_of_time_is_heard(said: str) -> None:
    assert not is_span_of_time(said)
