"""A sheet of paper in PDF, with our font and only letters of it."""

import unicodedata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from bot.views.page import Page

MARGIN, FOOT = 15.0, 12.0  # millimetres
TEXT, SMALL, HEADING, TITLE = 9.5, 8.0, 10.0, 17.0  # points
LEADING = 0.48  # millimetres of a line for each point of its text
UNKNOWN = "▯"  # in the place of what the font lacks
INK, GREY, FAINT = 20, 110, 215
_FONT = "DejaVu"
_FROM_RIGHT = frozenset({"R", "AL", "AN"})


class Paper(FPDF):
    """A sheet with our font, and text that only has letters of it."""

    def __init__(self, page: Page) -> None:
        super().__init__(format="letter" if page.letter else "A4")
        folder = _fonts()
        self.add_font(_FONT, "", folder / "DejaVuSans.ttf")
        self.add_font(_FONT, "B", folder / "DejaVuSans-Bold.ttf")
        self.set_auto_page_break(False)
        self.set_margin(MARGIN)
        self.set_title(page.title)
        self.set_creator("Backcare")
        self.add_page()
        self.plain()

    @property
    def room(self) -> float:
        """Millimetres left above the foot."""
        return float(self.h - MARGIN - FOOT - self.get_y())

    def plain(self, size: float = TEXT, style: str = "", grey: int = INK) -> None:
        self.set_font(_FONT, style, size)
        self.set_text_color(grey)

    def known(self, text: str) -> str:
        """The text in letters that the font has."""
        have = self.current_font.cmap  # type: ignore[union-attr]

        def stands(letter: str) -> bool:
            return ord(letter) in have and unicodedata.bidirectional(letter) not in _FROM_RIGHT

        letters = unicodedata.normalize("NFC", text)
        return "".join(letter if stands(letter) else UNKNOWN for letter in letters)

    def lines(self, text: str, most: int, size: float = TEXT) -> int:
        """Write a text in as many lines as it takes, at most `most`; how many lines it took."""
        height = size * LEADING
        measured: Any = self.multi_cell(
            self.epw, height, self.known(text), dry_run=True, output=MethodReturnValue.LINES
        )
        fitting: list[str] = measured
        if len(fitting) > most:
            fitting = [*fitting[: most - 1], _cut(fitting[most - 1])]
        for line in fitting:
            self.cell(self.epw, height, line, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        return len(fitting)


def _fonts() -> Path:
    """DejaVu comes with matplotlib, which need not be loaded for it."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib, which brings the fonts")
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"


def _cut(line: str) -> str:
    return line[:-1].rpartition(" ")[0].rstrip(",;:. ") + " …"
