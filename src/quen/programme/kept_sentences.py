"""Sentences as JSON and back: an answer is kept without its language, and told again in the reader's."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from quen.kernel.sentences import Sentence
from quen.programme.words import Amount, Listed, SegmentKeys, Weekdays


def sentence_to_json(sentence: Sentence) -> list[Any]:
    """``[template, facts]``; money, days, lists and sentences inside are told apart by a mark."""
    if not sentence.facts:
        return [sentence.template]
    return [sentence.template, {name: _fact(fact) for name, fact in sentence.facts.items()}]


def sentence_from_json(values: list[Any]) -> Sentence:
    """The sentence `sentence_to_json` wrote."""
    facts: Mapping[str, Any] = values[1] if len(values) > 1 else {}
    return Sentence(values[0], {name: _read(fact) for name, fact in facts.items()})


def _fact(fact: object) -> object:
    if isinstance(fact, Amount):
        return {"m": fact.minor, "c": fact.currency}
    if isinstance(fact, date):
        return {"d": fact.isoformat()}
    if isinstance(fact, Listed):
        return {"l": list(fact.names)}
    if isinstance(fact, Weekdays):
        return {"w": list(fact.keys)}
    if isinstance(fact, SegmentKeys):
        return {"k": list(fact.keys)}
    if isinstance(fact, Sentence):
        return {"s": sentence_to_json(fact)}
    return fact if isinstance(fact, int) else str(fact)


def _read(fact: Any) -> object:
    if not isinstance(fact, dict):
        return fact
    if "m" in fact:
        return Amount(fact["m"], fact["c"])
    if "d" in fact:
        return date.fromisoformat(fact["d"])
    if "w" in fact:
        return Weekdays(tuple(fact["w"]))
    if "k" in fact:
        return SegmentKeys(tuple(fact["k"]))
    return Listed(tuple(fact["l"])) if "l" in fact else sentence_from_json(fact["s"])
