"""What operators see of a message to many, from writing it to its tally."""

from collections.abc import Sequence
from datetime import timedelta
from html import escape

from bot.domain.broadcast import Broadcast, BroadcastState, Segment, Tally
from bot.domain.delivery import DeliveryState
from bot.domain.profile import Cadence
from bot.views.callbacks.operator import (
    EVERYONE,
    AskBroadcast,
    ChooseSegment,
    DropBroadcast,
    RewriteBroadcast,
    SendBroadcast,
    SetBroadcastCadence,
    SetBroadcastZone,
    ShowBroadcast,
    StopBroadcast,
)
from bot.views.screen import TICKED, Button, Screen, bold, bullets, in_rows, paragraphs
from bot.views.words import CADENCES

_PER_ROW = 2
OVER = "That broadcast is over. /broadcast begins a new one."
ONLY_WORDS = "Only words can be sent to everyone. Please type them, or /cancel."
DROPPED = Screen("Dropped. Nothing was sent.")


def ask_for_words() -> Screen:
    return Screen(
        paragraphs(
            bold("A message to many"),
            "Please write it now, in one message. Bold, italic and links stay as you make them. Nothing is "
            "sent before you have seen it and confirmed. /cancel gives up.",
        )
    )


def preview(broadcast: Broadcast) -> Screen:
    """The message exactly as people get it."""
    return Screen(broadcast.text)


def ready(broadcast: Broadcast, people: int, takes: timedelta) -> Screen:
    """Under the preview: to whom, how many, how long."""
    number = broadcast.id
    send = (Button(f"Send to {_people(people)}…", AskBroadcast(number)),) if people else ()
    return Screen(
        paragraphs(
            "Above is the message, exactly as it will arrive.",
            f"To: {_whom(broadcast.segment)}, {_people(people)} now. Sending takes about {_span(takes)}.",
            "Whoever has paused, or rests after a warning sign, does not get it.",
        ),
        (
            *((send,) if send else ()),
            (Button("To whom?", ChooseSegment(number)), Button("Write it anew", RewriteBroadcast(number))),
            (Button("Drop it", DropBroadcast(number)),),
        ),
    )


def segments(broadcast: Broadcast, zones: Sequence[str]) -> Screen:
    """Everyone, or some: by where they live, or how often they get tips. Never by health."""
    number, chosen = broadcast.id, broadcast.segment
    by_zone = [Button(_ticked(chosen.zone == zone, zone), SetBroadcastZone(number, zone)) for zone in zones]
    by_cadence = [
        Button(_ticked(chosen.cadence is cadence, CADENCES[cadence]), SetBroadcastCadence(number, cadence))
        for cadence in Cadence
    ]
    return Screen(
        paragraphs(
            bold("To whom?"),
            "By time zone, by how often they get tips, or both. What people told about their health is not "
            "there to choose by.",
        ),
        (
            (Button(_ticked(chosen.zone is None, "All zones"), SetBroadcastZone(number, EVERYONE)),),
            *in_rows(by_zone, _PER_ROW),
            (Button(_ticked(chosen.cadence is None, "All cadences"), SetBroadcastCadence(number, EVERYONE)),),
            *in_rows(by_cadence, _PER_ROW),
            (Button("Done", ShowBroadcast(number)),),
        ),
    )


def confirm(broadcast: Broadcast, people: int, takes: timedelta) -> Screen:
    number = broadcast.id
    return Screen(
        f"Send it to {_people(people)} ({_whom(broadcast.segment)}) now? It takes about {_span(takes)}. What "
        "has arrived cannot be taken back.",
        (
            (Button("Not yet", ShowBroadcast(number)),),
            (Button(f"Yes, send to {_people(people)}", SendBroadcast(number)),),
        ),
    )


def progress(broadcast: Broadcast, tally: Tally) -> Screen:
    """How far it is, and in the end what became of it."""
    stop = ((Button("Stop sending", StopBroadcast(broadcast.id)),),)
    rows = stop if broadcast.state is BroadcastState.SENDING else ()
    told = [
        f"{label}: {count:,}"
        for label, states in _LINES
        if (count := tally.count(*states)) or states == _ALWAYS
    ]
    whom = f"To: {_whom(broadcast.segment)}."
    people = max(broadcast.people, tally.ended)  # some may have come since it was confirmed
    return Screen(
        paragraphs(bold(f"{_TITLES[broadcast.state]}: {tally.ended:,} of {people:,}"), whom, bullets(told)),
        rows,
    )


_TITLES = {
    BroadcastState.SENDING: "Sending",
    BroadcastState.STOPPING: "Stopping",
    BroadcastState.STOPPED: "Stopped",
    BroadcastState.DONE: "Sent",
}
_ALWAYS = (DeliveryState.SENT,)
_LINES = (
    ("Arrived", _ALWAYS),
    ("Not wanted now (paused, resting, stopped meanwhile, or you stopped it)", (DeliveryState.SKIPPED,)),
    ("Cannot be reached any more", (DeliveryState.GONE,)),
    ("Refused by Telegram, see the log", (DeliveryState.FAILED,)),
    ("Perhaps arrived: no answer came, twice", (DeliveryState.UNKNOWN,)),
)


def _whom(segment: Segment) -> str:
    if segment == Segment():
        return "everyone"
    zone = f"people in {escape(segment.zone)}" if segment.zone else "people"
    return zone if segment.cadence is None else f"{zone} with tips {CADENCES[segment.cadence].lower()}"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


def _span(takes: timedelta) -> str:
    seconds = max(1, round(takes.total_seconds()))
    if seconds < 100:  # noqa: PLR2004
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    minutes = round(seconds / 60)
    return f"{minutes} minutes" if minutes < 100 else f"{minutes / 60:.1f} hours"  # noqa: PLR2004


def _ticked(chosen: bool, label: str) -> str:
    return TICKED + label if chosen else label
