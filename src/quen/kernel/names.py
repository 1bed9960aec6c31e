"""Names of people and things as search keys."""

import unicodedata

_HARD_LETTERS = str.maketrans({"đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss"})


def search_key(name: str) -> str:
    """Lower case, no diacritics, single spaces: ``Nguyễn  Thị Đào`` → ``nguyen thi dao``."""
    decomposed = unicodedata.normalize("NFD", name.translate(_HARD_LETTERS))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(bare.casefold().split())


def tidy(name: str) -> str:
    """The name as it should be kept: composed letters (NFC), single spaces, none around."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def email_key(address: str) -> str | None:
    """The address in the form two writings of one mailbox share (lower case), or None where it is no address."""
    text = unicodedata.normalize("NFC", address).strip().casefold()
    local, at, domain = text.rpartition("@")
    if not at or not local or "." not in domain or any(character.isspace() for character in text):
        return None
    return text
