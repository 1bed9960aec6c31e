"""What every teller of the story works with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quen.events.models import Event
from quen.kernel.money import written


@dataclass(frozen=True)
class Names:
    """What sentences need to know beside the event: names by number, the currency, the reader's language."""

    stores: Mapping[int, str] = field(default_factory=dict)
    customers: Mapping[int, str] = field(default_factory=dict)
    currency: str = "VND"
    language: str = "vi"

    def money(self, amount_minor: object) -> str:
        return written(int(str(amount_minor or 0)), self.currency, self.language)

    def customer(self, number: object) -> str:
        return self.customers.get(int(str(number or 0)), f"#{number}")

    def at_store(self, event: Event) -> str:
        """`` · Quận 1``; empty where the store is unknown."""
        store = self.stores.get(event.store or 0, "")
        return f" · {store}" if store else ""


@dataclass(frozen=True)
class Said:
    """The sentence, what was written or changed below it, and where a recording can be heard."""

    icon: str
    words: str
    detail: str = ""
    recording: str = ""


Teller = Callable[[dict[str, Any], Event, Names], Said]
