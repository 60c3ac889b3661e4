"""One claimed delivery to its message: look again, record that it leaves, send, record what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.exc import DatabaseError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.delivery import advice
from bot.delivery.outcomes import outcome_of
from bot.delivery.screens import Sources, day_of, screens_of
from bot.domain import delivery as states
from bot.domain import subscription, timing
from bot.domain.delivery import Delivery, DeliveryState, Outcome, Sent, Unwanted
from bot.domain.library import Library
from bot.domain.profile import EVERYTHING, Kind, Profile
from bot.domain.seek_help import SeekHelp
from bot.domain.states import ConditionsAsked, HelpAsked, PainAsked, SignAsked, State, still_open
from bot.log import get_logger
from bot.storage import answers, deliveries, people
from bot.storage.errors import ElectionLostError
from bot.storage.people import Person
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.views.screen import Screen
from bot.wire.letter import post_message
from bot.wire.pacing import Pacing

_ASKS = frozenset({Kind.CHECKIN, Kind.REVIEW})  # what is remembered as having been asked


@dataclass(frozen=True)
class Sender:
    """Sends deliveries at the bot's pace."""

    bot: ExtBot[str]
    store: Store
    clock: Clock
    library: Callable[[], Library]  # the one in use now: it can be reloaded
    pacing: Pacing
    paid: bool = False  # Telegram may take Stars for the pace

    async def send(self, delivery: Delivery) -> None:
        """Bring one claimed delivery to an end, whatever that is."""
        await self.pacing.bulk_turn(delivery.profile_id)
        try:
            screens = await self.store.run(lambda unit: self._start(unit, delivery))
        except (DatabaseError, ElectionLostError):
            raise  # the database is away: the loop takes it up again, or another process does
        except Exception as error:  # noqa: BLE001  a row that cannot be served must not hold up the others
            outcome: Outcome = outcome_of(error, self.clock.now())
        else:
            if not screens:
                return
            outcome = await self._request(delivery.profile_id, screens)
        await self.store.run(lambda unit: self._settle(unit, delivery, outcome))

    def _start(self, unit: Unit, delivery: Delivery) -> tuple[Screen, ...]:
        """The second look: mark the delivery as leaving and give its screens, or none if it is not to go."""
        now = self.clock.now()
        person = people.load_person(unit, delivery.profile_id)
        if person.profile is None:
            return ()  # deleted meanwhile, and the delivery with it
        sources = Sources(unit, self.library(), self.bot.username, now)
        screens = screens_of(sources, person.profile, delivery)
        if not screens:
            self._settle(unit, delivery, Unwanted())
            return ()
        if not deliveries.mark_sending(unit, delivery.id):
            return ()  # cancelled since it was claimed
        if delivery.kind is Kind.CHECKIN:
            _expect_answer(unit, person, PainAsked(day_of(delivery)), now)
        elif delivery.kind is Kind.FOLLOW_UP:
            _expect_answer(unit, person, HelpAsked(), now)
        elif delivery.kind is Kind.ADVICE:
            advice.grow_quiet(unit, self._seek_help(person.profile), person.profile, now)
        return screens

    def _seek_help(self, profile: Profile) -> SeekHelp:
        return self.library().help_in(profile.country)

    async def _request(self, chat_id: int, screens: tuple[Screen, ...]) -> Outcome:
        try:
            for screen in screens:
                letter = partial(
                    post_message, self.bot, chat_id, screen.text, screen.keyboard(), paid=self.paid
                )
                message_id = await self.pacing.deliver(letter)
        except Exception as error:  # noqa: BLE001  every class has its outcome
            return outcome_of(error, self.clock.now())
        return Sent(message_id)

    def _settle(self, unit: Unit, delivery: Delivery, outcome: Outcome) -> None:
        now = self.clock.now()
        settled = states.settle(delivery, outcome, now)
        deliveries.save_settled(unit, settled, now)
        _follow(unit, settled, now)
        late = max(0, int((now - delivery.slot_at).total_seconds()))
        get_logger().info(
            "delivery", delivery=delivery.id, kind=delivery.kind.value, state=settled.state.value, late=late
        )


def _follow(unit: Unit, settled: Delivery, now: datetime) -> None:
    """What a settled delivery means for its person."""
    is_gone = settled.state is DeliveryState.GONE
    was_asked = settled.state in {DeliveryState.SENT, DeliveryState.UNKNOWN} and settled.kind in _ASKS
    if not is_gone and not was_asked:
        return
    profile = people.load_profile(unit, settled.profile_id)
    if profile is None:
        return
    if is_gone:
        people.save_profile(unit, subscription.blocked(profile, now), profile)
        deliveries.cancel_deliveries(unit, profile.id, EVERYTHING, now)
        return
    day = day_of(settled)
    if settled.kind is Kind.REVIEW:
        people.save_profile(unit, subscription.review_asked(profile, day), profile)
    elif not answers.find_checkin(unit, profile.id, day):
        people.save_profile(unit, subscription.checkin_asked(profile), profile)


def _expect_answer(unit: Unit, person: Person, state: State, now: datetime) -> None:
    """The newest question is the one people answer. Only ticks on the checklist are not to be lost, nor the
    answer about a warning sign."""
    if person.profile is None:
        return
    if isinstance(state, PainAsked) and timing.soft_line_is_due(person.profile):
        return
    if not isinstance(still_open(person.state, person.asked_at, now), ConditionsAsked | SignAsked):
        people.save_state(unit, person.profile.id, state, person.version, now)
