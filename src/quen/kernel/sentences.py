"""Sentences for people, kept apart from their language until a surface shows them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def gettext_noop(text: str) -> str:
    """Mark an English source string for translation and return it unchanged.

    The name is the one the extraction tools know, so a pure room can mark text without importing Django.
    """
    return text


def one_or_many(count: int, one: str, many: str) -> str:
    """The template for this count, as English tells one from many; both are marked for translation."""
    return one if count == 1 else many


@dataclass(frozen=True)
class Sentence:
    """An English template with its facts, e.g. ``Sentence("Row %(row)s has no date.", {"row": 7})``."""

    template: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def render(self, translate: Callable[[str], str] = str) -> str:
        """The sentence in the language of `translate` (a gettext function), with the sentences inside it; English by
        default.
        """
        text = translate(self.template)
        if not self.facts:
            return text
        return text % {
            name: fact.render(translate) if isinstance(fact, Sentence) else fact
            for name, fact in self.facts.items()
        }

    def __str__(self) -> str:
        return self.render()
