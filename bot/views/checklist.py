"""The health checklist, and the question whether it still holds.

What is pushed names no condition: a message may be read by others. The names stand behind a tap.
"""

from collections.abc import Sequence

from bot.domain.library import Condition, Library, Mention
from bot.views.callbacks import (
    Callback,
    ConfirmChecklist,
    DropCondition,
    FinishChecklist,
    ForgetChecklist,
    NothingChanged,
    OpenChecklist,
    ReviewChecklist,
    SkipChecklist,
    Tick,
)
from bot.views.screen import OPEN, TICKED, Button, Screen, bold, bullets, in_rows, paragraphs
from bot.views.words import SETTINGS

CHECK_AGAIN = "Please look once more: these are the ticks I have."


def checklist(library: Library, ticked: frozenset[str], joining: bool) -> Screen:
    """The health checklist. Its first button is the one most people want."""
    first = (
        Button("Skip, gentle tips only", SkipChecklist())
        if not ticked
        else Button(f"Done, {len(ticked)} ticked", FinishChecklist())
    )
    rows: list[Button] = [first, *(_tick(condition, ticked) for condition in library.conditions.values())]
    if ticked:
        rows.append(Button("Forget this, gentle tips only", ForgetChecklist()))
    else:
        rows.append(Button("None of these", FinishChecklist()))
    return Screen(
        paragraphs(
            bold("Does any of this fit you?"),
            "Tick all that do, and I leave out what does not suit you. If you are not sure about one, tick "
            "it: I treat “not sure” as yes.",
            "If you skip this, you get gentle tips that suit nearly everyone."
            + (" You can fill it in later in /settings." if joining else ""),
        ),
        in_rows(rows, 1),
    )


def _tick(condition: Condition, ticked: frozenset[str]) -> Button:
    on = condition.id in ticked
    tap: Callback = Tick(condition.id, not on)
    return Button((TICKED if on else OPEN) + condition.label, tap)


def review_is_due() -> Screen:
    """Pushed when something ticked may have passed."""
    return Screen(
        paragraphs(
            bold("Is your health checklist still right?"),
            "Some things pass with time. One look is enough. Until then, I go on as before.",
        ),
        ((Button("Take a look", ReviewChecklist()),),),
    )


def review(ticked: Sequence[Condition]) -> Screen:
    """What was ticked, to confirm as it is or to strike off one by one."""
    over = [Button(f"Over: {condition.label}", DropCondition(condition.id)) for condition in ticked]
    return Screen(
        paragraphs(
            bold("You ticked these. Are they still so?"),
            bullets([condition.label for condition in ticked]),
            "If you are not sure about one, leave it. I then stay careful.",
        ),
        in_rows(
            [Button("All still so", ConfirmChecklist()), *over, Button("Change the list", OpenChecklist())], 1
        ),
    )


def nothing_to_review() -> Screen:
    return Screen(
        "There is nothing ticked on your health checklist.", ((Button("Open it", OpenChecklist()),),)
    )


def confirmed() -> Screen:
    return Screen(
        "Thank you. Everything stays ticked, and I go on leaving out what does not suit you.", ((SETTINGS,),)
    )


def mentioned(mention: Mention) -> Screen:
    """Words that may mean a change in someone's health; it is asked, and never assumed."""
    return Screen(
        paragraphs(
            f"You wrote about {mention.name}. Has something about your health changed?",
            "If so, let us go over the checklist, so that I send nothing that does not suit you.",
        ),
        (
            (Button("Go over the checklist", OpenChecklist()),),
            (Button("Nothing has changed", NothingChanged()),),
        ),
    )


def unchanged() -> Screen:
    return Screen("All right. Everything stays as it is.")
