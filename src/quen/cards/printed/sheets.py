"""Sheets of cards to print and cut: ten cards of ISO/IEC 7810 size ID-1 (85.6 by 53.98 mm) on A4."""

from collections.abc import Sequence
from dataclasses import dataclass

from quen.cards.numbers import grouped
from quen.cards.printed.paper import Paper

WIDTH, HEIGHT = 85.6, 53.98
COLUMNS, ROWS = 2, 5
ON_A_SHEET = COLUMNS * ROWS
_LEFT, _TOP = (210 - COLUMNS * WIDTH) / 2, (297 - ROWS * HEIGHT) / 2
_INK = "#1c1a17"


@dataclass(frozen=True)
class Design:
    """What all cards of a sheet carry: the shop's name and colour, the ink to be read on it, one line of words."""

    shop: str
    colour: str
    ink: str
    words: str


def card_sheets(*, numbers: Sequence[str], design: Design) -> bytes:
    """A PDF with a card for every number, in their order, with lines to cut along."""
    paper = Paper(design.shop)
    for place, number in enumerate(numbers):
        on_sheet = place % ON_A_SHEET
        if on_sheet == 0:
            paper.add_page()
        row, column = divmod(on_sheet, COLUMNS)
        _draw(paper, number, design, _LEFT + column * WIDTH, _TOP + row * HEIGHT)
    return bytes(paper.output())


def _draw(paper: Paper, number: str, design: Design, left: float, top: float) -> None:
    paper.fill_with(design.colour)
    paper.rect(left, top, WIDTH, 15, style="F")
    paper.write_with(design.ink)
    paper.write_line(design.shop, left=left + 5, top=top + 3, width=WIDTH - 10, size=13, bold=True)
    paper.write_line(design.words, left=left + 5, top=top + 9, width=WIDTH - 10, size=8)
    paper.draw_bars(number, left=left + 3, top=top + 20, width=50, height=16)
    paper.draw_qr(number, left=left + WIDTH - 30, top=top + 17, size=27)
    paper.write_with(_INK)
    paper.write_line(grouped(number), left=left + 5, top=top + 43, width=WIDTH - 10, size=13, bold=True)
    paper.set_draw_color(213, 209, 202)
    paper.set_line_width(0.1)
    paper.rect(left, top, WIDTH, HEIGHT, style="D")
