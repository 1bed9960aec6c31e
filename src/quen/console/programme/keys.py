"""Keys of new parts, made of their names."""

import re
from itertools import count

from quen.kernel.names import search_key


def new_key(name: str, taken: set[str]) -> str:
    """A key no other part has: ``Cuối tuần`` → ``cuoi-tuan``, the second ``cuoi-tuan-2``. It joins `taken`."""
    stem = re.sub(r"[^a-z0-9]+", "-", search_key(name)).strip("-")[:34] or "x"
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    key = next(candidate for candidate in candidates if candidate not in taken)
    taken.add(key)
    return key
