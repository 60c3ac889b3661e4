"""What is said at an alarm: the action first, no diagnosis, no other country's number, nothing beside it."""

import re

import pytest

from bot.domain.alarm import of_signs
from bot.domain.library import Library
from bot.domain.sign_check import CRISIS_SIGNS
from bot.domain.triage import Assessment, Urgency
from bot.sandbox.html_text import parse_html
from bot.views import alarm
from bot.views.callbacks import TakeBack
from bot.views.screen import Screen

ACTIONS = {Urgency.EMERGENCY: "Call", Urgency.URGENT: "Get", Urgency.SOON: "See"}
NEVER = re.compile(
    r"you have (?!trouble)|you are fine|nothing serious|don't worry|!|are you sure", re.IGNORECASE
)
PLACEHOLDER = re.compile(r"\{[a-z_ ]+\}")
GENERAL = "112, 911 or 999"


def shown(screen: Screen) -> str:
    return parse_html(screen.text).text


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


def said(library: Library, *signs: str, country: str | None = None) -> str:
    seek_help = library.help_in(country)
    return shown(alarm.alarm(seek_help, of_signs(seek_help, *signs)))


def test_the_first_word_is_the_action_and_the_line_that_we_may_be_wrong_is_there(library: Library) -> None:
    for level in library.seek_help.levels:
        for sign in level.signs:
            if sign.id in CRISIS_SIGNS:
                continue
            text = said(library, sign.id)
            assert text.startswith(ACTIONS[Urgency(level.level.value)])
            assert sign.short in text
            assert "I can't examine you, and I can be wrong; this needs checking." in text
            assert not NEVER.search(text.replace(sign.short, ""))


@pytest.mark.parametrize("sign", sorted(CRISIS_SIGNS))
def test_in_a_crisis_the_words_of_support_stand_alone(library: Library, sign: str) -> None:
    found = of_signs(library.seek_help, sign, "u-fever")
    screen = alarm.alarm(library.seek_help, found, may_pause=True)
    assert shown(screen) == library.seek_help.crisis.strip()
    assert labels(screen) == ["I'm safe now", "Pause daily messages"]
    assert labels(alarm.alarm(library.seek_help, found)) == ["I'm safe now"], "nothing comes that could pause"
    assert shown(screen).index("if you have taken something") < shown(screen).index("automated")


def test_at_most_two_signs_are_named_the_one_that_decided_first(library: Library) -> None:
    text = said(library, "u-fever", "s-weeks", "e-saddle", "e-bladder")
    assert text.count("•") == 2
    assert library.seek_help.find_sign("e-saddle")[1].short in text


def test_in_pregnancy_it_says_what_to_say(library: Library) -> None:
    for sign in ("e-preg", "u-preg", "u-after-birth"):
        assert 'Say "I am pregnant"' in said(library, sign)
    assert "pregnant" not in said(library, "e-saddle")


def test_a_tap_claims_no_single_sign_and_names_all_that_it_may_have_meant(library: Library) -> None:
    help_ = library.seek_help
    for form in (help_.checks.short, help_.checks.long):
        for question in form:
            if not question.signs or question.urgency is Urgency.CRISIS:
                continue
            screen = alarm.alarm(
                help_, Assessment(question.urgency, (*question.signs, "s-weeks")), ticked=True
            )
            for sign in question.signs:
                assert help_.find_sign(sign)[1].short in shown(screen)
            assert shown(screen).startswith(ACTIONS[question.urgency])
            assert "I heard" not in shown(screen)
            assert "Say " not in shown(screen), "not everyone who fell is pregnant"


def test_signs_that_the_library_has_no_more_leave_no_empty_list(library: Library) -> None:
    for signs in ((), ("retired-sign",), ("s-weeks",)):
        screen = alarm.alarm(library.seek_help, Assessment(Urgency.EMERGENCY, signs), ticked=True)
        assert "You tapped" not in shown(screen)


def test_a_mistake_can_be_taken_back_below_what_to_do(library: Library) -> None:
    undo = TakeBack(1772442000, 0)
    screen = alarm.alarm(library.seek_help, of_signs(library.seek_help, "e-saddle"), ticked=True, undo=undo)
    assert labels(screen) == ["I got help", "When to get help", "I tapped that by mistake"]


def test_a_clot_is_not_to_be_massaged(library: Library) -> None:
    assert "Do not massage it" in said(library, "u-dvt")


def test_the_first_button_says_that_help_was_found_and_soon_asks_for_nothing(library: Library) -> None:
    for level in (Urgency.EMERGENCY, Urgency.URGENT):
        assert labels(alarm.alarm(library.seek_help, Assessment(level))) == ["I got help", "When to get help"]
    assert labels(alarm.alarm(library.seek_help, Assessment(Urgency.SOON))) == ["When to get help"]


@pytest.mark.parametrize(
    ("country", "number", "crisis"),
    [
        (None, "your local emergency number (for example 112, 911 or 999)", "findahelpline.com"),
        ("gb", "999", "116 123"),
        ("ie", "112 or 999", "116 123"),
        ("us", "911", "988"),
        ("ca", "911", "988"),
        ("eu", "112", "findahelpline.com"),
        ("atlantis", "your local emergency number (for example 112, 911 or 999)", "findahelpline.com"),
    ],
)
def test_the_numbers_are_those_of_the_country_that_was_told_and_general_ones_else(
    library: Library, country: str | None, number: str, crisis: str
) -> None:
    assert f"Call {number}, or go to" in said(library, "e-saddle", country=country)
    in_crisis = said(library, "u-mind", country=country)
    assert f"Call {number} now if" in in_crisis
    assert crisis in in_crisis
    every_text = said(library, "u-fever", country=country) + in_crisis
    assert (GENERAL in every_text) == (number not in {"999", "112 or 999", "911", "112"})


def test_no_text_shows_a_place_that_was_not_filled_in(library: Library) -> None:
    assert not PLACEHOLDER.search(repr(library.seek_help))
    assert not PLACEHOLDER.search(repr(library.countries))


def test_every_question_is_one_that_yes_or_no_answers(library: Library) -> None:
    for level in library.seek_help.levels:
        for sign in level.signs:
            assert sign.question.endswith("?")
            assert sign.question.count("?") == 1
            assert labels(alarm.question(sign, library.seek_help.emergency_line)) == ["Yes", "No", "Not sure"]


def test_no_is_answered_with_what_to_watch_for_and_never_with_an_all_clear(library: Library) -> None:
    for level in library.seek_help.levels:
        for sign in level.signs:
            screen = alarm.not_there(sign)
            assert not NEVER.search(shown(screen).replace(sign.short, ""))
            assert labels(screen)


def test_the_follow_up_says_nothing_that_a_lock_screen_should_not_show() -> None:
    text = shown(alarm.follow_up()).lower()
    for word in ("health", "pain", "emergency", "suicid", "harm", "sign", "crisis", "back", "doctor"):
        assert word not in text
