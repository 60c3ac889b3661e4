"""Every screen, with odd values too: it fits in a message, its HTML is well-formed, and nothing leaks."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, islice
from typing import TypeVar, get_type_hints

import pytest
from telegram import InlineKeyboardMarkup

from bot import views
from bot.domain.advice import Advice
from bot.domain.alarm import of_signs, parts
from bot.domain.broadcast import Broadcast, BroadcastState, Segment, Tally, time_to_send
from bot.domain.capacity import capacity
from bot.domain.checkin import CheckIn, Misread
from bot.domain.delivery import DeliveryState
from bot.domain.library import Library, Verdict
from bot.domain.profile import SCHEDULED, Cadence, Consent, Profile, Status
from bot.domain.schedule import local_day
from bot.domain.seek_help import Level, SeekHelp, Sign
from bot.domain.selection import Reason
from bot.domain.sessions import Reminder, Session
from bot.domain.sign_check import Asking, Reply, SignChecks, follow
from bot.domain.subscription import paused
from bot.domain.suitability import judge, suitable_techniques
from bot.domain.summary import summary as summarised
from bot.domain.taste import Taste
from bot.domain.trend import RANGES, Mean
from bot.domain.triage import Assessment, Urgency
from bot.sandbox.html_text import parse_html
from bot.sandbox.text import utf16_length
from bot.views import (
    about,
    alarm,
    broadcast,
    checkins,
    checklist,
    consent,
    country,
    diary,
    inbox,
    joining,
    operator,
    privacy,
    progress,
    reference,
    reminders,
    report,
    search,
    session_questions,
    sessions,
    settings,
    sign_check,
    stats_screen,
    summary,
    tips,
    topics,
)
from bot.views.callbacks import TakeBack
from bot.views.callbacks.operator import InboxReply
from bot.views.checkins import Around
from bot.views.page import PERIODS, Choices
from bot.views.screen import TICKED, Attachment, Form, Screen, bullets
from bot.views.stats_screen import Stats

T = TypeVar("T")
ODD = "<b>&\"'"
MOST_CHARACTERS = 4096
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)
SOME_DAYS = (TODAY, TODAY - timedelta(days=1), TODAY - timedelta(days=14), TODAY + timedelta(days=1))
ANYONE = Profile(7, NOW, zone="America/Argentina/ComodRivadavia", tip_time=time(8))
LONGEST_ZONE = "America/Argentina/ComodRivadavia"
BROADCASTS = [
    Broadcast(2**31, 7, NOW, text="<b>We move</b> on Monday", segment=Segment(zone, cadence))
    for zone in (None, LONGEST_ZONE)
    for cadence in (None, *Cadence)
]
UNDER_WAY = (
    BroadcastState.SENDING,
    BroadcastState.STOPPING,
    BroadcastState.STOPPED,
    BroadcastState.DONE,
)
CONSENTED = replace(ANYONE, consent=Consent(given=True, version=1, at=NOW))


def condition_sets(library: Library) -> list[frozenset[str] | None]:
    """Nothing known, none, each, and for each technique all conditions of one verdict, and all there are."""
    worst = [
        frozenset(c.id for c in library.conditions.values() if c.verdicts[t].strictness <= verdict.strictness)
        for t in library.techniques
        for verdict in Verdict
    ]
    single = [frozenset([name]) for name in library.conditions]
    return [None, frozenset(), *single, *dict.fromkeys(worst)]


def technique_screens(library: Library) -> Iterator[Screen]:
    for conditions in condition_sets(library):
        for technique in library.techniques.values():
            judgement = None if conditions is None else judge(library, technique, conditions)
            instead = suitable_techniques(library, conditions)
            yield reference.technique_screen(library, technique, judgement, instead)


def found_screens(library: Library, build: Callable[..., Screen]) -> Iterator[Screen]:
    techniques, conditions = list(library.techniques.values()), list(library.conditions.values())
    for words in (ODD, ODD * 700, "🦴" * 50):
        yield build(words, [], [], [])
        yield build(words, techniques[:4], conditions[:4], list(library.tips.values())[:6])


RATED = tips.Frame(may_rate=True, is_saved=False, bot_name="back_care_bot")
UNRATED = tips.Frame(may_rate=False, is_saved=True, bot_name="back_care_bot")


def tip_screens(library: Library) -> Iterator[Screen]:
    for tip in library.tips.values():
        for wording in (tip.wording, *(entry.wording for entry in tip.adaptations)):
            for longer in (False, True):
                yield tips.tip_screen(tip, wording, Reason.BALANCE, RATED, longer=longer)
                yield tips.tip_screen(tip, wording, Reason.AGAIN, UNRATED, longer=longer)


def why_screens(library: Library) -> Iterator[Screen]:
    for tip in library.tips.values():
        for reason in Reason:
            yield tips.why_screen(library, tip, reason, conditions_known=True)
            yield tips.why_screen(library, tip, reason, conditions_known=False)


def some_profiles() -> Iterator[Profile]:
    for profile in (ANYONE, CONSENTED, replace(CONSENTED, zone=None, tip_time=None)):
        for status in Status:
            for ahead in (None, timedelta(hours=-1), timedelta(hours=1), timedelta(days=90)):
                until = None if ahead is None else NOW + ahead
                for missed in (0, 4):
                    yield replace(
                        profile,
                        status=status,
                        paused_until=until,
                        missed_checkins=missed,
                        conditions=None if missed else {"cancer": TODAY},
                        next_tip_at=None if missed else NOW + timedelta(days=1),
                    )


def some_checkins() -> Iterator[CheckIn]:
    for day in SOME_DAYS:
        for pain, stress in ((0, 0), (10, 10), (7, None), (6, 4)):
            yield CheckIn(day, pain, stress, note=ODD)


def told_of_what_is_kept(build: Callable[[Profile, dict[str, int]], Screen]) -> Iterator[Screen]:
    """Of nothing but a profile, of one row of each kind, and of many."""
    tables = ("checkins", "sessions", "assessments", "feedback", "deliveries")
    for many in (0, 1, 5000):
        yield build(ANYONE, dict.fromkeys(tables, many))


def some_sessions(library: Library) -> list[Session]:
    return [
        Session(day, technique, before, after)
        for technique in (*library.techniques, None)
        for day, before, after in ((TODAY, 6, None), (TODAY + timedelta(9), None, None), (TODAY, 10, 0))
    ]


QUIET_ONES = [replace(ANYONE, quiet_until=at) for at in (NOW, NOW + timedelta(days=2))]


def signs_of(library: Library) -> list[Sign]:
    return [sign for level in library.seek_help.levels for sign in level.signs]


def every_alarm(library: Library) -> Iterator[tuple[SeekHelp, Assessment]]:
    """Each sign at its level, all at once, and none, in the words of every country."""
    for seek_help in (library.seek_help, *(place.help for place in library.countries.values())):
        ids = [sign.id for sign in signs_of(library)]
        for signs in (*((sign,) for sign in ids), ()):
            yield seek_help, of_signs(seek_help, *signs)
        for level in (Urgency.EMERGENCY, Urgency.CRISIS, Urgency.URGENT, Urgency.SOON):
            yield seek_help, Assessment(level, (*ids, "retired-sign"))


def questions(library: Library) -> Iterator[Screen]:
    """Every question, as it comes when all is answered with no, the checklist known or not."""
    checks, emergency_line = library.seek_help.checks, library.seek_help.emergency_line
    for form in (checks.short, checks.long):
        for conditions in (None, frozenset(library.conditions)):
            asking = follow(form, conditions, "")
            while isinstance(asking, Asking):
                yield sign_check.question(asking, TODAY, emergency_line)
                asking = follow(form, conditions, asking.given_with(Reply.NO))


Build = Callable[[Library], Iterator[Screen]]
SCREENS: dict[Callable[..., Screen], Build] = {
    about.help_screen: lambda lib: iter([about.help_screen(lib.seek_help)]),
    privacy.what_is_kept: lambda _: (
        privacy.what_is_kept(ODD, contact, kept, days)
        for contact in (ODD, "")
        for kept in (True, False)
        for days in (1, 30, 365, 730)
    ),
    about.stopped: lambda _: map(about.stopped, (1, 30, 365)),
    privacy.delete_question: lambda _: told_of_what_is_kept(privacy.delete_question),
    privacy.deleted: lambda _: told_of_what_is_kept(privacy.deleted),
    privacy.exported: lambda _: iter([privacy.exported(Attachment(Form.DOCUMENT, "x.zip", bytes))]),
    about.free_text: lambda _: (about.free_text(offers_tip=tip) for tip in (True, False)),
    about.unreadable: lambda _: iter([about.unreadable("sticker")]),
    about.failure: lambda _: iter([about.failure("3f2a9c", ODD)]),
    checkins.pain_question: lambda _: (checkins.pain_question(day, TODAY) for day in SOME_DAYS),
    checkins.stress_question: lambda _: (checkins.stress_question(day, TODAY, 10) for day in SOME_DAYS),
    checkins.recorded: lambda lib: (
        checkins.recorded(checkin, Around(TODAY, joined, lib.seek_help, said, (Cadence.WEEKLY,)))
        for checkin in some_checkins()
        for said in ((), *combinations(Advice, 2))
        for joined in (TODAY, TODAY - timedelta(50))
    ),
    checkins.finished: lambda lib: (
        checkins.finished(checkin, TODAY, lib.seek_help, noted)
        for checkin in some_checkins()
        for noted in (True, False)
    ),
    joining.welcome: lambda lib: iter([joining.welcome(ODD, lib.seek_help.standing_line)]),
    joining.zone_question: lambda _: (
        joining.zone_question(zone, NOW) for zone in ("UTC", "UTC+05:45", "America/Argentina/ComodRivadavia")
    ),
    joining.which_place: lambda _: (
        joining.which_place([(label, "Europe/Berlin")] * count, sure, NOW)
        for label in (
            ODD,
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch, United Kingdom",
            "東京, 日本",
        )
        for count in (0, 1, 6)
        for sure in (True, False)
    ),
    joining.hour_question: lambda _: (joining.hour_question(kind) for kind in SCHEDULED),
    checklist.checklist: lambda lib: (
        checklist.checklist(lib, frozenset(ticked), joins)
        for ticked in ([], list(lib.conditions), ["retired-condition"])
        for joins in (True, False)
    ),
    joining.subscribed: lambda _: (
        joining.subscribed(time(0, 5), zone, at) for zone in (ODD, "UTC") for at in (None, time(19))
    ),
    reference.technique_list: lambda lib: iter([reference.technique_list(lib)]),
    reference.technique_screen: technique_screens,
    search.found: lambda lib: found_screens(lib, search.found),
    search.overheard: lambda lib: found_screens(lib, search.overheard),
    search.nothing_suits: lambda _: (search.nothing_suits(words) for words in (ODD, ODD * 700, "🦴" * 50)),
    reference.condition_list: lambda lib: iter([reference.condition_list(lib, lib.seek_help)]),
    reference.condition_screen: lambda lib: (
        reference.condition_screen(lib, condition, lib.seek_help) for condition in lib.conditions.values()
    ),
    reference.help_screen: lambda lib: (reference.help_screen(lib.seek_help, level) for level in Level),
    reference.pregnancy_help: lambda lib: iter([reference.pregnancy_help(lib.seek_help)]),
    reference.crisis_help: lambda lib: iter([reference.crisis_help(lib.seek_help)]),
    sign_check.question: questions,
    sign_check.short_done: lambda lib: iter([sign_check.short_done(TODAY, lib.seek_help)]),
    sign_check.long_done: lambda lib: iter([sign_check.long_done(lib.seek_help)]),
    settings.settings_screen: lambda _: (settings.settings_screen(p, NOW, TODAY) for p in some_profiles()),
    report.options: lambda _: (
        report.options(Choices(days, letter, frozenset(SOME_DAYS)), notes)
        for days in PERIODS
        for letter in (True, False)
        for notes in (0, 500)
    ),
    report.notes_list: lambda _: (
        report.notes_list(
            [CheckIn(TODAY - timedelta(day), 5, 3, ODD) for day in range(many)],
            frozenset(SOME_DAYS[:1]),
            page,
        )
        for many in (0, 1, 7, 20, 365)
        for page in (0, 1, 100)
    ),
    report.made: lambda _: (
        report.made(Attachment(Form.DOCUMENT, "x.pdf", bytes), Choices(days), notes)
        for days in PERIODS
        for notes in (0, 1, 9)
    ),
    sessions.journal: lambda lib: (
        sessions.journal(some_sessions(lib)[:many], lib, TODAY) for many in (0, 1, 50)
    ),
    session_questions.day_question: lambda _: (
        session_questions.day_question(TODAY, planned=planned) for planned in (True, False)
    ),
    session_questions.technique_question: lambda lib: (
        session_questions.technique_question(lib, day, TODAY) for day in SOME_DAYS
    ),
    session_questions.before_question: lambda lib: (
        session_questions.before_question(lib, TODAY, key, TODAY) for key in (*lib.techniques, "", "gone")
    ),
    session_questions.plan_question: lambda lib: (
        session_questions.plan_question(lib, TODAY, key, TODAY, judgement)
        for key, technique in lib.techniques.items()
        for judgement in (
            None,
            *(judge(lib, technique, known or frozenset()) for known in condition_sets(lib)),
        )
    ),
    sessions.session_screen: lambda lib: (
        sessions.session_screen(lib, one, TODAY) for one in some_sessions(lib)
    ),
    sessions.remove_question: lambda lib: (
        sessions.remove_question(lib, one, TODAY) for one in some_sessions(lib)
    ),
    sessions.afterwards_question: lambda _: (sessions.afterwards_question(day, TODAY) for day in SOME_DAYS),
    sessions.afterwards_saved: lambda _: map(sessions.afterwards_saved, range(11)),
    reminders.booking_question: lambda _: iter([reminders.booking_question(TODAY)]),
    reminders.planned: lambda _: (reminders.planned(NOW, "Europe/Berlin", TODAY, day) for day in SOME_DAYS),
    reminders.reminder: lambda _: (
        reminders.reminder(about, day, TODAY) for about in Reminder for day in SOME_DAYS
    ),
    reminders.card: lambda lib: (
        reminders.card(lib, known, pain)
        for known in (*condition_sets(lib), frozenset(list(lib.conditions)[:6]))
        for pain in (None, Mean(4.2, 9, 28))
        if known is None or len(known) < 7
    ),
    checkins.soft_line: lambda _: map(checkins.soft_line, ((), (Cadence.WEEKLY,))),
    topics.more_saved: lambda _: map(topics.more_saved, ("sleep", ODD)),
    summary.weekly: lambda _: (
        summary.weekly(summarised(history, {}, taste, TODAY), cadence)
        for history in ([], list(some_checkins()))
        for taste in (Taste(), Taste(chosen_topics=frozenset({"moving", "breathing"})))
        for cadence in Cadence
    ),
    settings.checkin_cadence_question: lambda _: map(settings.checkin_cadence_question, Cadence),
    diary.days: lambda _: (
        diary.days(some_checkins(), TODAY, TODAY - timedelta(days)) for days in (-1, 0, 5, 14, 400)
    ),
    diary.remove_note_question: lambda _: map(diary.remove_note_question, SOME_DAYS),
    diary.week_question: lambda lib: (
        diary.week_question(checkin, lib.seek_help) for checkin in some_checkins()
    ),
    progress.progress: lambda _: (
        progress.progress(history, [Session(TODAY, "shiatsu")], TODAY, days)
        for history in ([], list(some_checkins()))
        for days in RANGES
    ),
    settings.cadence_question: lambda _: (
        settings.cadence_question(replace(profile, cadence=cadence))
        for profile in (ANYONE, CONSENTED)
        for cadence in Cadence
    ),
    topics.question: lambda lib: (
        topics.question(lib.topics, taste)
        for taste in (
            Taste(),
            Taste(muted_topics=frozenset(lib.topics)),
            Taste(chosen_topics=frozenset(lib.topics)),
        )
    ),
    settings.paused: lambda _: (
        settings.paused(days, TODAY + timedelta(days=days), TODAY) for days in (1, 2, 90)
    ),
    settings.resumed: lambda _: (settings.resumed(profile, TODAY) for profile in some_profiles()),
    settings.saved: lambda _: iter([settings.saved(ODD)]),
    consent.question: lambda _: (consent.question(kept) for kept in (True, False)),
    tips.tip_screen: tip_screens,
    tips.why_screen: why_screens,
    tips.urgent_screen: lambda lib: (
        tips.urgent_screen(level, sign) for level in lib.seek_help.levels for sign in level.signs
    ),
    tips.saved_list: lambda lib: (
        tips.saved_list(list(lib.tips.values())[:many], page)
        for many in (0, 1, 8, 9, 100)
        for page in (0, 1, 100)
    ),
    checklist.review: lambda lib: (
        checklist.review(list(lib.conditions.values())[:many]) for many in (1, 2, len(lib.conditions))
    ),
    checklist.mentioned: lambda lib: (checklist.mentioned(mention) for mention in lib.mentions),
    alarm.alarm: lambda lib: (
        alarm.alarm(help_, heard, ticked=ticked, undo=undo)
        for help_, heard in every_alarm(lib)
        for ticked, undo in ((False, None), (True, TakeBack(2**32, 2**32)))
    ),
    alarm.taken_back: lambda _: (alarm.taken_back(profile, TODAY) for profile in (ANYONE, *QUIET_ONES)),
    alarm.unanswered: lambda lib: (alarm.unanswered(help_, heard) for help_, heard in every_alarm(lib)),
    alarm.still_holds: lambda lib: (
        alarm.still_holds(help_, part)
        for help_, heard in every_alarm(lib)
        for part in parts(help_, heard)
        if part.level is not Urgency.SOON
    ),
    alarm.question: lambda lib: (
        alarm.question(sign, lib.seek_help.emergency_line) for sign in (None, *signs_of(lib))
    ),
    alarm.not_there: lambda lib: map(alarm.not_there, (None, *signs_of(lib))),
    alarm.glad: lambda _: (alarm.glad(profile, TODAY) for profile in (None, ANYONE)),
    alarm.resting: lambda _: (alarm.resting(profile, TODAY) for profile in QUIET_ONES),
    alarm.set_up_resting: lambda _: (alarm.set_up_resting(profile, TODAY) for profile in QUIET_ONES),
    country.question: lambda lib: (
        country.question(lib.countries.values(), current) for current in (None, "gb")
    ),
    stats_screen.stats: lambda lib: (
        stats_screen.stats(
            Stats(
                dict.fromkeys(Status, n),
                {TODAY: n},
                {TODAY: n},
                dict.fromkeys(Urgency, n),
                dict.fromkeys(lib.tips, n),
                n,
                capacity([(NOW, n)], 30),
                30,
            ),
            lib,
        )
        for n in (0, 4, 5, 10**9)
    ),
    operator.alert: lambda _: (
        operator.alert("ValueError", n, error_id) for n in (1, 2, 10**6) for error_id in ("", "ab12cd34")
    ),
    broadcast.preview: lambda _: iter([broadcast.preview(one) for one in BROADCASTS]),
    broadcast.ready: lambda _: (
        broadcast.ready(one, n, time_to_send(n, 30)) for one in BROADCASTS for n in (0, 1, 30, 10**6)
    ),
    broadcast.segments: lambda _: (
        broadcast.segments(one, zones)
        for one in BROADCASTS
        for zones in ([], ["Europe/Berlin", LONGEST_ZONE])
    ),
    broadcast.confirm: lambda _: (
        broadcast.confirm(one, n, time_to_send(n, 30)) for one in BROADCASTS for n in (1, 10**6)
    ),
    broadcast.progress: lambda _: (
        broadcast.progress(replace(BROADCASTS[0], state=state), Tally(dict.fromkeys(DeliveryState, n)))
        for state in UNDER_WAY
        for n in (0, 1, 10**6)
    ),
    inbox.message: lambda _: (
        inbox.message(7, NOW, words, waiting, can_reach=can_reach)
        for words in ("short", ODD, "long " * 500)
        for waiting in (1, 2, 5000)
        for can_reach in (True, False)
    ),
    inbox.reply: lambda _: (
        inbox.reply(inbox.sentence(reply, ODD), words)
        for reply in InboxReply
        for words in ("", ODD, "long " * 500)
    ),
    operator.reloaded: lambda lib: iter([operator.reloaded(lib)]),
    operator.reload_refused: lambda _: (
        operator.reload_refused([ODD * 100] * many) for many in (1, 10, 11, 500)
    ),
    tips.not_for_you: lambda lib: (
        tips.not_for_you(tip, list(lib.conditions.values())[:many], known=known)
        for tip in lib.tips.values()
        for many, known in ((0, True), (3, True), (0, False))
    ),
}


def all_screen_functions() -> list[Callable[..., Screen]]:
    """Every function of bot/views that gives a screen."""
    modules = [
        importlib.import_module(f"bot.views.{info.name}") for info in pkgutil.iter_modules(views.__path__)
    ]
    return [
        function
        for module in modules
        for _, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and get_type_hints(function).get("return") is Screen
    ]


FUNCTIONS = all_screen_functions()


def name_of(function: Callable[..., Screen]) -> str:
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


def screens_of(function: Callable[..., Screen], library: Library) -> list[Screen]:
    """The screens of a function; one without arguments needs no line in the table."""
    build = SCREENS.get(function)
    return list(build(library)) if build else [function()]


def shown(screen: Screen) -> str:
    """What a person reads: fails where Telegram would call the HTML wrong."""
    return parse_html(screen.text).text


def oddly(value: T) -> T:
    """A value of the library with odd characters at the start of everything that is said."""
    if not is_dataclass(value) or isinstance(value, type):
        return value
    said = {
        field.name: ODD + text
        for field in fields(value)
        if isinstance(text := getattr(value, field.name), str)
        and field.name not in {"id", "grade", "level", "silences", "url"}
    }
    return replace(value, **said)


@pytest.fixture(scope="session")
def odd_library(library: Library) -> Library:
    """The shipped library as the oddest author would write it."""
    odd_tips = {
        key: replace(
            oddly(tip),
            wording=oddly(tip.wording),
            adaptations=tuple(replace(entry, wording=oddly(entry.wording)) for entry in tip.adaptations),
        )
        for key, tip in library.tips.items()
    }
    seek_help = library.seek_help
    levels = tuple(
        replace(oddly(level), signs=tuple(oddly(sign) for sign in level.signs)) for level in seek_help.levels
    )
    pregnancy = replace(
        oddly(seek_help.pregnancy), signs=tuple(ODD + sign for sign in seek_help.pregnancy.signs)
    )
    checks = SignChecks(
        *(
            tuple(replace(q, ask=ODD + q.ask, points=tuple(ODD + point for point in q.points)) for q in form)
            for form in (seek_help.checks.short, seek_help.checks.long)
        )
    )
    return Library(
        tips=odd_tips,
        techniques={key: oddly(technique) for key, technique in library.techniques.items()},
        conditions={key: oddly(condition) for key, condition in library.conditions.items()},
        seek_help=replace(oddly(seek_help), levels=levels, pregnancy=pregnancy, checks=checks),
        sources={
            key: replace(oddly(source), url=source.url and source.url + "?a=1&b=<x>\"'")
            for key, source in library.sources.items()
        },
        lexicon=library.lexicon,
    )


def test_every_screen_with_values_is_in_the_table() -> None:
    with_values = {function for function in FUNCTIONS if inspect.signature(function).parameters}
    assert {name_of(f) for f in with_values} == {name_of(f) for f in SCREENS}
    assert len(FUNCTIONS) > 40


@pytest.mark.parametrize("function", FUNCTIONS, ids=name_of)
def test_a_screen_fits_in_a_message_and_can_be_sent(
    function: Callable[..., Screen], library: Library
) -> None:
    screens = screens_of(function, library)
    assert screens
    for screen in screens:
        text = shown(screen)
        assert text.strip()
        assert utf16_length(text) <= MOST_CHARACTERS
        assert not re.search(r"\bNone\b(?! of)", text), "a value that is not there was printed"
        check_keyboard(screen)


def check_keyboard(screen: Screen) -> None:
    markup = screen.markup()  # refuses what is over 64 bytes
    if not isinstance(markup, InlineKeyboardMarkup):
        return
    buttons = [button for row in markup.inline_keyboard for button in row]
    assert 1 <= len(buttons) <= 100
    assert all(1 <= len(row) <= 8 for row in markup.inline_keyboard)
    assert all(button.text.strip() for button in buttons)
    data = [button.callback_data for button in buttons]
    assert len(set(data)) == len(data) or screen.text.startswith(("Which one", "Did you mean"))


@pytest.mark.parametrize("function", FUNCTIONS, ids=name_of)
def test_odd_characters_are_shown_as_they_are(function: Callable[..., Screen], odd_library: Library) -> None:
    for screen in screens_of(function, odd_library):
        text = shown(screen)
        if ODD[:3] in text:
            assert ODD in text
        assert "&amp;" not in text, "escaped twice"
        assert "&lt;" not in text, "escaped twice"


@pytest.mark.parametrize(
    "build",
    [
        lambda lib: privacy.what_is_kept(ODD, "", True, 365),
        lambda lib: privacy.what_is_kept("You", ODD, True, 365),
        lambda lib: joining.welcome(ODD, ""),
        lambda lib: joining.subscribed(time(8), ODD, None),
        lambda lib: settings.saved(ODD),
        lambda lib: Screen("Hello").with_first_line(ODD),
        lambda lib: Screen(bullets([ODD])),
        lambda lib: search.found(ODD, [], [], list(lib.tips.values())[:1]),
        lambda lib: search.overheard(ODD, [], [], []),
        lambda lib: search.nothing_suits(ODD),
        lambda lib: reference.crisis_help(lib.seek_help),
        lambda lib: reference.pregnancy_help(lib.seek_help),
        lambda lib: about.help_screen(lib.seek_help),
        lambda lib: next(questions(lib)),
        lambda lib: tips.not_for_you(lib.tips["warm-pack"], list(lib.conditions.values())[:1], known=True),
        lambda lib: tips.why_screen(lib, lib.tips["warm-pack"], Reason.NEW_TOPIC, conditions_known=True),
    ],
)
def test_what_people_and_authors_write_is_never_taken_for_markup(
    build: Callable[[Library], Screen], odd_library: Library
) -> None:
    assert ODD in shown(build(odd_library))


def test_cutting_long_words_short_never_cuts_an_escape_in_two() -> None:
    for length in range(30, 50):
        words = "x" * length + ODD
        assert f"“{words[:40]}”" in shown(search.found(words, [], [], []))


def test_links_to_sources_survive_escaping(odd_library: Library) -> None:
    tip = next(t for t in odd_library.tips.values() if all(odd_library.sources[s].url for s in t.sources))
    parsed = parse_html(tips.why_screen(odd_library, tip, Reason.ASKED, conditions_known=True).text)
    links = {entity["url"] for entity in parsed.entities if entity["type"] == "text_link"}
    assert links == {odd_library.sources[key].url for key in tip.sources}


# --- what is promised about single screens -----------------------------------------------------------


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


def test_the_checklist_begins_with_skip_and_none_of_these_never_comes_first(library: Library) -> None:
    empty = labels(checklist.checklist(library, frozenset(), joining=True))
    assert empty[0] == "Skip, gentle tips only"
    assert empty[-1] == "None of these"
    for size in (1, 2):
        for ticked in combinations(library.conditions, size):
            shown_labels = labels(checklist.checklist(library, frozenset(ticked), joining=True))
            assert shown_labels[0] == f"Done, {size} ticked"
            assert "None of these" not in shown_labels
            assert sum(label.startswith(TICKED) for label in shown_labels) == size


def test_what_is_kept_is_told_in_one_message_that_is_not_too_long() -> None:
    told = privacy.what_is_kept("X" * 100, "y" * 200, True, 36499).text
    assert len(told) < 3500
    for said in (
        "X" * 100,
        "y" * 200,
        "36499 days",
        "30 days",
        "/export",
        "/delete",
        "withdrawn",
        "encrypted",
    ):
        assert said in told


def test_consent_is_a_choice_of_just_two() -> None:
    assert labels(joining.welcome("You", "")) == ["Yes, keep my answers", "No, just send tips"]


@pytest.mark.parametrize("pain", range(11))
@pytest.mark.parametrize("said", [(), (Advice.RISE,)])
def test_severe_pain_and_a_rise_bring_the_check_of_signs_first(
    library: Library, pain: int, said: tuple[Advice, ...]
) -> None:
    screen = checkins.recorded(CheckIn(TODAY, pain, 3), Around(TODAY, TODAY, library.seek_help, said))
    help_comes_first = labels(screen)[:2] == ["Check my signs", "When to get help"]
    assert help_comes_first == (pain >= 7 or bool(said))
    assert (library.seek_help.emergency_line in shown(screen)) == (pain >= 7)
    assert f"Pain {pain}, stress 3" in shown(screen)


def test_very_severe_pain_comes_with_whom_to_phone_today(library: Library) -> None:
    around = Around(TODAY, TODAY, library.seek_help, (Advice.VERY_SEVERE,))
    screen = checkins.recorded(CheckIn(TODAY, 9, 3), around)
    assert library.seek_help.of_level(Level.URGENT).action in shown(screen)


def test_a_technique_that_is_to_be_left_out_has_no_steps_and_offers_something_else(library: Library) -> None:
    for technique in library.techniques.values():
        for name in library.conditions:
            conditions = frozenset([name])
            judgement = judge(library, technique, conditions)
            instead = suitable_techniques(library, conditions)
            screen = reference.technique_screen(library, technique, judgement, instead)
            avoided = judgement.verdict in {Verdict.AVOID, Verdict.NA}
            assert (technique.home.strip() in shown(screen)) == (not avoided)
            offered = [other.name for other in instead if other.name in labels(screen)]
            assert bool(offered) == (avoided and bool(instead))


def test_a_question_says_where_one_is_and_begins_with_the_answer_that_leads_to_help(library: Library) -> None:
    first, *later = islice(questions(library), 6)
    assert labels(first) == ["Yes", "No", "Not sure"]
    assert library.seek_help.emergency_line in shown(first)
    for number, screen in enumerate(later, 2):
        assert labels(screen) == ["Yes", "No", "Not sure", "Back"]
        assert shown(screen).startswith(f"Question {number} of 6\n")


def test_the_end_of_a_check_never_says_that_somebody_is_well(library: Library) -> None:
    for screen in (sign_check.short_done(TODAY, library.seek_help), sign_check.long_done(library.seek_help)):
        text = shown(screen)
        assert "rules nothing out" in text
        assert "Book a visit" in text
        assert library.seek_help.emergency_line in text
        assert not re.search(
            r"\b(fine|well|safe|healthy|harmless|all clear|good news)\b", text, re.IGNORECASE
        )
        assert "When to get help" in labels(screen)


def test_nothing_stands_beside_the_words_of_support(library: Library) -> None:
    screen = reference.crisis_help(library.seek_help)
    assert shown(screen).strip() == library.seek_help.crisis.strip()
    assert screen.rows == ()


@pytest.mark.parametrize(
    ("zone", "now"),
    [
        ("Pacific/Auckland", "2026-03-02 20:00"),  # the 3rd there
        ("America/Los_Angeles", "2026-03-02 03:00"),  # still the 1st there
        ("Europe/Berlin", "2026-03-02 09:00"),
    ],
)
@pytest.mark.parametrize("days", [1, 2, 5])
def test_a_pause_ends_on_the_same_day_wherever_it_is_said(zone: str, now: str, days: int) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    profile = paused(replace(CONSENTED, zone=zone, status=Status.ACTIVE), days, at)
    assert profile.paused_until is not None
    today, until = local_day(at, zone), local_day(profile.paused_until, zone)
    said = [
        shown(settings.paused(days, until, today)),
        shown(settings.settings_screen(profile, at, today)),
    ]
    ends = [re.search(r"until (.+?)\.", text) for text in said]
    assert all(ends)
    assert len({end[1] for end in ends if end}) == 1


def test_a_tip_offers_more_only_where_there_is_more_and_rating_only_with_consent(library: Library) -> None:
    for tip in library.tips.values():
        for wording in (tip.wording, *(entry.wording for entry in tip.adaptations)):
            rated = labels(tips.tip_screen(tip, wording, Reason.BALANCE, RATED))
            assert ("More" in rated) == (wording.more is not None)
            assert rated[:2] == ["Helpful", "Not for me"]
            unrated = labels(tips.tip_screen(tip, wording, Reason.BALANCE, UNRATED))
            assert not set(unrated) & {"Helpful", "Not for me"}
            assert unrated[-3:] == ["Why this one?", "Let it go", "Share"]


def test_both_ways_to_misread_are_answered_without_blame() -> None:
    said = {checkins.misread(problem) for problem in Misread}
    assert len(said) == len(Misread)
    assert not any(word in line.lower() for line in said for word in ("wrong", "error", "invalid", "must"))


# --- what a locked phone may show ---------------------------------------------------------------------


def mentions(text: str, names: list[str]) -> list[str]:
    return [name for name in names if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)]


def test_a_tip_sent_because_of_a_condition_does_not_name_it(library: Library) -> None:
    """The phone on the table shows the tip; it must not show what its owner has."""
    told = []
    for tip in library.tips.values():
        addressed = [(tip.only_for, tip.wording)]
        addressed += [(entry.conditions | tip.only_for, entry.wording) for entry in tip.adaptations]
        for conditions, wording in addressed:
            text = shown(tips.tip_screen(tip, wording, Reason.NEW_TOPIC, RATED))
            for condition in (library.conditions[name] for name in sorted(conditions)):
                names = [condition.name, condition.label, condition.id.replace("-", " ")]
                told += [(tip.id, name) for name in mentions(text, names)]
    assert told == []


def test_a_check_in_names_no_condition(library: Library) -> None:
    names = [n for c in library.conditions.values() for n in (c.name, c.label, *c.aliases)]
    pushed = [checkins.soft_line(), *(checkins.pain_question(day, TODAY) for day in SOME_DAYS)]
    for screen in pushed:
        assert mentions(shown(screen) + " ".join(labels(screen)), names) == []


def test_the_urgent_message_that_takes_the_place_of_tips_does_not_name_the_condition(
    library: Library,
) -> None:
    for condition in library.conditions.values():
        if condition.silences is None:
            continue
        text = shown(tips.urgent_screen(*library.seek_help.find_sign(condition.silences)))
        assert mentions(text, [condition.name, condition.label, *condition.aliases]) == []


def test_no_screen_shows_what_only_the_person_may_know_of_themselves() -> None:
    """Settings count what is ticked; they do not list it."""
    profile = replace(CONSENTED, conditions={"cancer": TODAY}, taste=Taste(seen=("warm-pack",)))
    text = shown(settings.settings_screen(profile, NOW, TODAY))
    assert "1 ticked" in text
    assert "cancer" not in text.lower()


def test_a_first_line_is_plain_text_and_the_rest_stays_html() -> None:
    assert shown(Screen("<b>A</b>").with_first_line("<i>B</i>")) == "<i>B</i>\n\nA"
