"""One claimed delivery to its message: look again, record that it leaves, send, record what became of it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy.exc import DatabaseError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.delivery import advice
from bot.delivery.outcomes import outcome_of, unreached
from bot.delivery.screens import Sources, day_of, screens_of
from bot.domain import delivery as states
from bot.domain import subscription, timing
from bot.domain.delivery import Delivery, DeliveryState, Outcome, Sent, Unwanted
from bot.domain.library import Library
from bot.domain.profile import EVERYTHING, Kind
from bot.domain.states import ConditionsAsked, HelpAsked, PainAsked, SignAsked, State, still_open
from bot.log import get_logger
from bot.metrics import Metrics
from bot.storage import answers, deliveries, people
from bot.storage.errors import ElectionLostError
from bot.storage.gathering import Gathering
from bot.storage.people import Person
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.views.screen import Screen
from bot.wire.letter import post_message
from bot.wire.outage import Outage
from bot.wire.pacing import Pacing

_TOGETHER = 32  # deliveries that share a unit, at most: answers wait for it
_ASKS = frozenset({Kind.CHECKIN, Kind.REVIEW})  # what is remembered as having been asked
Screens = tuple[Screen, ...]


class Sender:
    """Sends deliveries at the bot's pace. What many need of the database at a time is asked for together."""

    def __init__(
        self,
        bot: ExtBot[str],
        store: Store,
        clock: Clock,
        library: Callable[[], Library],
        pacing: Pacing,
        metrics: Metrics,
        *,
        paid: bool = False,
    ) -> None:
        """`library`: gives the one in use now, for it can be reloaded. `paid`: Telegram may take Stars."""
        self.library = library
        self._bot = bot
        self._store = store
        self._clock = clock
        self._pacing = pacing
        self._metrics = metrics
        self._paid = paid
        self._outage = Outage(bot.get_me)
        start = partial(store.run_for_all, self._start)
        settle = partial(store.run_for_all, self._settle)
        self._starting = Gathering[Delivery, Screens](start, _TOGETHER)
        self._settling = Gathering[tuple[Delivery, Outcome], Delivery](settle, _TOGETHER)

    async def send(self, delivery: Delivery) -> None:
        """Bring one claimed delivery to an end, whatever that is."""
        await self._pacing.bulk_turn(delivery.profile_id)
        if self._outage.is_on:
            self._tell(await self._settling.ask((delivery, unreached(self._clock.now()))))
            return
        try:
            screens = await self._starting.ask(delivery)
        except (DatabaseError, ElectionLostError):
            raise  # the database is away: the loop takes it up again, or another process does
        except Exception as error:  # noqa: BLE001  a row that cannot be served must not hold up the others
            outcome: Outcome = outcome_of(error, self._clock.now())
        else:
            if not screens:
                self._tell(states.settle(delivery, Unwanted(), self._clock.now()))
                return
            outcome = await self._request(delivery.profile_id, screens)
        self._tell(await self._settling.ask((delivery, outcome)))

    def _tell(self, settled: Delivery) -> None:
        """To the log and the figures, once it is stored."""
        late = max(0, int((self._clock.now() - settled.slot_at).total_seconds()))
        kind, state = settled.kind, settled.state
        get_logger().info("delivery", delivery=settled.id, kind=kind.value, state=state.value, late=late)
        self._metrics.delivered(kind, state, late)

    def _start(self, unit: Unit, claimed: Sequence[Delivery]) -> list[Screens]:
        """The second look: mark deliveries as leaving and give the screens of each, or none if it is not to
        go."""
        now = self._clock.now()
        sources = Sources(unit, self.library(), self._bot.username, now)
        leaving = deliveries.mark_sending(unit, [delivery.id for delivery in claimed])
        persons = people.load_people(unit, [delivery.profile_id for delivery in claimed])
        found: list[Screens] = []
        for delivery in claimed:
            # Of two deliveries to one person the second may find what the first has changed.
            person = persons.pop(delivery.profile_id, None) or people.load_person(unit, delivery.profile_id)
            screens: Screens = ()
            if person.profile and delivery.id in leaving:  # neither deleted nor cancelled meanwhile
                screens = screens_of(sources, person.profile, delivery)
            if screens:
                self._note(unit, person, delivery, now)
            found.append(screens)
        looked_at = zip(claimed, found, strict=True)
        self._settle(
            unit, [(one, Unwanted()) for one, screens in looked_at if not screens and one.id in leaving]
        )
        return found

    def _note(self, unit: Unit, person: Person, delivery: Delivery, now: datetime) -> None:
        """What a delivery changes when it leaves."""
        if delivery.kind is Kind.CHECKIN:
            _expect_answer(unit, person, PainAsked(day_of(delivery)), now)
        elif delivery.kind is Kind.FOLLOW_UP:
            _expect_answer(unit, person, HelpAsked(), now)
        elif delivery.kind is Kind.ADVICE and person.profile:
            advice.grow_quiet(unit, self.library().help_in(person.profile.country), person.profile, now)

    async def _request(self, chat_id: int, screens: Screens) -> Outcome:
        try:
            for screen in screens:
                letter = partial(
                    post_message, self._bot, chat_id, screen.text, screen.keyboard(), paid=self._paid
                )
                message_id = await self._pacing.deliver(letter)
        except Exception as error:  # noqa: BLE001  every class has its outcome
            self._outage.note(error)
            return outcome_of(error, self._clock.now())
        return Sent(message_id)

    def _settle(self, unit: Unit, ended: Sequence[tuple[Delivery, Outcome]]) -> list[Delivery]:
        now = self._clock.now()
        settled = [states.settle(delivery, outcome, now) for delivery, outcome in ended]
        deliveries.save_settled(unit, settled, now)
        for delivery in settled:
            _follow(unit, delivery, now)
        return settled


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
