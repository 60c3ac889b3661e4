"""Judges every choice of a person's year, from the YAML and the raw scores alone.

How long a topic waits. While a topic has something new for a person, the order of topics passes it over at
most once for each other topic: each that goes first had waited longer, and has waited less long once it
went. So it is passed over at most (topics - 1) times. After a wish the order has its turn, so on days
without a flare a topic waits for less than twice as many tips as there are topics.
"""

from collections import Counter
from datetime import date, datetime

from bot.domain.selection import Choice
from tests.domain.circumstances import Circumstances, suitable_set
from tests.domain.judge import TOPIC_OF, Words, may_be_sent
from tests.simulation import figures
from tests.simulation.due_days import Calendar
from tests.simulation.figures import Figures

BY_ORDER_OF_TOPICS = {"first", "basic", "new", "bal"}


class Watch:
    """One person's year, as it is judged."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.figures = Figures(profiles=1)
        self.served: Counter[date] = Counter()
        self._came: set[str] = set()
        self._own_topics: set[str] = set()
        self._waits: dict[str, int] = {}
        self._passed_over: dict[str, int] = {}

    def chosen(self, case: Circumstances, today: date, choice: Choice | None) -> None:
        """A tip was chosen in these circumstances."""
        if choice is None:
            self.figures.nothing_suits += 1
            if suitable_set(case.conditions):
                self._note(figures.NOT_SERVED, today, "something would have suited")
            return
        tip_id, reason = choice.suitable.tip.id, choice.reason.value
        self.figures.choices += 1
        self.figures.reasons[reason] += 1
        self._came.add(tip_id)
        self._judge(case, today, choice)
        self._count_waits(case, today, tip_id, reason)

    def _judge(self, case: Circumstances, today: date, choice: Choice) -> None:
        tip_id, wording, reason = choice.suitable.tip.id, choice.suitable.wording, choice.reason.value
        if Words(wording.body, wording.more) not in may_be_sent(tip_id, case.conditions):
            self._note(figures.UNSUITABLE, today, tip_id)
            return  # nothing else can be said of it
        if tip_id not in case.welcome:
            self._note(figures.UNWELCOME, today, tip_id)
        elif tip_id not in case.may_come:
            self._note(figures.TOO_EARLY, today, tip_id)
        if not case.is_true(reason, tip_id):
            self._note(figures.UNTRUE, today, f"{tip_id}: {reason}")
        owed, tips = case.owed()
        if reason != owed or tip_id not in tips:
            self._note(figures.NOT_OWED, today, f"{tip_id}: {reason} instead of {owed}")

    def _count_waits(self, case: Circumstances, today: date, tip_id: str, reason: str) -> None:
        """How long each topic that has something new is waiting by now."""
        self._own_topics |= {TOPIC_OF[one] for one in suitable_set(case.conditions)}
        waiting = {TOPIC_OF[one] for one in case.unseen} - {TOPIC_OF[tip_id]}
        is_calm, by_order = "flare" not in case.asked, reason in BY_ORDER_OF_TOPICS
        self._waits = {topic: self._waits.get(topic, 0) + is_calm for topic in waiting}
        self._passed_over = {topic: self._passed_over.get(topic, 0) + by_order for topic in waiting}
        so_far = self.figures
        so_far.longest_wait = max(so_far.longest_wait, *self._waits.values(), 0)
        so_far.most_passed_over = max(so_far.most_passed_over, *self._passed_over.values(), 0)
        for topic, times in self._passed_over.items():
            if times >= len(self._own_topics):
                self._note(figures.WAITED, today, f"{topic}: {times} times")

    def slot_served(self, calendar: Calendar, day: date, at: datetime) -> None:
        self.served[day] += 1
        if at != calendar.due_at(day):
            self._note(figures.SERVED_WRONGLY, day, f"at {at}, {calendar.zone.key}")

    def year_is_over(self, calendar: Calendar, until: datetime) -> Figures:
        """Every day that was due was served once, and no other was."""
        due, so_far = calendar.due_days(until), self.figures
        so_far.days_due = len(due)
        so_far.distinct = [] if so_far.nothing_suits else [len(self._came)]
        for day in sorted(due - self.served.keys()):
            self._note(figures.NOT_SERVED, day, calendar.zone.key)
        for day, times in sorted(self.served.items()):
            if day not in due or times > 1:
                self._note(figures.SERVED_WRONGLY, day, f"{times} times, {calendar.zone.key}")
        return so_far

    def _note(self, fault: str, day: date, what: str) -> None:
        self.figures.note(fault, f"{self.name}, {day}: {what}")
