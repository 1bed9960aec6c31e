"""What a letter is about, read from its words where nobody said it: so that rules by topic work when it arrives.

The words are read by the lexicon that reads answers to surveys (surveys/themes/). What is blamed goes before what is
only named, because who writes wants something mended; of several the first. Nothing named, or only named beside others,
is something else, and so is Vietnamese typed without diacritics, in which the lexicon errs too often: a wrong topic
sends a letter to the wrong person, none sends it to the team.
"""

from collections.abc import Mapping

from quen.surveys.themes.read import read
from quen.surveys.themes.theme import Mood, Theme
from quen.tickets.choices import CameBy, Topic
from quen.tickets.language import VIETNAMESE, is_marked, language_of

UNSORTED = frozenset({CameBy.EMAIL, CameBy.CHAT, CameBy.SMS, CameBy.ZALO, CameBy.REVIEW})
"""Ways on which nobody chooses a topic."""
_MOST_LETTERS = 5_000
_ADDRESSED = Theme.PLACE
"""Whoever writes names the shop; that is no topic unless it is blamed."""
_TOPICS: Mapping[Theme, Topic] = {
    Theme.QUALITY: Topic.PRODUCT, Theme.STOCK: Topic.PRODUCT, Theme.PRICE: Topic.PAYMENT, Theme.ORDER: Topic.PAYMENT,
    Theme.STAFF: Topic.STAFF, Theme.WAIT: Topic.STAFF, Theme.CLEAN: Topic.STORE, Theme.PLACE: Topic.STORE,
    Theme.DELIVERY: Topic.DELIVERY, Theme.POINTS: Topic.POINTS, Theme.AFTERCARE: Topic.WARRANTY,
}  # fmt: skip


def topic_of(text: str) -> Topic:
    """The topic the words speak of; `other` where they do not tell."""
    if language_of(text) == VIETNAMESE and not is_marked(text):
        return Topic.OTHER
    themes = read(text[:_MOST_LETTERS])
    blamed = [_TOPICS[theme] for theme, mood in themes.items() if mood is Mood.BLAME]
    if blamed:
        return blamed[0]
    named = {_TOPICS[theme] for theme in themes if theme is not _ADDRESSED}
    return named.pop() if len(named) == 1 else Topic.OTHER
