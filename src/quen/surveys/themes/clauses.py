"""Free words cut into sentences, clauses and words, in one way of writing."""

import re
import unicodedata
from dataclasses import dataclass

from quen.kernel.names import search_key
from quen.surveys.themes import lexicon
from quen.surveys.themes.entries import Index, Sense, english, index, plain, vietnamese

LONGEST_READ = 4_000
_TOKEN = re.compile(r"[^\W_]+(?:'[a-z]+)?|[.!?\n;]+|[,:()…–]+")
_LONG_DRAWN = re.compile(r"([^\W\d_])\1{2,}")
# Two ways of setting the tone on oa, oe, uy are in use; entries have the one that stands here on the right.
_TONES = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẹ": "ọe",
          "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}  # fmt: skip
_TONE = re.compile(rf"(?<!q)({'|'.join(_TONES)})\b")


@dataclass(frozen=True)
class Found:
    """An entry found in a clause: its meanings, and where it begins and ends."""

    senses: tuple[Sense, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Clause:
    """The words of a clause and what the lexicon knows in it; `sentence` counts the text's sentences."""

    words: tuple[str, ...]
    found: tuple[Found, ...]
    sentence: int
    is_bare: bool


def clauses(text: str) -> list[Clause]:
    """All clauses in order. Of longer texts than LONGEST_READ the beginning is read."""
    tokens = tokens_of(text)
    if is_bare := _is_bare(tokens):
        tokens = [search_key(token) if token[0].isalnum() else token for token in tokens]
    entries, breaks = index(is_bare=is_bare), plain(lexicon.BREAKS, is_bare=is_bare)
    cut: list[Clause] = []
    words: list[str] = []
    sentence = 0

    def close() -> None:
        if words:
            cut.append(Clause(tuple(words), _found(words, entries), sentence, is_bare))
            words.clear()

    for token in tokens:
        if token[0].isalnum() and token not in breaks:
            words.append(token)
            continue
        close()
        sentence += not token[0].isalnum() and token[0] in ".!?\n;"
    close()
    return cut


def tokens_of(text: str) -> list[str]:
    """Words and marks in one way of writing: small letters, short forms written out."""
    text = unicodedata.normalize("NFC", text[:LONGEST_READ]).casefold().replace("’", "'")
    text = _TONE.sub(lambda tone: _TONES[tone[1]], _LONG_DRAWN.sub(r"\1", text))
    return [word for token in _TOKEN.findall(text) for word in lexicon.SHORT_FORMS.get(token, token).split()]


def _is_bare(tokens: list[str]) -> bool:
    """Whether it is Vietnamese typed without diacritics. Words that short forms stand for do not tell."""
    spelt = set(lexicon.SHORT_FORMS.values())
    if not all(token.isascii() or token in " ".join(spelt).split() for token in tokens):
        return False
    words = [token for token in tokens if token[0].isalnum()]
    return sum(word in vietnamese() or not word.isascii() for word in words) > sum(
        word in english() for word in words
    )


def _found(words: list[str], entries: Index) -> tuple[Found, ...]:
    found, at = [], 0
    while at < len(words):
        for entry, senses in entries.get(words[at], ()):
            if tuple(words[at : at + len(entry)]) == entry:
                found.append(Found(senses, at, at + len(entry)))
                at += len(entry)
                break
        else:
            at += 1
    return tuple(found)
