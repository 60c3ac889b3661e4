"""One claimed delivery to its message: look again, record that it leaves, send, record what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import DatabaseError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.delivery import advice
from bot.delivery.outcomes import outcome_of
from bot.domain import delivery as states
from bot.domain import selection, subscription, timing
from bot.domain.delivery import Delivery, DeliveryState, Outcome, Sent, Unwanted
from bot.domain.library import Library
from bot.domain.profile import EVERYTHING, Kind, Profile
from bot.domain.schedule import is_too_late, local_day
from bot.domain.seek_help import SeekHelp
from bot.domain.selection import Moment, Reason
from bot.domain.states import ConditionsAsked, HelpAsked, PainAsked, SignAsked, State, still_open
from bot.domain.suitability import sign_instead_of_tips
from bot.log import get_logger
from bot.storage import answers, deliveries, people
from bot.storage.people import Person
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.views import alarm, checkins, checklist, tips
from bot.views.screen import Screen
from bot.wire.pacing import HAS_TURN, Pacing

_ASKS = frozenset({Kind.CHECKIN, Kind.REVIEW})  # what is remembered as having been asked


@dataclass(frozen=True)
class Sender:
    """Sends deliveries at the bot's pace."""

    bot: ExtBot[str]
    store: Store
    clock: Clock
    library: Callable[[], Library]  # the one in use now: it can be reloaded
    pacing: Pacing

    async def send(self, delivery: Delivery) -> None:
        """Bring one claimed delivery to an end, whatever that is."""
        await self.pacing.bulk_turn()
        try:
            screens = await self.store.run(lambda unit: self._start(unit, delivery))
        except DatabaseError:
            raise  # the database is away: the loop takes it up again
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
        screens = self._screens(unit, person.profile, delivery, now)
        if not screens:
            self._settle(unit, delivery, Unwanted())
            return ()
        if not deliveries.mark_sending(unit, delivery.id):
            return ()  # cancelled since it was claimed
        if delivery.kind is Kind.CHECKIN:
            _expect_answer(unit, person, PainAsked(_day(delivery)), now)
        elif delivery.kind is Kind.FOLLOW_UP:
            _expect_answer(unit, person, HelpAsked(), now)
        elif delivery.kind is Kind.ADVICE:
            advice.grow_quiet(unit, self._seek_help(person.profile), person.profile, now)
        return screens

    def _screens(self, unit: Unit, profile: Profile, delivery: Delivery, now: datetime) -> tuple[Screen, ...]:
        stale = is_too_late(delivery.slot_at, now, timing.grace(delivery.kind))
        if stale or not timing.wants(profile, delivery.kind, now):
            return ()
        if delivery.kind is Kind.ADVICE:
            return advice.screens(unit, self._seek_help(profile), profile, now)
        screen = self._screen(unit, profile, delivery, now)
        return (screen,) if screen else ()

    def _screen(self, unit: Unit, profile: Profile, delivery: Delivery, now: datetime) -> Screen | None:
        match delivery.kind:
            case Kind.TIP:
                return self._tip(unit, profile, delivery)
            case Kind.CHECKIN:
                return _checkin(unit, profile, _day(delivery), now)
            case Kind.REVIEW:
                is_due = subscription.review_is_due(profile, _day(delivery))
                return checklist.review_is_due() if is_due else None
            case _:
                return alarm.follow_up()

    def _seek_help(self, profile: Profile) -> SeekHelp:
        return self.library().help_in(profile.country)

    def _tip(self, unit: Unit, profile: Profile, delivery: Delivery) -> Screen | None:
        library, day = self.library(), _day(delivery)
        if found := sign_instead_of_tips(library, profile.conditions, profile.country):
            return tips.urgent_screen(*found)
        reason = Reason(delivery.reason) if delivery.reason in set(Reason) else Reason.BALANCE
        choice = selection.find_tip(library, profile, delivery.tip or "", reason)
        if choice is None:  # it does not suit any more: a fresh choice
            needs = answers.recent_needs(unit, {profile.id: day}).get(profile.id, frozenset())
            choice = selection.select_tip(library, profile, Moment(day, needs))
        if choice is None:
            return None
        suitable = choice.suitable
        if suitable.tip.id != delivery.tip:  # chosen anew, so it has been seen only now
            people.save_profile(unit, selection.served(profile, choice), profile)
        around = tips.frame(profile, suitable.tip.id, self.bot.username)
        return tips.tip_screen(suitable.tip, suitable.wording, choice.reason, around)

    async def _request(self, chat_id: int, screens: tuple[Screen, ...]) -> Outcome:
        try:
            for screen in screens:
                message = await self.bot.send_message(
                    chat_id, screen.text, reply_markup=screen.markup(), rate_limit_args=HAS_TURN
                )
        except Exception as error:  # noqa: BLE001  every class has its outcome
            return outcome_of(error, self.clock.now())
        return Sent(message.message_id)

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
    day = _day(settled)
    if settled.kind is Kind.REVIEW:
        people.save_profile(unit, subscription.review_asked(profile, day), profile)
    elif not answers.find_checkin(unit, profile.id, day):
        people.save_profile(unit, subscription.checkin_asked(profile), profile)


def _day(delivery: Delivery) -> date:
    """The local date that a delivery is for, of a kind whose slot is one."""
    return date.fromisoformat(delivery.slot)


def _checkin(unit: Unit, profile: Profile, day: date, now: datetime) -> Screen | None:
    if answers.find_checkin(unit, profile.id, day):
        return None
    if timing.soft_line_is_due(profile):
        return checkins.soft_line()
    return checkins.pain_question(day, local_day(now, profile.zone or "UTC"))


def _expect_answer(unit: Unit, person: Person, state: State, now: datetime) -> None:
    """The newest question is the one people answer. Only ticks on the checklist are not to be lost, nor the
    answer about a warning sign."""
    if person.profile is None:
        return
    if isinstance(state, PainAsked) and timing.soft_line_is_due(person.profile):
        return
    if not isinstance(still_open(person.state, person.asked_at, now), ConditionsAsked | SignAsked):
        people.save_state(unit, person.profile.id, state, person.version, now)
