"""What is said when danger was heard. The first word is what to do; after it comes no tip and no score."""

from datetime import date
from html import escape

from bot.domain.profile import Profile
from bot.domain.schedule import local_day
from bot.domain.seek_help import HelpLevel, Level, SeekHelp, Sign
from bot.domain.sign_check import CRISIS_SIGNS, Reply
from bot.domain.triage import Assessment, Urgency
from bot.views.callbacks import ConfirmSign, GotHelp, NotYet, OfferPause, ShowCrisisHelp, TakeBack
from bot.views.screen import Button, Screen, bold, bullets, paragraphs
from bot.views.words import CHECK_SIGNS, SEEK_HELP, coming_tip, day_name

_SIGNS_NAMED = 2
_ABOUT_PREGNANCY = frozenset({"e-preg", "u-preg", "u-after-birth"})
_GOT_HELP = Button("I got help", GotHelp(after_crisis=False))
_SAFE = Button("I'm safe now", GotHelp(after_crisis=True))
_PAUSE = Button("Pause daily messages", OfferPause())
_SAY_IF_PREGNANT = "If you are pregnant, or gave birth in the last year, say so when you call."
_CANNOT_EXAMINE = "I can't examine you, and I can be wrong; this needs checking."
_ANSWERS = {Reply.YES: "Yes", Reply.NO: "No", Reply.NOT_SURE: "Not sure"}


def alarm(
    seek_help: SeekHelp,
    assessment: Assessment,
    *,
    ticked: bool = False,
    undo: TakeBack | None = None,
    may_pause: bool = False,
) -> Screen:
    """What to do at a level, and what of it was heard. In a crisis, the words of support alone. `ticked`: a
    yes was tapped, which may have meant any sign of its question; `undo` takes that tap back."""
    if assessment.level is Urgency.CRISIS:
        return Screen(escape(seek_help.crisis), ((_SAFE,), (_PAUSE,)) if may_pause else ((_SAFE,),))
    level = seek_help.of_level(Level(assessment.level.value))
    named = (sign for sign in assessment.signs if sign not in CRISIS_SIGNS and seek_help.has_sign(sign))
    signs = [seek_help.find_sign(sign)[1] for sign in named]
    got_help = () if level.level is Level.SOON else ((_GOT_HELP,),)
    mistake = ((Button("I tapped that by mistake", undo),),) if undo else ()
    reason = _ticked(level, signs) if ticked else _heard(signs)
    say = _what_to_say(seek_help, signs, ticked)
    return Screen(
        paragraphs(bold(level.title), escape(level.action), say, reason, _CANNOT_EXAMINE),
        (*got_help, (SEEK_HELP,), *mistake),
    )


def _what_to_say(seek_help: SeekHelp, signs: list[Sign], ticked: bool) -> str:
    if not any(sign.id in _ABOUT_PREGNANCY for sign in signs):
        return ""
    return _SAY_IF_PREGNANT if ticked else escape(seek_help.pregnancy.say)


def _heard(signs: list[Sign]) -> str:
    return f"{bold('What I heard')}\n{bullets([s.short for s in signs[:_SIGNS_NAMED]])}" if signs else ""


def _ticked(level: HelpLevel, signs: list[Sign]) -> str:
    """All signs of this level that the taps may have meant, and no claim to which of them it was."""
    asked = [sign.short for sign in signs if sign in level.signs]
    title = bold("You tapped Yes or Not sure about one or more of these")
    return f"{title}\n{bullets(asked)}" if asked else ""


STILL_HOLDS = "What I said still holds."


def still_holds(seek_help: SeekHelp, assessment: Assessment) -> Screen:
    """An alarm said again, shortly, whatever was written since."""
    if assessment.level is Urgency.CRISIS:
        return alarm(seek_help, assessment).with_first_line(STILL_HOLDS)
    level = seek_help.of_level(Level(assessment.level.value))
    return Screen(
        paragraphs(STILL_HOLDS, bold(level.title), escape(level.action)), ((_GOT_HELP,), (SEEK_HELP,))
    )


def unanswered(seek_help: SeekHelp, assessment: Assessment) -> Screen:
    """The advice that comes by itself. A question that was asked can still be answered with "no"."""
    screen = alarm(seek_help, assessment)
    if not assessment.signs or assessment.level is Urgency.CRISIS:
        return screen
    return screen.with_row(Button("No, I don't have that", ConfirmSign(assessment.signs[0], Reply.NO)))


def question(sign: Sign | None, emergency_line: str) -> Screen:
    """One plain question, where the words left it unclear. `sign` is None where nothing of it was kept."""
    rest = f"Tap an answer. If you can't, treat it as yes. {escape(emergency_line)}"
    if sign is None:
        return Screen(paragraphs("My question above is still open.", rest), ((SEEK_HELP,),))
    answers = tuple(Button(label, ConfirmSign(sign.id, answer)) for answer, label in _ANSWERS.items())
    return Screen(
        paragraphs("I want to get this right, so one question:", bold(sign.question), rest), (answers,)
    )


def not_there(sign: Sign | None) -> Screen:
    """The answer was no. That rules nothing out, so it says what to watch for, where that is known."""
    if sign is None:
        return Screen(
            "Thank you for telling me. I can't examine you. If you are worried, or it gets worse, have it "
            "checked.",
            ((SEEK_HELP,),),
        )
    if sign.id in CRISIS_SIGNS:
        return Screen(
            "Thank you for telling me. If it gets too much, please look here at any time. You are not a "
            "burden.",
            ((Button("Who I can talk to", ShowCrisisHelp()),),),
        )
    return Screen(
        paragraphs(
            "Thank you for telling me. Please watch for this, and look here at once if it comes:",
            bullets([sign.short]),
            "I can't examine you. If you are worried, have it checked.",
        ),
        ((SEEK_HELP,),),
    )


def glad(profile: Profile | None, today: date) -> Screen:
    """They got help, or are safe; tips go on. The way to help stays open: a hurried tap may have meant it."""
    coming = coming_tip(profile, today) if profile else ""
    return Screen(f"Thank you for telling me. I'm glad.{coming}", ((SEEK_HELP,),))


def taken_back(profile: Profile, today: date) -> Screen:
    """A mistaken tap of the check. It is not known what the right one would have been."""
    return Screen(
        "Thank you, I take that back. If anything is new or getting worse, please check again."
        + coming_tip(profile, today),
        ((CHECK_SIGNS,), (SEEK_HELP,)),
    )


NOTHING_TO_TAKE_BACK = "That is over already, so there is nothing to take back."


def follow_up() -> Screen:
    """The question of the next day. It may be read over a shoulder, so it does not say what it is about."""
    return Screen(
        "Something you told me needed care. I hope you got help. Did you?",
        ((Button("Yes, I got help", GotHelp(after_crisis=False)),), (Button("Not yet", NotYet()),)),
    )


def resting(profile: Profile, today: date) -> Screen:
    """In place of a tip while it is quiet."""
    return Screen(
        f"Tips rest until {rest_ends(profile, today)}, because something you told me needs care first. Once "
        "you have got help, tell me, and they go on.",
        ((_GOT_HELP,), (SEEK_HELP,)),
    )


def rest_ends(profile: Profile, today: date) -> str:
    """The day on which quiet ends by itself."""
    until = local_day(profile.quiet_until, profile.zone or "UTC") if profile.quiet_until else today
    return day_name(until, today)


def set_up_resting(profile: Profile, today: date) -> Screen:
    """The end of /start while it is quiet: no first tip."""
    screen = resting(profile, today)
    return Screen(paragraphs(bold("You are all set."), screen.text), screen.rows)
