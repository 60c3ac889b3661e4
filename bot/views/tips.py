"""A tip, its longer version, and why it came."""

from html import escape

from bot.domain.library import HelpLevel, Library, Sign, Tip, Wording
from bot.domain.selection import Reason
from bot.views.callbacks import NextTip, OpenChecklist, RateTip, ShowMore, ShowWhy
from bot.views.screen import Button, Screen, bold, paragraphs
from bot.views.words import HOW_SURE, SEEK_HELP, sources_line, topic_name


def tip_screen(tip: Tip, wording: Wording, reason: Reason, *, may_rate: bool, longer: bool = False) -> Screen:
    """A tip as it is sent. `may_rate`: opinions are kept only with consent."""
    text = wording.more if longer and wording.more else wording.body
    rate = (
        Button("Helpful", RateTip(tip.id, helpful=True)),
        Button("Not for me", RateTip(tip.id, helpful=False)),
    )
    more = (Button("More", ShowMore(tip.id, reason)),) if wording.more and not longer else ()
    why = (Button("Why this one?", ShowWhy(tip.id, reason)),)
    rows = ((*more, *why),) if not may_rate else (rate, (*more, *why))
    return Screen(paragraphs(bold(tip.title), escape(text)), rows)


def why_screen(library: Library, tip: Tip, reason: Reason, conditions_known: bool) -> Screen:
    """One true sentence on the choice, then how sure we are and the sources."""
    topic = escape(topic_name(tip.topic))
    because = {
        Reason.FIRST: "It is your first tip, and small, easy movement is where we begin.",
        Reason.NEW_TOPIC: f"You had not had one about {topic} yet.",
        Reason.BALANCE: f"Of the topics with something new for you, {topic} had waited longest.",
        Reason.AGAIN: "You have seen all the tips that suit you, and this one the longest ago.",
        Reason.ASKED: "You asked for it.",
    }[reason]
    fit = (
        "It fits what you ticked on the health checklist."
        if conditions_known
        else "It is from the gentle set, which suits nearly everyone."
    )
    return Screen(
        paragraphs(
            bold("Why this one?") + f"\n{because} {fit}",
            bold("How sure are we?") + f"\n{HOW_SURE[tip.grade]}",
            sources_line(library, tip.sources),
        )
    )


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


def not_for_you(tip: Tip, conditions_known: bool) -> Screen:
    """A tip that was asked for by name and does not suit, or may not."""
    why = (
        "given what I know about your health"
        if conditions_known
        else "since I know nothing about your health, and it does not suit everyone"
    )
    return Screen(
        paragraphs(
            f"{bold(tip.title)} is not one I would send you, {why}.",
            "Here is a way to one that suits you.",
        ),
        ((Button("A tip for me", NextTip()),), (Button("Health checklist", OpenChecklist()),)),
    )
