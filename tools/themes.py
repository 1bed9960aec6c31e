"""Judge the reading of themes by the labelled reviews in tests/surveys.

`write` puts the figures into src/quen/surveys/themes/accuracy.py, `check` fails where they are others, `mend` prints
what is read otherwise than labelled in the part the lexicon may be mended with, and never of the rest.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quen.surveys.themes.judged import Judged
    from quen.surveys.themes.theme import Mood, Theme

ROOT = Path(__file__).resolve().parents[1]
REVIEWS = [ROOT / "tests" / "surveys" / name for name in ("reviews.txt", "reviews_later.txt")]
ACCURACY = ROOT / "src" / "quen" / "surveys" / "themes" / "accuracy.py"
TO_MEND_WITH = 102  # of 256: two fifths, by the first byte of each text's SHA-256
_SIGNS = {"+": 1, "-": -1, "0": 0}


@dataclass(frozen=True)
class Review:
    """A labelled review."""

    language: str
    text: str
    labels: "Mapping[Theme, Mood]"

    @property
    def is_held_out(self) -> bool:
        """Whether it only judges: which ones do is decided by their own words."""
        return hashlib.sha256(self.text.encode()).digest()[0] >= TO_MEND_WITH


def reviews() -> list[Review]:
    """All of them, as the file has them."""
    from quen.surveys.themes.theme import Mood, Theme

    lines = [line for file in REVIEWS for line in file.read_text().splitlines() if not line.startswith("#")]
    rows = (line.split(" | ") for line in lines)
    return [
        Review(
            language,
            text,
            {Theme(label[:-1]): Mood(_SIGNS[label[-1]]) for label in labels.split() if label != "-"},
        )
        for language, labels, text in rows
    ]


def judged(rows: Iterable[Review]) -> "dict[Theme, Judged]":
    """How the reading did on these."""
    from quen.surveys.themes.judged import Judged
    from quen.surveys.themes.read import read
    from quen.surveys.themes.theme import Theme

    counts = {theme: [0, 0, 0, 0] for theme in Theme}
    for row in rows:
        found = read(row.text)
        for theme in found.keys() | row.labels.keys():
            place = 0 if theme in found and theme in row.labels else 1 if theme in found else 2
            counts[theme][place] += 1
            counts[theme][3] += place == 0 and found[theme] == row.labels[theme]
    return {theme: Judged(*numbers) for theme, numbers in counts.items()}


def written() -> str:
    """accuracy.py as it should stand."""
    from quen.surveys.themes.lexicon import VERSION

    held = [row for row in reviews() if row.is_held_out]
    lines = [f"    Theme.{theme.name}: Judged({one.right}, {one.invented}, {one.missed}, {one.moods_right}),"
             for theme, one in judged(held).items()]  # fmt: skip
    return (
        '"""How right the reading is on the held-out reviews. Written by `python tools/themes.py write`."""\n\n'
        "from collections.abc import Mapping\n\n"
        "from quen.surveys.themes.judged import Judged\nfrom quen.surveys.themes.theme import Theme\n\n"
        f"LEXICON_VERSION = {VERSION}\nHELD_OUT_REVIEWS = {len(held)}\n"
        "ACCURACY: Mapping[Theme, Judged] = {\n" + "\n".join(lines) + "\n}\n"
    )


def _mend() -> None:
    from quen.surveys.themes.read import read

    for row in reviews():
        if not row.is_held_out and (found := read(row.text)) != row.labels:
            said = ", ".join(f"{theme.value}{mood:+d}" for theme, mood in sorted(found.items()))
            print(f"{row.text} | read: {said or 'nothing'}")


def main(argument: str) -> int:
    """Write, check or mend."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quen.config.settings")
    django.setup()
    if argument == "mend":
        _mend()
    elif argument == "write":
        ACCURACY.write_text(written())
    elif ACCURACY.read_text() != written():
        print("accuracy.py tells other figures than the reading reaches: run python tools/themes.py write")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:] or ["check"]))
