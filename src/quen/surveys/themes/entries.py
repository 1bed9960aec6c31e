"""The lexicon as it is looked up: by the first word of each entry, the longest entry first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from quen.kernel.names import search_key
from quen.surveys.themes import lexicon
from quen.surveys.themes.theme import Mood, Theme

# Without diacritics these are too many words at once.
_AMBIGUOUS = """do, to, cho, lau, bi, an, mau, hop, hu, mat, ay, nen, can, ton, dat, mac, kho, uu, hong, kem,
    doi, may, cao, ban, sai, it, de, la, mot, the, hay, chat, set, bo, ca, am, phong, den, tien, vi, ga, la,
    ghe, loai, co"""


class Kind(Enum):
    """What an entry does."""

    NAME = "name"
    WEAK = "weak"
    OPINION = "opinion"
    MOVES = "opinion that moves"
    NOT = "not"
    NOT_ONLY = "not only"
    LACKING = "lacking"
    WISH = "wish"


@dataclass(frozen=True)
class Sense:
    """One meaning of an entry; `theme` None: of whatever is named beside it. MOVES: unless something moves it away."""

    kind: Kind
    theme: Theme | None = None
    mood: Mood = Mood.NAMED


Words = tuple[str, ...]
Index = Mapping[str, tuple[tuple[Words, tuple[Sense, ...]], ...]]


@cache
def index(*, is_bare: bool) -> Index:
    """First word → entries that begin with it and their meanings; `is_bare`: Vietnamese without its diacritics."""
    senses: dict[Words, list[Sense]] = defaultdict(list)
    ambiguous = set(split(_AMBIGUOUS))
    for entry, sense in _entries():
        words = tuple((search_key(entry) if is_bare else entry).split())
        if is_bare and not entry.isascii() and words[0] in ambiguous and len(words) == 1:
            continue
        if sense not in senses[words]:
            senses[words].append(sense)
    by_first: dict[str, list[tuple[Words, tuple[Sense, ...]]]] = defaultdict(list)
    for words, meanings in senses.items():
        by_first[words[0]].append((words, tuple(meanings)))
    return {first: tuple(sorted(ones, key=lambda one: -len(one[0]))) for first, ones in by_first.items()}


@cache
def plain(words: str, *, is_bare: bool) -> frozenset[str]:
    """A list of single words of the lexicon."""
    return frozenset(search_key(entry) if is_bare else entry for entry in split(words))


@cache
def english() -> frozenset[str]:
    """Words that tell English from Vietnamese written without diacritics."""
    entries = [entry for text in _texts() for entry in split(text.partition("|")[2])]
    return frozenset(split(lexicon.ENGLISH)) | {word for entry in entries for word in entry.split()}


@cache
def vietnamese() -> frozenset[str]:
    """The words of Vietnamese entries, without diacritics."""
    entries = [entry for text in _texts() for entry in split(text.partition("|")[0])]
    return frozenset(word for entry in entries for word in search_key(entry).split()) - english()


def split(text: str) -> list[str]:
    """The entries between commas and bars."""
    return [" ".join(entry.split()) for entry in text.replace("|", ",").split(",") if entry.strip()]


def _texts() -> Iterator[str]:
    for words in lexicon.THEMES.values():
        yield from (words.names, words.weak, words.praise, words.blame)
    yield from (
        lexicon.QUICK,
        lexicon.SLOW,
        lexicon.DAMAGED,
        lexicon.GOOD,
        lexicon.BAD,
        lexicon.NOT,
        lexicon.SKIPPED,
    )


def _entries() -> Iterator[tuple[str, Sense]]:
    for theme, words in lexicon.THEMES.items():
        yield from ((entry, Sense(Kind.NAME, theme)) for entry in split(words.names))
        yield from ((entry, Sense(Kind.WEAK, theme)) for entry in split(words.weak))
        yield from ((entry, Sense(Kind.OPINION, theme, Mood.PRAISE)) for entry in split(words.praise))
        yield from ((entry, Sense(Kind.OPINION, theme, Mood.BLAME)) for entry in split(words.blame))
    for theme, mood, text in (
        (Theme.WAIT, Mood.PRAISE, lexicon.QUICK),
        (Theme.WAIT, Mood.BLAME, lexicon.SLOW),
        (Theme.QUALITY, Mood.BLAME, lexicon.DAMAGED),
    ):
        yield from ((entry, Sense(Kind.MOVES, theme, mood)) for entry in split(text))
    for kind, mood, text in (
        (Kind.OPINION, Mood.PRAISE, lexicon.GOOD),
        (Kind.OPINION, Mood.BLAME, lexicon.BAD),
        (Kind.OPINION, Mood.NAMED, lexicon.SO_SO),
        (Kind.NOT, Mood.NAMED, lexicon.NOT),
        (Kind.NOT_ONLY, Mood.NAMED, lexicon.NOT_ONLY),
        (Kind.LACKING, Mood.NAMED, lexicon.LACKING),
        (Kind.WISH, Mood.NAMED, lexicon.WISHES),
    ):
        yield from ((entry, Sense(kind, None, mood)) for entry in split(text))
