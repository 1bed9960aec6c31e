"""A PDF in our typeface, which draws bars and QR codes as lines, so that they are sharp at any size."""

import segno
from fpdf import FPDF

from quen.assets.manifest import print_font
from quen.cards.printed.code128 import QUIET_MODULES, bars_of, modules_of

FAMILY, ACCENTED = "Be Vietnam Pro", "Be Vietnam Pro letters"


class Paper(FPDF):
    """A4, millimetres, no margins: whoever draws says where."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4", unit="mm")
        self.set_margin(0)
        self.set_auto_page_break(False)
        self.set_title(title)
        self.set_creator("Khách Quen")
        for style, weight in (("", 400), ("B", 600)):
            self.add_font(FAMILY, style, print_font("latin", weight))
            self.add_font(ACCENTED, style, print_font("vietnamese", weight))
        # The typeface comes in two files: letters that Vietnamese alone has are in the second.
        self.set_fallback_fonts([ACCENTED])

    def write_line(
        self,
        text: str,
        *,
        left: float,
        top: float,
        width: float,
        size: float,
        bold: bool = False,
        align: str = "L",
    ) -> None:
        """One line, made smaller where it is too long: nothing is cut off."""
        self.set_font(FAMILY, "B" if bold else "", size)
        while self.get_string_width(text) > width and size > 4:
            size -= 0.5
            self.set_font_size(size)
        self.set_xy(left, top)
        self.cell(width, size * 0.45, text, align=align)

    def write_text(
        self,
        text: str,
        *,
        left: float,
        top: float,
        width: float,
        size: float,
        bold: bool = False,
        align: str = "C",
    ) -> float:
        """As many lines as it takes; where the next may begin."""
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_xy(left, top)
        self.multi_cell(width, size * 0.46, text, align=align)
        return float(self.get_y())

    def draw_bars(self, number: str, *, left: float, top: float, width: float, height: float) -> None:
        """Code 128 with its quiet zones inside `width`."""
        module = width / (modules_of(number) + 2 * QUIET_MODULES)
        self.set_fill_color(0, 0, 0)
        for at, wide in bars_of(number):
            self.rect(left + (QUIET_MODULES + at) * module, top, wide * module, height, style="F")

    def draw_qr(self, text: str, *, left: float, top: float, size: float, error: str = "m") -> None:
        """A QR code (ISO/IEC 18004) with its quiet zone inside `size`; neighbouring modules are one rectangle."""
        rows = [list(row) for row in segno.make_qr(text, error=error).matrix_iter(border=4)]
        module = size / len(rows)
        self.set_fill_color(0, 0, 0)
        for line, row in enumerate(rows):
            start = None
            for place, is_dark in enumerate([*row, 0]):
                if is_dark and start is None:
                    start = place
                elif not is_dark and start is not None:
                    wide = (place - start) * module
                    self.rect(left + start * module, top + line * module, wide, module, style="F")
                    start = None

    def fill_with(self, colour: str) -> None:
        """Fill with ``#rrggbb`` from now on."""
        self.set_fill_color(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))

    def write_with(self, colour: str) -> None:
        """Write in ``#rrggbb`` from now on."""
        self.set_text_color(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))
