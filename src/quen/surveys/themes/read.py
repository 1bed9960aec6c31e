"""Read free words: which themes are spoken of, and how. Pure: no database, no calls, no chance.

An opinion belongs to its own theme, or to what is named nearest in its clause; a "not" before it turns it round, and a
wish turns praise into blame ("should be cheaper"). A clause that says nothing of what it names takes what the clause
beside it says, and else only names it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from quen.surveys.themes import lexicon
from quen.surveys.themes.clauses import Clause, Found, clauses
from quen.surveys.themes.entries import Kind, Sense, plain
from quen.surveys.themes.theme import Mood, Theme

_BETWEEN = 1
"""So many words may stand between a "not" and what it turns round, small words not counted."""
_MOVES_TO = frozenset({Theme.DELIVERY, Theme.AFTERCARE, Theme.POINTS})


@dataclass
class _Heard:
    """What one clause says: moods by theme, names nothing is said of, opinions of nothing named."""

    sentence: int
    moods: list[tuple[Theme, Mood]] = field(default_factory=list)
    unsaid: list[tuple[Theme, bool]] = field(default_factory=list)
    loose: list[Mood] = field(default_factory=list)


def read(text: str) -> Mapping[Theme, Mood]:
    """Each theme spoken of, with its mood: where it is praised and blamed at once, the more frequent; even: NAMED."""
    heard = [_hear(clause) for clause in clauses(text)]
    sums: dict[Theme, int] = defaultdict(int)
    for at, clause in enumerate(heard):
        for theme, mood in clause.moods:
            sums[theme] += mood
        for theme, is_weak in clause.unsaid:
            said = _from_beside(heard, at)
            if said is not None or not is_weak:
                sums[theme] += said or Mood.NAMED
    return {theme: Mood((total > 0) - (total < 0)) for theme, total in sums.items()}


def blames(text: str) -> list[tuple[str, Theme]]:
    """Each clause that blames something, in its own words, with what it blames."""
    cut = clauses(text)
    heard = [_hear(clause) for clause in cut]
    found: list[tuple[str, Theme]] = []
    for at, clause in enumerate(heard):
        beside = _from_beside(heard, at)
        moods = clause.moods + [(theme, beside) for theme, _is_weak in clause.unsaid if beside is not None]
        blamed = dict.fromkeys(theme for theme, mood in moods if mood is Mood.BLAME)
        found += [(" ".join(cut[at].words), theme) for theme in blamed]
    return found


def _from_beside(heard: list[_Heard], at: int) -> Mood | None:
    """What the clause after, else the one before, says of nothing it names."""
    for beside in (at + 1, at - 1):
        if 0 <= beside < len(heard) and heard[beside].sentence == heard[at].sentence:
            other = heard[beside]
            if other.loose and not other.unsaid:
                return other.loose[0]
    return None


def _hear(clause: Clause) -> _Heard:
    heard = _Heard(clause.sentence)
    names = [
        (found, sense)
        for found in clause.found
        for sense in found.senses
        if sense.kind in (Kind.NAME, Kind.WEAK)
    ]
    spoken: set[int] = set()
    for found in clause.found:
        for sense in found.senses:
            if sense.kind in (Kind.OPINION, Kind.MOVES):
                _weigh(clause, found, sense, names, spoken, heard)
    says_something = bool(heard.moods)
    for found, sense in names:
        if found.start in spoken or sense.theme is None or sense.theme in dict(heard.moods):
            continue
        if _is_lacking(clause, found):
            heard.moods.append((sense.theme, Mood.BLAME))
        elif not says_something:
            heard.unsaid.append((sense.theme, sense.kind == Kind.WEAK))
    return heard


def _weigh(
    clause: Clause,
    found: Found,
    sense: Sense,
    names: list[tuple[Found, Sense]],
    spoken: set[int],
    heard: _Heard,
) -> None:
    """Find whose opinion it is."""
    mood = _turned(clause, found, sense.mood)
    if sense.kind == Kind.MOVES:
        theme = next((name.theme for _found, name in names if name.theme in _MOVES_TO), sense.theme)
        spoken.update(one.start for one, name in names if name.kind == Kind.WEAK)
        if theme is not None:
            heard.moods.append((theme, mood))
    elif sense.theme is not None:
        heard.moods.append((sense.theme, mood))
    elif (near := _nearest(found, names)) is not None and near[1].theme is not None:
        spoken.add(near[0].start)
        heard.moods.append((near[1].theme, mood))
    else:
        heard.loose.append(mood)


def _nearest(opinion: Found, names: list[tuple[Found, Sense]]) -> tuple[Found, Sense] | None:
    def far(one: tuple[Found, Sense]) -> int:
        name = one[0]
        return opinion.start - name.end if name.end <= opinion.start else name.start - opinion.end

    return min((one for one in names if one[0] != opinion), key=far, default=None)


def _turned(clause: Clause, found: Found, mood: Mood) -> Mood:
    if _has_before(clause, found, Kind.NOT) and not _has_before(clause, found, Kind.NOT_ONLY):
        mood = Mood(-mood)
    wished = any(
        sense.kind == Kind.WISH for one in clause.found if one.end <= found.start for sense in one.senses
    )
    return Mood.BLAME if wished and mood == Mood.PRAISE else mood


def _is_lacking(clause: Clause, name: Found) -> bool:
    return _has_before(clause, name, Kind.LACKING)


def _has_before(clause: Clause, found: Found, kind: Kind) -> bool:
    """Whether an entry of the kind stands close before."""
    skipped = plain(lexicon.SKIPPED, is_bare=clause.is_bare)
    for one in reversed([one for one in clause.found if one.end <= found.start]):
        between = [word for word in clause.words[one.end : found.start] if word not in skipped]
        if len(between) > _BETWEEN:
            return False
        if any(sense.kind == kind for sense in one.senses):
            return True
    return False
