"""A letter as bytes, read into what a ticket needs; whatever the bytes are, it is read or refused, never half trusted.

Python's `email` package with its old policy, because the new one raises on headers that are broken. Charsets that are
unknown or wrong are read as well as can be; what is too large, too deep or too many is left out and named.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from quen.kernel.names import email_key, tidy
from quen.tickets.mail.harmless import harmless, words_of
from quen.tickets.mail.quoted import without_quotes

MOST_BYTES = 25_000_000
MOST_FILE_BYTES = 10_000_000
MOST_FILES = 20
MOST_TEXT = 20_000
_MOST_PARTS = 200
_MOST_DEPTH = 20
_MOST_HEADER = 10_000
_MOST_NAME = 240
_NAMES = re.compile(r"<([^<>\s]{1,500})>")
_SURROGATES = re.compile("[\ud800-\udfff]")
_UNSAFE_NAME = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]+")
_PROGRAMS = {
    "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "html", "htm", "jar", "js", "jse", "lnk", "mht", "msi", "ps1",
    "reg", "scr", "sh", "shtml", "svg", "vbe", "vbs", "wsf", "xhtml", "xml",
}  # fmt: skip
"""Files that run or show themselves when they are opened."""


class Unreadable(Exception):
    """No letter can be made of the bytes."""


@dataclass(frozen=True)
class File:
    """Something attached."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """`message_id` has no brackets. `names`: of letters it answers, the nearest first; `left_out`: of files."""

    message_id: str
    names: tuple[str, ...]
    sender: str
    sender_name: str
    subject: str
    text: str
    html: str
    files: tuple[File, ...]
    left_out: tuple[str, ...]
    headers: "Message[str, str]"


def read(raw: bytes) -> Letter:
    """The letter. Raises Unreadable."""
    if not raw.strip() or len(raw) > MOST_BYTES:
        raise Unreadable
    try:
        message = message_from_bytes(raw, policy=policy.compat32)
        parts = list(_leaves(message))
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, AssertionError) as error:
        raise Unreadable from error
    plain, html = _first(parts, "text/plain"), _first(parts, "text/html")
    files, left_out = _files(parts)
    text = without_quotes(plain) if plain.strip() else without_quotes(words_of(html))
    name, address = _sender(message)
    return Letter(
        message_id=_name_of(message, raw), names=_answered(message), sender=address, sender_name=name,
        subject=tidy(header(message, "Subject"))[:300], text=text[:MOST_TEXT], html=harmless(html), files=files,
        left_out=left_out, headers=message,
    )  # fmt: skip


def header(message: "Message[str, str]", name: str) -> str:
    """One header as words, empty where it is missing."""
    return _decoded(_raw(message, name))


def storable(words: str) -> str:
    """Without what a database keeps for nobody: NUL goes, halves of a letter (surrogates) become U+FFFD."""
    return _SURROGATES.sub("\ufffd", words.replace("\x00", ""))


def _plain(message: "Message[str, str]", name: str) -> str:
    """A header that has no encoded words; raw bytes are read as UTF-8, so that two names stay two names."""
    return _raw_as_words(_raw(message, name))


def _raw(message: "Message[str, str]", name: str) -> str:
    """A header as it stands, raw bytes as surrogates: `get` would replace them."""
    wanted = name.lower()
    found = (value for field, value in message.raw_items() if field.lower() == wanted)
    return str(next(found, ""))[:_MOST_HEADER]


def _leaves(message: "Message[str, str]", depth: int = 0) -> Iterator["Message[str, str]"]:
    """Every part that is no container, in order. A letter inside the letter is one part: its words are not hers."""
    if depth > _MOST_DEPTH:
        raise Unreadable
    payload = message.get_payload()
    if message.get_content_type() == "message/rfc822" or not isinstance(payload, list):
        yield message
        return
    for part in payload[:_MOST_PARTS]:
        yield from _leaves(part, depth + 1)  # type: ignore[arg-type]  # a list holds messages


def _first(parts: list["Message[str, str]"], kind: str) -> str:
    for part in parts[:_MOST_PARTS]:
        if part.get_content_type() == kind and not _file_name(part) and not _is_file(part):
            said = text_of(part)
            if said.strip():
                return said
    return ""


def text_of(part: "Message[str, str]") -> str:
    """The words of one part, in whatever charset it says or has."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = _charset(part)
    for candidate in (charset, "utf-8"):
        try:
            return storable(content.decode(candidate))  # UTF-7 and others can make surrogates
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    last = "windows-1258" if charset in ("utf-8", "us-ascii") else "utf-8"
    return storable(content.decode(last, "replace"))


def _charset(part: "Message[str, str]") -> str:
    try:
        said = part.get_content_charset()
    except ValueError:  # RFC 2231 with NUL in the charset's own charset
        said = None
    return (said or "utf-8").strip("'\" ")


def _files(parts: list["Message[str, str]"]) -> tuple[tuple[File, ...], tuple[str, ...]]:
    files: list[File] = []
    left_out: list[str] = []
    for part in parts[:_MOST_PARTS]:
        name = _file_name(part)
        if not name and not _is_file(part):
            continue
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        name = name or "file"
        if not content or len(content) > MOST_FILE_BYTES or len(files) >= MOST_FILES or _is_program(name):
            left_out.append(name)
        else:
            files.append(File(name, content))
    return tuple(files), tuple(left_out[:MOST_FILES])


def _is_file(part: "Message[str, str]") -> bool:
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    return disposition.startswith("attachment") or part.get_content_maintype() not in (
        "text",
        "multipart",
        "message",
    )


def _is_program(name: str) -> bool:
    return name.rpartition(".")[2].lower() in _PROGRAMS


def _file_name(part: "Message[str, str]") -> str:
    """The file's own name without any folder, and without letters that make it look like another."""
    bare: Message[str, str] = Message()
    for field in ("Content-Disposition", "Content-Type"):
        bare[field] = _raw_as_words(_raw(part, field))
    try:
        said = bare.get_filename("")
    except Exception:  # RFC 2231 gone wrong
        said = ""
    name = _UNSAFE_NAME.sub("_", _decoded(storable(str(said or "")))).strip(" ._")
    return name if len(name) <= 150 else f"{name[:120]}…{name[-20:]}"


def _sender(message: "Message[str, str]") -> tuple[str, str]:
    """Name and address of the one it is from; Reply-To is where she wants answers."""
    for field in ("Reply-To", "From"):
        try:
            pairs = getaddresses([_raw(message, field)])
        except Exception:  # addresses no standard knows
            pairs = []
        for name, address in pairs:
            if (key := email_key(_raw_as_words(address))) is not None and len(key) <= 200:
                return tidy(_decoded(name))[:200], key
    return "", ""


def _name_of(message: "Message[str, str]", raw: bytes) -> str:
    """Its Message-ID; a letter without one is known by its bytes."""
    found = _NAMES.search(_plain(message, "Message-ID"))
    if found is None or len(found[1]) > _MOST_NAME:
        return f"sha256.{hashlib.sha256(raw).hexdigest()}"
    return found[1]


def _answered(message: "Message[str, str]") -> tuple[str, ...]:
    said = [_plain(message, name) for name in ("References", "In-Reply-To")]
    names = [name for words in said for name in _NAMES.findall(words) if len(name) <= _MOST_NAME]
    return tuple(dict.fromkeys(reversed(names[-50:])))


def _decoded(words: str) -> str:
    """Encoded words (RFC 2047) as letters; raw bytes of old programs as UTF-8, as which the package keeps them."""
    flat = words.replace("\r", "").replace("\n", "")
    if any("\udc80" <= letter <= "\udcff" for letter in flat):
        return _raw_as_words(flat)
    try:
        pieces = decode_header(flat)
    except Exception:  # an encoded word that is none
        return storable(flat)
    said = [piece if isinstance(piece, str) else _bytes_as_words(piece, charset) for piece, charset in pieces]
    return storable("".join(said))


def _raw_as_words(raw: str) -> str:
    return storable(_bytes_as_words(raw.encode("utf-8", "surrogateescape"), None))


def _bytes_as_words(piece: bytes, charset: str | None) -> str:
    for candidate in (charset or "utf-8", "utf-8"):
        try:
            return piece.decode(candidate)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return piece.decode("latin-1")
