"""Who did it: the `by=` of every verb."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    STAFF = "staff"
    IMPORT = "import"
    TOKEN = "token"  # noqa: S105  # another system, through the API
    MEMBER = "member"  # a customer on her own pages
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """A person, an import, another system, a member or the program itself, written into every event as ``staff:7``."""

    kind: ActorKind
    id: int | None = None
    address: str = ""  # where from: the IP address of a request, empty otherwise

    def __str__(self) -> str:
        return self.kind if self.id is None else f"{self.kind}:{self.id}"


SYSTEM = Actor(ActorKind.SYSTEM)
