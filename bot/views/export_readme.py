"""What stands in the files of /export: each file, each field, and the scales as they are asked."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.profile import CONSENT_VERSION
from bot.views import scales
from bot.views.scales import INTERFERENCE, PAIN, STRESS

VERSION = 1  # of the files; a field is only ever added, or this number changes


@dataclass(frozen=True, slots=True)
class Origin:
    """When the files were made, and who runs the bot."""

    made_at: datetime
    operator: str
    contact: str


def readme(origin: Origin) -> str:
    """The text of README.txt."""
    reach = f", {origin.contact}" if origin.contact else ""
    return f"""All that this bot keeps about you
=================================

Made on {origin.made_at:%d %B %Y at %H:%M} UTC, for you alone. The bot is run by {origin.operator}{reach}.
Files version {VERSION}. Wording: consent version {CONSENT_VERSION}, scales version {scales.VERSION}.
What stands in the chat itself is stored by Telegram and is not in here.

everything.json holds all of it. The .csv files hold the same lists for a spreadsheet (UTF-8, commas; lists
within a cell are separated by spaces; a text that a spreadsheet would take for a formula begins with ').
Dates are those of your calendar, times are in UTC, and an empty cell means: not answered.
{_LISTS}
{_PROFILE}"""


_LISTS = f"""
checkins.csv: one line for each day you answered
  day            the date
  pain           {PAIN.asked()}
                 {PAIN.anchors}
  stress         {STRESS.asked()}
                 {STRESS.anchors}
  interference   {INTERFERENCE.asked()}
                 {INTERFERENCE.anchors} Asked once a week.
  tags           what you marked of that day
  note           what you wrote about that day

sessions.csv: your journal of treatments
  day            the date; may be ahead
  technique      which one, by the name the library files have for it; empty for another kind
  pain_before    0 to 10, as above
  pain_next_day  0 to 10, as above

assessments.csv: warning signs that the bot noticed; never your words
  at             when
  level          how soon it needs help: emergency, crisis, urgent, soon; ask: it was unclear
  signs          which, by the names in the library files
  source         text: from what you wrote. checklist: from what you tapped
  answer         what you answered since

feedback.csv: what you wrote to those who run the bot
  at             when
  text           what
  answer         which answer they chose: thanks, looking (into it), touch (please get in touch), or none
  answered_at    when

deliveries.csv: what the bot sent, or planned to send, in the last weeks
  kind           tip, checkin, review, follow-up, advice, summary, afterwards, reminder, broadcast
                 (a message to many) or reply (an answer to your feedback)
  slot           the day (or the thing) it is for
  slot_at        the time it is for
  state          what became of it
  tip, reason    which tip and why it was chosen; what a reminder is about; the words
                 of a reply
  message_id     the number of the message in your chat
  error_id       the number of an error of ours, if there was one
"""
_PROFILE = """In everything.json there is besides

profile
  id                  your Telegram chat number
  created_at          when you first wrote
  status              joining: /start is not finished; active; stopped: you said stop; blocked: by you, in
                      Telegram
  consent             given: whether health answers may be kept; version: of the wording; at: when you said so
  zone, country       your time zone, and whose emergency numbers are named
  tip_time            when tips come, on your clock
  checkin_time        when check-ins come
  cadence             how often tips come
  checkin_cadence     how often check-ins come
  checklist_answered  whether you have been through the health checklist
  conditions          what you ticked on it, each with the date on which to ask again; null: nothing is known
  taste               seen, saved, liked, disliked: tips; chosen_topics, muted_topics: topics you want more
                      of, or none of; by_wish: whether the last tip came for such a wish
  advised             advice on check-ins that you were given: on which date, for the check-in of which day
  summarised_on       the date of the last week in short
  started_on          the date on which you finished /start
  paused_until        until when you paused
  quiet_until         until when tips rest after a warning sign
  missed_checkins     check-ins in a row that were not answered
  next_tip_at         when the next tip is due
  next_checkin_at     when the next check-in is due
  inactive_since      after a stop, a block or half a /start: when you were last here
  source              the link you came by
state                 the question that waits for your answer, and what you had answered up to it
deliveries            also due_at: when to try; unsure_sends: tries of which nobody knows whether they arrived

Left out is only what keeps the bot in order: the numbers of rows, and at which second one was written.
"""
