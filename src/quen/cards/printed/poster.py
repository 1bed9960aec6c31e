"""A poster for a store's wall or counter: scan, type a number, be a member."""

from dataclasses import dataclass

from quen.cards.printed.paper import Paper

_INK, _SOFT = "#1c1a17", "#565149"


@dataclass(frozen=True)
class PosterWords:
    """What stands on it, in the shop's language."""

    shop: str
    store: str
    headline: str
    welcome: str
    steps: tuple[str, ...]
    address: str


def poster(*, words: PosterWords, colour: str, ink: str) -> bytes:
    """One A4 page with a QR code of `words.address`."""
    paper = Paper(words.shop)
    paper.add_page()
    paper.fill_with(colour)
    paper.rect(0, 0, 210, 78, style="F")
    paper.write_with(ink)
    paper.write_line(words.shop, left=20, top=16, width=170, size=22, bold=True, align="C")
    paper.write_text(words.headline, left=20, top=34, width=170, size=30, bold=True)
    paper.write_with(_INK)
    top = (
        paper.write_text(words.welcome, left=20, top=86, width=170, size=20, bold=True)
        if words.welcome
        else 82.0
    )
    paper.draw_qr(words.address, left=50, top=top + 2, size=110, error="q")
    top += 116
    for number, step in enumerate(words.steps, 1):
        top = paper.write_text(f"{number}. {step}", left=30, top=top, width=150, size=15) + 2
    paper.write_with(_SOFT)
    paper.write_line(words.address, left=20, top=276, width=170, size=9, align="C")
    paper.write_line(words.store, left=20, top=282, width=170, size=9, align="C")
    return bytes(paper.output())
