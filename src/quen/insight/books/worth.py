"""What a point is worth: by the version that gave it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quen.enrolment.versions import Launched, launched


@dataclass(frozen=True)
class Worth:
    """Minor units a point, by version; points no version gave (corrections, openings) count as the newest does."""

    by_version: Mapping[int, int] = field(default_factory=dict)
    otherwise: int = 0

    def of(self, points: int, version: int | None) -> int:
        """So many points of that version, in minor units."""
        return points * self.by_version.get(version or 0, self.otherwise)


def worth(versions: Sequence[Launched] | None = None) -> Worth:
    """As the launched versions say. One query where they are not given."""
    versions = launched() if versions is None else versions
    values = {programme.version: programme.point_value_minor for programme, _, _ in versions}
    return Worth(values, list(values.values())[-1] if values else 0)
