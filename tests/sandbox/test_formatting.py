"""Telegram's HTML, with its offsets and its complaints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import BotApiError
from bot.sandbox.html_text import parse_html
from bot.sandbox.text import FormattedText, trimmed, utf16_length, with_found_entities


def entity(kind: str, offset: int, length: int, **more: str) -> dict[str, object]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain &amp; &lt;simple&gt; &#39;&#x21;", "plain & <simple> '!", []),
        ("&nbsp; & &unknown;", "&nbsp; & &unknown;", []),
        ("<b>bold</b>", "bold", [entity("bold", 0, 4)]),
        ("😀<i>after</i>", "😀after", [entity("italic", 2, 5)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("<B>x</b>", "x", [entity("bold", 0, 1)]),
        ("<b>x</>", "x", [entity("bold", 0, 1)]),
        (
            '<a href="https://e.org/?a=1&amp;b=2">x</a>',
            "x",
            [entity("text_link", 0, 1, url="https://e.org/?a=1&b=2")],
        ),
        ("<a href='nowhere'>x</a>", "x", []),
        ("<code>x</code>", "x", [entity("code", 0, 1)]),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [entity("pre", 0, 1, language="python")],
        ),
        ("<blockquote>q</blockquote>", "q", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [entity("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">s</span>', "s", [entity("spoiler", 0, 1)]),
        ("<b></b>x", "x", []),
    ],
)
def test_markup_becomes_entities(source: str, text: str, entities: list[dict[str, object]]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é <p>", 'Unsupported start tag "p" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("x<b", "Unclosed start tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_wrong_markup_is_refused_with_its_place(source: str, complaint: str) -> None:
    with pytest.raises(BotApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_white_space_at_the_ends_goes_and_entities_follow() -> None:
    assert trimmed(parse_html("\n <b> bold </b> \n")) == ("bold", [entity("bold", 0, 4)])


def test_commands_and_links_are_found_but_not_inside_code() -> None:
    found = with_found_entities(parse_html("😀 /tip or <code>/code</code> at https://e.org."))
    kinds = [(each["type"], each["offset"], each["length"]) for each in found.entities]
    assert kinds == [("bot_command", 3, 4), ("code", 11, 5), ("url", 20, 13)]


def test_a_path_or_a_fraction_is_no_command() -> None:
    assert with_found_entities(FormattedText("7/10 and/or path/to", [])).entities == []


@given(
    st.lists(
        st.sampled_from(
            ["<b>", "</b>", "<a href='x.y'>", "</a>", "<", ">", "&", "&lt;", "é", "😀", "/x ", "\n"]
        )
    )
)
def test_any_markup_is_parsed_or_refused_and_entities_stay_inside_the_text(parts: list[str]) -> None:
    try:
        formatted = with_found_entities(trimmed(parse_html("".join(parts))))
    except BotApiError:
        return
    for each in formatted.entities:
        assert each["length"] > 0
        assert 0 <= each["offset"] <= utf16_length(formatted.text) - each["length"]
