"""How right the reading is on the held-out reviews. Written by `python tools/themes.py write`."""

from collections.abc import Mapping

from quen.surveys.themes.judged import Judged
from quen.surveys.themes.theme import Theme

LEXICON_VERSION = 1
HELD_OUT_REVIEWS = 296
ACCURACY: Mapping[Theme, Judged] = {
    Theme.QUALITY: Judged(61, 9, 7, 55),
    Theme.PRICE: Judged(32, 2, 2, 30),
    Theme.STAFF: Judged(28, 1, 6, 26),
    Theme.WAIT: Judged(22, 3, 2, 22),
    Theme.CLEAN: Judged(20, 4, 3, 20),
    Theme.PLACE: Judged(26, 2, 4, 25),
    Theme.DELIVERY: Judged(17, 0, 7, 13),
    Theme.STOCK: Judged(8, 1, 5, 7),
    Theme.ORDER: Judged(17, 0, 4, 17),
    Theme.POINTS: Judged(24, 2, 4, 20),
    Theme.AFTERCARE: Judged(11, 0, 3, 8),
}
