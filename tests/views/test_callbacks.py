"""What buttons carry: every kind there and back within Telegram's 64 bytes, and nothing that can break us."""

import zoneinfo
from dataclasses import fields
from datetime import date
from typing import Any, get_type_hints

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.checkin import Tag
from bot.domain.library import Library
from bot.domain.profile import SCHEDULED, Cadence, Kind
from bot.domain.seek_help import Level
from bot.domain.selection import Reason
from bot.domain.sign_check import Reply
from bot.domain.subscription import MAX_PAUSE_DAYS
from bot.domain.taste import MAX_SAVED, TopicWish
from bot.domain.trend import RANGES
from bot.views import callbacks as cb
from bot.views.callbacks import MAX_BYTES, Callback, TooLongError, decode, encode
from bot.views.callbacks.operator import InboxReply

DAY = date(2026, 3, 2)
KINDS = list(Callback.kinds.values())

# Buttons that are out there for ever. A line here may be added, never changed.
FOR_EVER: dict[str, Callback] = {
    "gc|1": cb.GiveConsent(given=True),
    "gc|0": cb.GiveConsent(given=False),
    "wc": cb.WithdrawConsent(),
    "az": cb.AskZone(),
    "cz|Europe/Berlin": cb.ChooseZone("Europe/Berlin"),
    "cz|UTC+05:30": cb.ChooseZone("UTC+05:30"),
    "ol": cb.OfferLocation(),
    "ah|checkin": cb.AskHour(Kind.CHECKIN),
    "ch|tip|480": cb.ChooseHour(Kind.TIP, 480),
    "oc": cb.OpenChecklist(),
    "tk|cancer|1": cb.Tick("cancer", on=True),
    "fc": cb.FinishChecklist(),
    "sc": cb.SkipChecklist(),
    "rd|2026-03-02": cb.RateDay(DAY),
    "ci": cb.CheckInNow(),
    "fo": cb.ForgetChecklist(),
    "rp|2026-03-02|10": cb.RatePain(DAY, 10),
    "rs|2026-03-02|6|0": cb.RateStress(DAY, 6, 0),
    "ss|2026-03-02|6": cb.SkipStress(DAY, 6),
    "si|2026-03-02": cb.SkipCheckIn(DAY),
    "sn|2026-03-02": cb.SkipNote(DAY),
    "nt": cb.NextTip(),
    "rt|warm-pack|0": cb.RateTip("warm-pack", helpful=False),
    "sm|warm-pack|first": cb.ShowMore("warm-pack", Reason.FIRST),
    "sm|warm-pack|asked": cb.ShowMore("warm-pack", Reason.ASKED),
    "sw|warm-pack|new": cb.ShowWhy("warm-pack", Reason.NEW_TOPIC),
    "sw|warm-pack|bal": cb.ShowWhy("warm-pack", Reason.BALANCE),
    "sw|warm-pack|again": cb.ShowWhy("warm-pack", Reason.AGAIN),
    "sw|warm-pack|flare": cb.ShowWhy("warm-pack", Reason.FLARE),
    "sw|warm-pack|stress": cb.ShowWhy("warm-pack", Reason.STRESS),
    "sw|warm-pack|sleep": cb.ShowWhy("warm-pack", Reason.SLEEP),
    "sw|warm-pack|own": cb.ShowWhy("warm-pack", Reason.OWN),
    "sw|warm-pack|chose": cb.ShowWhy("warm-pack", Reason.CHOSEN),
    "sw|warm-pack|long": cb.ShowWhy("warm-pack", Reason.LONG_RUN),
    "sw|warm-pack|basic": cb.ShowWhy("warm-pack", Reason.BASICS),
    "sw|warm-pack|liked": cb.ShowWhy("warm-pack", Reason.LIKED),
    "lt": cb.ListTechniques(),
    "st|shiatsu": cb.ShowTechnique("shiatsu"),
    "lc": cb.ListConditions(),
    "so|cancer": cb.ShowCondition("cancer"),
    "oh": cb.OpenHelp(),
    "sh|urgent": cb.ShowHelp(Level.URGENT),
    "sp": cb.ShowPregnancyHelp(),
    "sr": cb.ShowCrisisHelp(),
    "se": cb.ShowSettings(),
    "ac": cb.AskCadence(),
    "od|2026-03-02": cb.OpenDay(DAY),
    "cc|every-second-day": cb.ChooseCadence(Cadence.EVERY_SECOND_DAY),
    "at": cb.AskTopics(),
    "mt|sleep|1": cb.MuteTopic("sleep", muted=True),
    "tw|sleep|more": cb.SetTopic("sleep", TopicWish.MORE),
    "rv": cb.ReviewChecklist(),
    "cf": cb.ConfirmChecklist(),
    "dc|cancer": cb.DropCondition("cancer"),
    "nc": cb.NothingChanged(),
    "ot|warm-pack": cb.OpenTip("warm-pack"),
    "sv|warm-pack|1": cb.SaveTip("warm-pack", kept=True),
    "sl|2": cb.ShowSaved(2),
    "td|2026-03-02|slept-badly|1": cb.TagDay(DAY, Tag.SLEPT_BADLY, on=True),
    "ck": cb.CheckSigns(),
    "mq|2026-03-02": cb.MoreQuestions(DAY),
    "as|2026-03-02|legs|n": cb.AskSign(DAY, "legs", "n"),
    "as|2026-03-02|control|": cb.AskSign(DAY, "control", ""),
    "an|2026-03-02|legs|n|not-sure": cb.AnswerSign(DAY, "legs", "n", Reply.NOT_SURE),
    "ap": cb.AskPause(),
    "op": cb.OfferPause(),
    "co": cb.AskCountry(),
    "cn|gb": cb.ChooseCountry("gb"),
    "cn|": cb.ChooseCountry(""),
    "cs|e-both-legs|not-sure": cb.ConfirmSign("e-both-legs", Reply.NOT_SURE),
    "gh|1": cb.GotHelp(after_crisis=True),
    "gh|0": cb.GotHelp(after_crisis=False),
    "ny": cb.NotYet(),
    "tb|1772442000|0": cb.TakeBack(1772442000, 0),
    "mr": cb.MakeReport(),
    "cr|91": cb.SetReportPeriod(91),
    "rl|1": cb.SetReportPaper(letter=True),
    "sq|2": cb.ShowNotes(2),
    "tn|2026-03-02|1": cb.TickNote(DAY, on=True),
    "rm": cb.AskReportName(),
    "jo": cb.OpenJournal(),
    "js|1": cb.NewSession(planned=True),
    "jd|2026-03-02": cb.SetSessionDay(DAY),
    "jt|2026-03-02|shiatsu": cb.SetTechnique(DAY, "shiatsu"),
    "jt|2026-03-02|": cb.SetTechnique(DAY, ""),
    "jp|2026-03-02|shiatsu": cb.PlanSession(DAY, "shiatsu"),
    "jb|2026-03-02|shiatsu|6": cb.RateBefore(DAY, "shiatsu", 6),
    "jk|2026-03-02|shiatsu": cb.SkipBefore(DAY, "shiatsu"),
    "ji|2026-03-02|shiatsu": cb.ShowSession(DAY, "shiatsu"),
    "jr|2026-03-02|shiatsu|1": cb.RemoveSession(DAY, "shiatsu", sure=True),
    "ja|2026-03-02|3": cb.RateAfterwards(DAY, 3),
    "jx|2026-03-02": cb.SkipAfterwards(DAY),
    "jn|2026-03-02": cb.DidNotHappen(DAY),
    "jq": cb.AskBooking(),
    "jm|2026-03-02": cb.RemindToBook(DAY),
    "jw|2026-03-02|1": cb.RemindToAttend(DAY, day_before=True),
    "jz": cb.CancelReminders(),
    "jc": cb.ShowCard(),
    "pg|28": cb.ShowProgress(28),
    "ar": cb.AskReport(),
    "sb|2026-03-02": cb.SameAsBefore(DAY),
    "ds": cb.ShowDays(),
    "rn|2026-03-02|1": cb.RemoveNote(DAY, sure=True),
    "rw|2026-03-02|3": cb.RateWeek(DAY, 3),
    "sk|2026-03-02": cb.SkipWeek(DAY),
    "aq": cb.AskCheckinCadence(),
    "mo|sleep": cb.MoreOnTopic("sleep"),
    "cq|weekly": cb.ChooseCheckinCadence(Cadence.WEEKLY),
    "pa|14": cb.Pause(14),
    "re": cb.Resume(),
    "ak": cb.AskConsent(),
    "ex": cb.Export(),
    "kd": cb.KeepData(),
    "dd": cb.DeleteData(),
    "xs|12": cb.ChooseSegment(12),
    "xz|12|Europe/Berlin": cb.SetBroadcastZone(12, "Europe/Berlin"),
    "xz|12|*": cb.SetBroadcastZone(12, "*"),
    "xc|12|weekly": cb.SetBroadcastCadence(12, "weekly"),
    "xc|12|*": cb.SetBroadcastCadence(12, "*"),
    "xq|12": cb.AskBroadcast(12),
    "xg|12": cb.SendBroadcast(12),
    "xb|12": cb.ShowBroadcast(12),
    "xw|12": cb.RewriteBroadcast(12),
    "xd|12": cb.DropBroadcast(12),
    "xt|12": cb.StopBroadcast(12),
    "xi|12": cb.ShowInbox(12),
    "xr|12|thanks": cb.AnswerFeedback(12, InboxReply.THANKS),
}


@pytest.mark.parametrize(("data", "callback"), FOR_EVER.items(), ids=list(FOR_EVER))
def test_an_old_button_means_for_ever_what_it_meant(data: str, callback: Callback) -> None:
    assert decode(data) == callback
    assert encode(callback) == data


def test_every_kind_of_button_is_in_the_table_and_has_a_code_of_its_own() -> None:
    assert {type(callback) for callback in FOR_EVER.values()} == set(KINDS)
    assert len({kind.code for kind in KINDS}) == len(KINDS)
    assert all(code == kind.code and len(code) == 2 for code, kind in Callback.kinds.items())


def test_a_code_that_is_taken_cannot_be_given_again() -> None:
    with pytest.raises(ValueError, match="gc"):
        type("Another", (Callback,), {}, code="gc")
    assert Callback.kinds["gc"] is cb.GiveConsent


def real_values(library: Library) -> dict[str, list[Any]]:
    """Everything that fields of a name really hold, the longest included."""
    checks = library.seek_help.checks
    return {
        "zone": [*sorted(zoneinfo.available_timezones()), "UTC-14:00", "UTC+05:45"],
        "tip": list(library.tips),
        "technique": list(library.techniques),
        "condition": list(library.conditions),
        "topic": list(library.topics),
        "day": [DAY, date(1, 1, 1), date(9999, 12, 31)],
        "minute": [0, 24 * 60 - 1],
        "days": [1, MAX_PAUSE_DAYS],
        "last_days": list(RANGES),
        "pain": [0, 10],
        "score": [0, 10],
        "kind": list(SCHEDULED),
        "cadence": list(Cadence),
        "level": list(Level),
        "reason": list(Reason),
        "wish": list(TopicWish),
        "page": [0, MAX_SAVED],
        "tag": list(Tag),
        "country": [*library.countries, ""],
        "sign": [sign.id for level in library.seek_help.levels for sign in level.signs],
        "question": [question.id for question in (*checks.short, *checks.long)],
        "given": ["n" * len(checks.long), "nnnnu", ""],
        "reply": list(Reply),
        "at": [0, 2**32],
        "before": [0, 2**32],
        "broadcast": [1, 2**63 - 1],
        "feedback": [1, 2**63 - 1],
        "after": [0, 2**63 - 1],
        "chosen": list(InboxReply),
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_goes_there_and_back_with_every_real_value(library: Library, kind: type[Any]) -> None:
    values = real_values(library)
    hints = get_type_hints(kind)
    options = {f.name: [True, False] if hints[f.name] is bool else values[f.name] for f in fields(kind)}
    longest = {name: max(choices, key=lambda value: len(str(value))) for name, choices in options.items()}
    for name, choices in options.items() or [("", [None])]:
        for value in choices:
            callback = kind(**(longest | ({name: value} if name else {})))
            data = encode(callback)
            assert decode(data) == callback
            assert len(data.encode()) <= MAX_BYTES


def test_ids_of_the_longest_length_that_the_content_check_lets_through_still_fit() -> None:
    """40 characters for a condition or technique, 32 for a tip, 16 for a question, the last of 20."""
    longest: list[Callback] = [
        cb.Tick("c" * 40, on=True),
        cb.ShowCondition("c" * 40),
        cb.ShowTechnique("t" * 40),
        cb.RateBefore(DAY, "t" * 40, 10),
        cb.RemoveSession(DAY, "t" * 40, sure=True),
        cb.ShowMore("t" * 32, Reason.AGAIN),
        cb.RateTip("t" * 32, helpful=False),
        cb.AnswerSign(DAY, "q" * 16, "n" * 19, Reply.NOT_SURE),
    ]
    for callback in longest:
        assert decode(encode(callback)) == callback


@pytest.mark.parametrize("topic", ["x" * 60, "ä" * 30])
def test_what_does_not_fit_is_refused_when_it_is_made(topic: str) -> None:
    with pytest.raises(TooLongError):
        encode(cb.MuteTopic(topic, muted=True))


@pytest.mark.parametrize(
    "data",
    [
        "", "|", "xx", "zz|1", "gc", "gc|", "gc|2", "gc|1|1", "gc|true", "az|", "rp|2026-03-02",
        "rp|2026-13-02|5",
        "rp|yesterday|5", "rp|2026-03-02|five", "rp|2026-03-02|", "ah|report", "sh|soonish", "cc|hourly",
        "sw|warm-pack|because", "ch|tip|", "code|1", "kinds", "GC|1", " gc|1", "start", "\x00", "pa|1.5",
        "pa|" + "9" * 5000, "tb|-1|0", "tb|0", "tb|99999999999|0", "tb|now|0",
    ],
)  # fmt: skip
def test_what_no_version_of_the_bot_made_means_nothing(data: str) -> None:
    assert decode(data) is None


@pytest.mark.parametrize(
    "data",
    ["rp|2026-03-02|11", "rp|2026-03-02|-1", "rs|2026-03-02|99|4", "rs|2026-03-02|6|11", "ss|2026-03-02|77"],
)
def test_a_score_beyond_the_scale_was_never_on_a_button(data: str) -> None:
    assert decode(data) is None


pieces = st.sampled_from(
    [*Callback.kinds, "|", "1", "0", "tip", "2026-03-02", "-", "x", "", "Europe/Berlin", "urgent"]
)


@settings(deadline=None, max_examples=400)
@example("\ud800")
@given(st.text() | st.lists(pieces).map("".join) | st.lists(pieces).map("|".join))
def test_decoding_never_fails_and_finds_only_what_can_be_encoded_again(data: str) -> None:
    callback = decode(data)
    if callback is not None and len(data.encode()) <= MAX_BYTES:
        assert decode(encode(callback)) == callback


@given(st.dates(), st.integers(0, 10), st.integers(0, 10))
def test_a_check_in_button_says_its_day_and_scores(day: date, pain: int, stress: int) -> None:
    for callback in (
        cb.RateDay(day),
        cb.RatePain(day, pain),
        cb.RateStress(day, pain, stress),
        cb.SkipNote(day),
    ):
        assert decode(encode(callback)) == callback
