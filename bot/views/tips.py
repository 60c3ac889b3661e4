"""A tip, its longer version, why it came, and the tips that were kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlencode

from bot.domain.library import Condition, Library, Tip, Wording
from bot.domain.profile import Profile
from bot.domain.seek_help import HelpLevel, Sign
from bot.domain.selection import Reason
from bot.views.callbacks import (
    NextTip,
    OpenChecklist,
    OpenTip,
    RateTip,
    SaveTip,
    ShowMore,
    ShowSaved,
    ShowWhy,
)
from bot.views.screen import Button, Link, Screen, bold, in_rows, paragraphs
from bot.views.words import HOW_SURE, SEEK_HELP, sources_line, topic_name

SAVED_ON_A_PAGE = 8


@dataclass(frozen=True, slots=True)
class Frame:
    """What a tip's buttons depend on besides the tip. `may_rate`: opinions are kept only with consent."""

    may_rate: bool
    is_saved: bool
    bot_name: str  # as it stands in a link


def frame(profile: Profile | None, tip_id: str, bot_name: str) -> Frame:
    """The frame of a tip for a person; None for a stranger."""
    if profile is None:
        return Frame(may_rate=False, is_saved=False, bot_name=bot_name)
    return Frame(profile.keeps_health_answers, tip_id in profile.taste.saved, bot_name)


def tip_screen(tip: Tip, wording: Wording, reason: Reason, around: Frame, *, longer: bool = False) -> Screen:
    """A tip as it is sent, or its longer version."""
    text = wording.more if longer and wording.more else wording.body
    rate = (
        Button("Helpful", RateTip(tip.id, helpful=True)),
        Button("Not for me", RateTip(tip.id, helpful=False)),
    )
    more = (Button("More", ShowMore(tip.id, reason)),) if wording.more and not longer else ()
    why = (Button("Why this one?", ShowWhy(tip.id, reason)),)
    keep = Button("Let it go" if around.is_saved else "Keep", SaveTip(tip.id, kept=not around.is_saved))
    rows = ((*more, *why), (keep, _share(tip, around.bot_name)))
    return Screen(paragraphs(bold(tip.title), escape(text)), (rate, *rows) if around.may_rate else rows)


def _share(tip: Tip, bot_name: str) -> Link:
    """Opens Telegram's own list of chats. Whoever follows the link sees the tip through their own filter."""
    link = f"https://t.me/{bot_name}?start=t_{tip.id}"
    return Link(
        "Share", f"https://t.me/share/url?{urlencode({'url': link, 'text': tip.title}, quote_via=quote)}"
    )


def why_screen(library: Library, tip: Tip, reason: Reason, conditions_known: bool) -> Screen:
    """One true sentence on the choice, then how sure we are and the sources."""
    fit = (
        "It fits what you ticked on the health checklist."
        if conditions_known
        else "It is from the gentle set, which suits nearly everyone."
    )
    return Screen(
        paragraphs(
            bold("Why this one?") + f"\n{_because(tip, reason)} {fit}",
            bold("How sure are we?") + f"\n{HOW_SURE[tip.grade]}",
            sources_line(library, tip.sources),
        )
    )


def _because(tip: Tip, reason: Reason) -> str:
    """The reason in one sentence."""
    topic = escape(topic_name(tip.topic))
    return {
        Reason.FIRST: "It is your first tip, and small, easy movement is where we begin.",
        Reason.FLARE: "Your last check-in told of much pain, or more than usual, and this fits such a day.",
        Reason.STRESS: "Your last check-in told of high stress, and this may ease such a day.",
        Reason.SLEEP: "Your last check-in told of a bad night, and this may help after one.",
        Reason.OWN: "It is written for people with something you told me about.",
        Reason.CHOSEN: f"You asked for more about {topic}.",
        Reason.LONG_RUN: "You have been here for months, and this one is for pain that lasts.",
        Reason.BASICS: f"In your first weeks I go through the basics, and {topic} came next.",
        Reason.NEW_TOPIC: f"You had not had one about {topic} yet.",
        Reason.BALANCE: f"Of the topics with something new for you, {topic} had waited longest.",
        Reason.AGAIN: "You have seen every tip that suits you and your wishes, and this one the longest ago.",
        Reason.LIKED: "You have seen every tip that suits you and your wishes. This one, you found helpful.",
        Reason.ASKED: "You asked for it.",
    }[reason]


def urgent_screen(level: HelpLevel, sign: Sign) -> Screen:
    """What a person with a silencing condition gets in place of every tip."""
    return Screen(
        paragraphs(
            bold(level.title),
            escape(sign.text),
            escape(level.action),
            "I send no other tips until this has been looked at. Once it has, update your checklist.",
        ),
        ((SEEK_HELP,), (Button("It has been checked", OpenChecklist()),)),
    )


def saved_list(tips: Sequence[Tip], page: int) -> Screen:
    """What was kept, the newest first, a page at a time."""
    if not tips:
        return Screen(
            "You have kept no tips yet. Tap Keep below one, and it waits for you here.",
            ((Button("A tip now", NextTip()),),),
        )
    last = (len(tips) - 1) // SAVED_ON_A_PAGE
    page = min(page, last)
    shown = tips[page * SAVED_ON_A_PAGE :][:SAVED_ON_A_PAGE]
    turn = [Button("Newer", ShowSaved(page - 1))] if page else []
    turn += [Button("Older", ShowSaved(page + 1))] if page < last else []
    where = f", page {page + 1} of {last + 1}" if last else ""
    return Screen(
        bold(f"Tips you keep: {len(tips)}{where}") + "\nTap one to read it again.",
        (*in_rows([Button(tip.title, OpenTip(tip.id)) for tip in shown], 1), *in_rows(turn, 2)),
    )


SAVED = "Kept. /saved shows it again."
LET_GO = "Let go."
RATED_HELPFUL = "Thank you. I note that it helped."
RATED_NOT_FOR_ME = "Thank you. That one will not come again."
TIP_RETIRED = "That tip has been retired. /tip brings a fresh one."
NO_MORE_STEPS = "There is no longer version of this one for you."
OPINION_NOT_KEPT = "You chose not to have opinions kept, so I note nothing. /settings changes that."


def nothing_suits() -> Screen:
    return Screen(
        "None of my tips is safe enough to send you right now, so I send none. If anything about your health "
        "has changed, update your checklist.",
        ((Button("Health checklist", OpenChecklist()),), (SEEK_HELP,)),
    )


def not_for_you(tip: Tip, because: Sequence[Condition], known: bool) -> Screen:
    """A tip that was asked for by name and does not suit, or may not. `known`: the checklist was answered."""
    if not known:
        why = "since I know nothing about your health, and it does not suit everyone"
    elif because:
        why = f"since you ticked: {', '.join(condition.label for condition in because)}"
    else:
        why = "given what I know about your health"
    return Screen(
        paragraphs(
            f"{bold(tip.title)} is not one I would send you, {escape(why)}.",
            "Here is a way to one that suits you.",
        ),
        ((Button("A tip for me", NextTip()),), (Button("Health checklist", OpenChecklist()),)),
    )
