"""What a check-in calls for, in words, and where each leads."""

from collections.abc import Iterable
from html import escape

from bot.domain.advice import Advice
from bot.domain.checkin import SEVERE_PAIN, CheckIn
from bot.domain.seek_help import Level, SeekHelp
from bot.views.callbacks import ShowCrisisHelp, ShowTechnique
from bot.views.screen import Button
from bot.views.words import CHECK_SIGNS, SEEK_HELP

Row = tuple[Button, ...]
_CHECK = "please check your signs: it takes six taps."
SENTENCES = {
    Advice.VERY_SEVERE: (
        "I am sorry: pain this strong needs advice today. Please check your signs first; it takes six taps."
    ),
    Advice.BOTH_HIGH: (
        "Much pain and much stress in one day is hard, and you do not have to carry it alone."
        " There are people you can talk to now. Then take what is easiest: a few slow "
        "breaths, or a short walk if it suits you."
    ),
    Advice.SEVERE: f"That is a lot of pain. I am sorry. If anything is new or getting worse, {_CHECK}",
    Advice.RISE: f"That is clearly more than your usual. I am sorry. If anything is new, {_CHECK}",
    Advice.STRESS_RUN: (
        "Your stress has been high on most days for two weeks. Talking to someone may help: "
        "somebody you trust, or your doctor."
    ),
    Advice.PERSIST: (
        "You have told me of pain for six weeks now. Six weeks is long. A doctor or physio "
        "can help, and now is a good time to ask."
    ),
    Advice.STRESS_DAY: "That is a lot of stress. Slow breathing for a minute or two may take the edge off.",
    Advice.SOFT_PERSIST: (
        "Your pain has not really settled in four weeks. If it goes on like this, a doctor or"
        " physio can look at it with you."
    ),
    Advice.LONG_TERM: (
        "Pain has been with you for about three months. From now on more of your tips are for"
        " pain that lasts: pacing, mood and sleep. A doctor or physio can make a plan with "
        "you."
    ),
    Advice.BETTER: (
        "Your pain is clearly lower than in your first week. That is good to see. Being "
        "active in your own way is worth keeping up."
    ),
}
_TALK = Button("Who I can talk to", ShowCrisisHelp())
_BREATHE = Button("A breathing exercise", ShowTechnique("relaxation"))
_BUTTONS = {
    Advice.VERY_SEVERE: (CHECK_SIGNS, SEEK_HELP),
    Advice.BOTH_HIGH: (_TALK, _BREATHE),
    Advice.SEVERE: (CHECK_SIGNS, SEEK_HELP),
    Advice.RISE: (CHECK_SIGNS, SEEK_HELP),
    Advice.STRESS_DAY: (_BREATHE, SEEK_HELP),
    Advice.BETTER: (),
}


def paragraphs_of(checkin: CheckIn, said: Iterable[Advice], seek_help: SeekHelp) -> tuple[str, ...]:
    """HTML. Whatever is said of it, much pain brings the line about emergencies with it."""
    parts = []
    for advice in said:
        parts.append(escape(SENTENCES[advice]))
        if advice is Advice.VERY_SEVERE:
            parts.append(escape(seek_help.of_level(Level.URGENT).action))
    return (*parts, *emergency_line(checkin, seek_help))


def emergency_line(checkin: CheckIn, seek_help: SeekHelp) -> tuple[str, ...]:
    """HTML; what stands below everything that follows a score of 7 or more."""
    return (escape(seek_help.emergency_line),) if checkin.pain >= SEVERE_PAIN else ()


def rows_of(checkin: CheckIn, said: Iterable[Advice]) -> tuple[Row, ...]:
    """The buttons that go with it, one a row; with much pain, always the way to the check of signs."""
    buttons = [button for advice in said for button in _BUTTONS.get(advice, (SEEK_HELP,))]
    if checkin.pain >= SEVERE_PAIN:
        buttons += [CHECK_SIGNS, SEEK_HELP]
    return tuple((button,) for button in dict.fromkeys(buttons))
