"""Words that may tell of a change in someone's health."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.library import Library
from bot.domain.mentions import find_mention

HEARD = {
    "pregnancy": [
        "I'm PREGNANT",
        "im 20 weeks pregnant and sore",
        "we had our baby last week",
        "my midwife said no",
    ],
    "operation": [
        "had surgery in may",
        "my op: knee replacement",
        "I broke my wrist",
        "new left hip since spring",
    ],
    "fall": ["i had a nasty fall yesterday", "slipped on ice", "fell down three steps", "small car accident"],
    "medicine": [
        "they put me on apixaban",
        "on new heart tablets",
        "started taking steroids again",
        "chemo again",
    ],
    "diagnosis": [
        "was diagnosed with something",
        "the MRI showed a bulge",
        "doctor says i have osteoporosis",
    ],
}
NOT_HEARD = [
    "", "not pregnant, just tired", "no surgery please", "I didn't fall", "i fell asleep", "my mood fell",
    "autumn, fall", "thanks, that helped", "the cooperation was great", "my back hurts", "🙂", "fell in love",
    "never been diagnosed",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in HEARD.items() for text in texts])
def test_a_change_is_heard_in_the_words_people_use(library: Library, kind: str, text: str) -> None:
    found = find_mention(library.mentions, text)
    assert found is not None
    assert found.id == kind


@pytest.mark.parametrize("text", NOT_HEARD)
def test_what_is_denied_or_only_sounds_alike_is_not_heard(library: Library, text: str) -> None:
    assert find_mention(library.mentions, text) is None


@given(st.text())
def test_any_text_can_be_read(library: Library, text: str) -> None:
    find_mention(library.mentions, text)


@given(
    st.sampled_from(["no", "not", "never", "didn't"]), st.sampled_from(["pregnant", "surgery", "fracture"])
)
def test_a_negation_reaches_three_words(library: Library, negation: str, word: str) -> None:
    near, far = f"{negation} really very {word}", f"{negation} one two three {word}"
    assert find_mention(library.mentions, near) is None
    assert find_mention(library.mentions, far) is not None
