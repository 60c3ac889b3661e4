"""Joining, pausing, stopping, blocking and coming back: what each does to when we write."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.library import Condition
from bot.domain.profile import EVERYTHING, SCHEDULED, Cadence, Kind, Profile, Status
from bot.domain.schedule import latest_slot, local_day
from bot.domain.subscription import (
    MAX_PAUSE_DAYS,
    blocked,
    checkin_answered,
    checkin_asked,
    is_complete,
    paused,
    resumed,
    seen,
    stopped,
    subscribed,
    unblocked,
    with_cadence,
    with_checkin_cadence,
    with_conditions,
    with_consent,
    with_hour,
    with_zone,
)
from bot.domain.taste import Taste
from bot.domain.timing import GRACE, MISSED_BEFORE_SILENCE, checkins_rest, planned, rescheduled, rhythm, wants

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday, 10:00 in Berlin
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
TASTE = Taste(("a",), frozenset("l"), frozenset("d"), frozenset({"sleep"}))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


CANCER = Condition("cancer", "Cancer", "Cancer", (), "", "", "", 90, None, {}, ())


def member(*, consent: bool = True, now: datetime = NOW) -> Profile:
    """Someone in Berlin who has answered everything: tips at 08:00, check-ins at 19:00."""
    profile = with_consent(Profile(7, created_at=now), consent, now)
    profile = with_hour(with_zone(profile, "Europe/Berlin", now), Kind.TIP, time(8), now)
    return subscribed(with_conditions(profile, [], now.date()) if consent else profile, now)


def due_times(profile: Profile) -> tuple[datetime | None, datetime | None]:
    return profile.next_tip_at, profile.next_checkin_at


def due_of(profile: Profile, kind: Kind) -> datetime | None:
    return profile.next_tip_at if kind is Kind.TIP else profile.next_checkin_at


def asked_unanswered(profile: Profile, times: int) -> Profile:
    """Check-ins go out so many times, each when it is due, and nobody answers."""
    for _ in range(times):
        assert profile.next_checkin_at is not None, "no check-in is due"
        profile, slot = planned(profile, Kind.CHECKIN, profile.next_checkin_at)
        assert slot is not None
        profile = checkin_asked(profile)
    return profile


# --- joining -----------------------------------------------------------------------------------------


def test_a_new_member_got_todays_tip_at_once_so_the_next_comes_tomorrow_and_the_check_in_tonight() -> None:
    assert due_times(member()) == (utc("2026-03-03 07:00"), utc("2026-03-02 18:00"))
    early = member(now=utc("2026-03-02 05:00"))  # 06:00, before the hour chosen
    assert early.next_tip_at == utc("2026-03-03 07:00")


def test_who_declines_consent_is_complete_without_the_checklist_and_gets_tips_only() -> None:
    assert due_times(member(consent=False)) == (utc("2026-03-03 07:00"), None)


def test_a_profile_that_lacks_an_answer_cannot_be_subscribed() -> None:
    lacking: list[Callable[[Profile], Profile]] = [
        lambda p: replace(p, consent=None),
        lambda p: replace(p, zone=None),
        lambda p: replace(p, tip_time=None),
        lambda p: replace(p, checklist_answered=False),
    ]
    for take_away in lacking:
        profile = take_away(replace(member(), status=Status.JOINING))
        assert not is_complete(profile)
        with pytest.raises(ValueError, match="not complete"):
            subscribed(profile, NOW)


def test_each_ticked_condition_gets_the_date_on_which_to_ask_again() -> None:
    assert with_conditions(member(), [CANCER], date(2026, 3, 2)).conditions == {"cancer": date(2026, 5, 31)}


def test_skipping_the_checklist_answers_it_and_leaves_nothing_known() -> None:
    skipped = with_conditions(replace(member(), checklist_answered=False), None, NOW.date())
    assert (skipped.conditions, skipped.checklist_answered) == (None, True)


def test_who_pauses_while_joining_and_then_finishes_is_written_to_as_just_promised() -> None:
    """Finishing /start promises a tip at once: the pause from before must not swallow it."""
    joining = paused(replace(member(), status=Status.JOINING, started_on=None), 3, NOW)
    active = subscribed(joining, NOW + timedelta(minutes=1))
    assert wants(active, Kind.TIP, NOW + timedelta(minutes=1))
    assert active.paused_until is None or (active.next_tip_at or NOW) >= active.paused_until


# --- pausing, stopping, blocking ---------------------------------------------------------------------


def test_a_pause_holds_everything_back_for_whole_days_and_then_goes_on() -> None:
    profile = paused(member(), 3, NOW)
    assert due_times(profile) == (utc("2026-03-06 07:00"), utc("2026-03-05 18:00"))
    for late, wanted in ((timedelta(), False), (3 * DAY - SECOND, False), (3 * DAY, True)):
        assert [wants(profile, kind, NOW + late) for kind in SCHEDULED] == [wanted, wanted]


@pytest.mark.parametrize("leave", [stopped, blocked])
def test_who_stops_or_blocks_has_no_due_times_and_is_not_wanted(
    leave: Callable[[Profile, datetime], Profile],
) -> None:
    gone = leave(member(), NOW)
    assert due_times(gone) == (None, None)
    assert not any(wants(gone, kind, NOW + DAY) for kind in EVERYTHING - {Kind.ADVICE})
    assert gone.taste == member().taste
    assert gone.conditions is not None, "what was told stays until /delete"


def test_resuming_ends_a_pause_a_stop_and_a_block_with_both_due_times() -> None:
    for profile in (paused(member(), 9, NOW), stopped(member(), NOW), blocked(member(), NOW)):
        back = resumed(profile, NOW)
        assert back.status is Status.ACTIVE
        assert due_times(back) == (utc("2026-03-03 07:00"), utc("2026-03-02 18:00"))


def test_who_had_stopped_stays_stopped_through_a_block_and_an_unblock() -> None:
    after = unblocked(blocked(stopped(member(), NOW), NOW), NOW)
    assert after == stopped(member(), NOW)


def test_an_unblock_goes_on_where_it_was_and_a_running_pause_goes_on_too() -> None:
    profile = paused(member(), 3, NOW)
    assert unblocked(blocked(profile, NOW + DAY), NOW + DAY) == profile
    assert unblocked(member(), NOW) == member(), "nothing happens to who never blocked"


def test_a_person_still_joining_comes_back_from_a_block_or_a_stop_to_joining() -> None:
    joining = Profile(7, created_at=NOW, inactive_since=NOW)
    assert unblocked(blocked(joining, NOW), NOW) == joining
    assert resumed(stopped(joining, NOW), NOW).status is Status.JOINING


@pytest.mark.parametrize(
    "come_back",
    [lambda p: resumed(stopped(p, NOW), NOW), lambda p: unblocked(blocked(p, NOW), NOW)],
    ids=["stop and resume", "block and unblock"],
)
def test_a_member_who_consents_later_and_leaves_the_checklist_still_comes_back_as_a_member(
    come_back: Callable[[Profile], Profile],
) -> None:
    """Declined at first, so there was no checklist; consents in /settings and never opens it."""
    late = with_consent(member(consent=False), True, NOW)
    assert late.status is Status.ACTIVE
    back = come_back(late)
    assert back.status is Status.ACTIVE
    assert None not in due_times(back)


# --- settings ----------------------------------------------------------------------------------------


def test_another_hour_zone_or_cadence_moves_the_due_times() -> None:
    assert with_hour(member(), Kind.TIP, time(12), NOW).next_tip_at == utc("2026-03-02 11:00")
    assert with_hour(member(), Kind.CHECKIN, time(21), NOW).next_checkin_at == utc("2026-03-02 20:00")
    assert with_zone(member(), "Asia/Tokyo", NOW).next_checkin_at == utc("2026-03-02 10:00")
    weekly = with_cadence(member(), Cadence.WEEKLY, NOW + 3 * SECOND)
    assert weekly.next_tip_at == utc("2026-03-09 07:00")


@pytest.mark.parametrize("own", Cadence)
def test_check_ins_keep_a_rhythm_of_their_own_and_else_go_with_the_tips(own: Cadence) -> None:
    lighter = with_checkin_cadence(member(), own, NOW)
    assert (lighter.cadence, lighter.checkin_cadence) == (Cadence.DAILY, own)
    changed = with_cadence(lighter, Cadence.WEEKDAYS, NOW)
    expected = Cadence.WEEKDAYS if own is Cadence.DAILY else own
    assert (changed.cadence, changed.checkin_cadence) == (Cadence.WEEKDAYS, expected)


def test_choosing_a_rhythm_of_check_ins_ends_their_rest() -> None:
    resting = asked_unanswered(member(), MISSED_BEFORE_SILENCE + 1)
    assert resting.next_checkin_at is None
    assert with_checkin_cadence(resting, Cadence.WEEKLY, NOW).next_checkin_at is not None


def test_withdrawn_consent_forgets_health_and_opinions_but_not_what_was_seen_or_muted() -> None:
    told = replace(with_conditions(member(), [CANCER], NOW.date()), taste=TASTE)
    declined = with_consent(told, False, NOW)
    assert declined.conditions is None
    assert not declined.checklist_answered
    assert declined.taste == Taste(seen=("a",), muted_topics=frozenset({"sleep"}))
    assert not declined.keeps_health_answers
    assert due_times(declined) == (utc("2026-03-03 07:00"), None)


def test_consent_given_anew_keeps_what_there_is_and_brings_check_ins_back() -> None:
    again = with_consent(with_consent(member(), False, NOW), True, NOW)
    assert again.next_checkin_at == utc("2026-03-02 18:00")
    assert again.consent is not None
    assert (again.consent.given, again.consent.at) == (True, NOW)


# --- r-missed ----------------------------------------------------------------------------------------


def test_after_three_unanswered_check_ins_the_fourth_is_the_soft_line_and_then_there_is_silence() -> None:
    profile = member()
    for asked in range(1, MISSED_BEFORE_SILENCE + 1):
        profile = asked_unanswered(profile, 1)
        assert not checkins_rest(profile), f"the {asked}. question is an ordinary one"
        assert profile.next_checkin_at is not None
    resting = asked_unanswered(profile, 1)
    assert checkins_rest(resting), "what goes out now is the soft line"
    assert resting.next_checkin_at is None
    assert resting.next_tip_at is not None, "tips go on"
    for change in (rescheduled, lambda p, now: with_cadence(p, Cadence.WEEKDAYS, now), blocked):
        assert unblocked(change(resting, NOW), NOW).next_checkin_at is None, (
            "a setting does not end the silence"
        )


@pytest.mark.parametrize("missed", [1, 2, 3, 4])
def test_one_answer_ends_the_silence_and_the_count_begins_anew(missed: int) -> None:
    profile = asked_unanswered(member(), missed)
    evening = profile.next_checkin_at or utc("2026-03-09 18:00")
    answered = checkin_answered(profile, evening.date(), evening - timedelta(hours=6))
    assert answered.missed_checkins == 0
    assert answered.next_checkin_at == evening + DAY
    assert checkins_rest(asked_unanswered(answered, 4))


@pytest.mark.parametrize(
    ("day", "next_checkin"),
    [
        (date(2026, 3, 2), "2026-03-03 18:00"),  # today is answered, so it is not asked about tonight
        (date(2026, 3, 1), "2026-03-02 18:00"),
        (date(2026, 2, 20), "2026-03-02 18:00"),
    ],
)
def test_a_day_that_is_answered_is_not_asked_about_again(day: date, next_checkin: str) -> None:
    answered = checkin_answered(member(), day, NOW)
    assert due_times(answered) == (member().next_tip_at, utc(next_checkin))


@pytest.mark.parametrize("leave", [stopped, blocked, lambda p, now: with_consent(p, False, now)])
def test_an_answer_from_who_is_not_asked_starts_nothing(
    leave: Callable[[Profile, datetime], Profile],
) -> None:
    resting = leave(asked_unanswered(member(), 4), NOW)
    assert checkin_answered(resting, date(2026, 3, 2), NOW).next_checkin_at is None


def test_an_answer_within_a_pause_does_not_end_it() -> None:
    profile = checkin_answered(paused(member(), 3, NOW), date(2026, 3, 5), NOW)
    assert profile.next_checkin_at == utc("2026-03-06 18:00")


def test_coming_back_ends_the_silence_too() -> None:
    back = resumed(stopped(asked_unanswered(member(), 4), NOW), NOW)
    assert not checkins_rest(back)
    assert back.next_checkin_at is not None


def test_a_check_in_that_came_too_late_to_be_sent_was_not_missed() -> None:
    due = member().next_checkin_at
    assert due is not None
    late, slot = planned(member(), Kind.CHECKIN, due + GRACE + SECOND)
    assert (slot, late.missed_checkins) == (None, 0)


# --- planning ----------------------------------------------------------------------------------------


def test_a_backlog_of_days_is_served_by_one_slot_the_newest() -> None:
    moved, slot = planned(member(), Kind.TIP, utc("2026-03-20 07:30"))
    assert slot is not None
    assert (slot.day, slot.at) == (date(2026, 3, 20), utc("2026-03-20 07:00"))
    assert moved.next_tip_at == utc("2026-03-21 07:00")
    assert moved.next_checkin_at == member().next_checkin_at, "planning a tip leaves the check-in alone"


def test_planning_a_check_in_leaves_the_tip_alone() -> None:
    moved, slot = planned(member(), Kind.CHECKIN, utc("2026-03-03 18:00"))
    assert slot is not None
    assert moved.next_tip_at == member().next_tip_at


@pytest.mark.parametrize("leave", [stopped, blocked, lambda p, now: paused(p, 3, now)])
def test_who_left_after_falling_due_gets_no_slot(leave: Callable[[Profile, datetime], Profile]) -> None:
    due = member().next_tip_at
    assert due is not None
    left = replace(leave(member(), due - SECOND), next_tip_at=due)  # read before, planned after
    moved, slot = planned(left, Kind.TIP, due)
    assert slot is None
    assert moved.next_tip_at is None or moved.next_tip_at > due


profiles = st.builds(
    replace,
    st.builds(member, consent=st.booleans()),
    zone=st.sampled_from(
        ["Europe/Berlin", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu", "UTC-09:30"]
    ),
    tip_time=st.times().map(lambda at: time(at.hour, at.minute)),
    checkin_time=st.times().map(lambda at: time(at.hour, at.minute)),
    cadence=st.sampled_from(Cadence),
    status=st.sampled_from(Status),
    paused_until=st.none() | st.timedeltas(-DAY, 5 * DAY).map(lambda ahead: NOW + ahead),
    missed_checkins=st.integers(0, 5),
)


@settings(max_examples=300, deadline=None)
@given(profiles, st.sampled_from(Kind), st.timedeltas(timedelta(), 30 * DAY))
def test_planning_always_moves_the_due_time_into_the_future(
    profile: Profile, kind: Kind, late: timedelta
) -> None:
    now = NOW + late
    moved, slot = planned(profile, kind, now)
    due = due_of(moved, kind)
    assert due is None or due > now
    if slot is not None:
        assert now - GRACE <= slot.at <= now
        assert wants(profile, kind, now)
        beat = rhythm(profile, kind)
        assert beat is not None
        assert slot == latest_slot(beat, now)


class Life(RuleBasedStateMachine):
    """A person doing whatever the bot lets them do, in any order, while time goes by."""

    @initialize()
    def meet(self) -> None:
        self.now = NOW
        self.profile = Profile(7, created_at=NOW, inactive_since=NOW)
        self.here = NOW  # when the person was last heard of
        self.unanswered = 0
        self.was_active = False

    def visit(self, changed: Callable[[Profile], Profile]) -> None:
        """Any update of the person: first they are no longer blocked; a complete one is subscribed."""
        self.profile, self.here = changed(seen(self.profile, self.now)), self.now
        if self.profile.status is Status.JOINING and is_complete(self.profile):
            self.profile = subscribed(self.profile, self.now)

    @rule(hours=st.integers(0, 200), minutes=st.integers(0, 59))
    def time_goes_by(self, hours: int, minutes: int) -> None:
        self.now += timedelta(hours=hours, minutes=minutes)

    @rule(given=st.booleans())
    def consents(self, given: bool) -> None:
        self.visit(lambda p: with_consent(p, given, self.now))
        self.unanswered = 0

    @rule(zone=st.sampled_from(["Europe/Berlin", "Pacific/Kiritimati", "America/Nuuk", "UTC-11:00"]))
    def moves(self, zone: str) -> None:
        self.visit(lambda p: with_zone(p, zone, self.now))

    @rule(kind=st.sampled_from(Kind), hour=st.integers(0, 23))
    def chooses_an_hour(self, kind: Kind, hour: int) -> None:
        self.visit(lambda p: with_hour(p, kind, time(hour, 30), self.now))
        self.unanswered = 0 if kind is Kind.CHECKIN else self.unanswered

    @rule(cadence=st.sampled_from(Cadence))
    def chooses_a_cadence(self, cadence: Cadence) -> None:
        self.visit(lambda p: with_cadence(p, cadence, self.now))

    @precondition(lambda self: self.profile.keeps_health_answers)
    @rule(known=st.booleans())
    def answers_the_checklist(self, known: bool) -> None:
        self.visit(lambda p: with_conditions(p, [CANCER] if known else None, local_day(self.now, "UTC")))

    @rule(days=st.integers(1, MAX_PAUSE_DAYS))
    def pauses(self, days: int) -> None:
        self.visit(lambda p: paused(p, days, self.now))

    @rule()
    def stops(self) -> None:
        self.visit(lambda p: stopped(p, self.now))

    @rule()
    def resumes(self) -> None:
        if unblocked(self.profile, self.now).status is not Status.JOINING:
            self.visit(lambda p: resumed(p, self.now))
            self.unanswered = 0

    @rule()
    def blocks(self) -> None:
        self.here = self.now if self.profile.status is Status.ACTIVE else self.here
        self.profile = blocked(self.profile, self.now)

    @precondition(lambda self: self.profile.keeps_health_answers)
    @rule(ago=st.integers(0, 14))
    def answers_a_check_in(self, ago: int) -> None:
        day = local_day(self.now, self.profile.zone or "UTC") - ago * DAY
        self.visit(lambda p: checkin_answered(p, day, self.now))
        self.unanswered = 0

    @precondition(lambda self: self.profile.next_tip_at or self.profile.next_checkin_at)
    @rule(late=st.sampled_from([timedelta(), timedelta(minutes=5), GRACE, GRACE + SECOND, 9 * DAY]))
    def the_worker_plans_what_is_due(self, late: timedelta) -> None:
        self.now = max(self.now, min(at for at in due_times(self.profile) if at) + late)
        for kind in Kind:
            due = due_of(self.profile, kind)
            if due is None or due > self.now:
                continue
            self.profile, slot = planned(self.profile, kind, self.now)
            if slot is not None:
                assert due <= slot.at <= self.now <= slot.at + GRACE
                assert wants(self.profile, kind, self.now)
                if kind is Kind.CHECKIN:
                    self.profile, self.unanswered = checkin_asked(self.profile), self.unanswered + 1
            moved = due_of(self.profile, kind)
            assert moved is None or moved > self.now

    @invariant()
    def only_the_active_have_due_times(self) -> None:
        active = self.profile.status is Status.ACTIVE
        assert (self.profile.next_tip_at is not None) == active
        asked = active and self.profile.keeps_health_answers and not checkins_rest(self.profile)
        assert (self.profile.next_checkin_at is not None) == asked

    @invariant()
    def nothing_is_due_within_a_pause(self) -> None:
        if self.profile.paused_until is not None:
            assert all(at >= self.profile.paused_until for at in due_times(self.profile) if at)

    @invariant()
    def silence_follows_the_fourth_question_and_no_other(self) -> None:
        assert self.profile.missed_checkins == self.unanswered
        assert checkins_rest(self.profile) == (self.unanswered > 3)

    @invariant()
    def health_is_known_only_with_consent(self) -> None:
        assert self.profile.conditions is None or self.profile.keeps_health_answers

    @invariant()
    def who_is_not_active_is_gone_since_they_were_last_heard_of(self) -> None:
        active = self.profile.status is Status.ACTIVE
        assert self.profile.inactive_since == (None if active else self.here)

    @invariant()
    def who_was_a_member_never_has_to_join_again(self) -> None:
        self.was_active = self.was_active or self.profile.status is Status.ACTIVE
        assert not self.was_active or self.profile.status is not Status.JOINING

    @invariant()
    def instants_are_in_utc(self) -> None:
        assert all(at.tzinfo is UTC for at in due_times(self.profile) if at)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
