"""A message as a channel hands it over: everything decided, nothing looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Letter:
    """`key` is unique for ever: what the provider is told, so that it can drop a second one.

    `unsubscribe`: the address that stops offers with one POST (RFC 8058); empty in what is no offer.
    """

    key: str
    address: str
    name: str = ""
    subject: str = ""
    text: str = ""
    html: str = ""
    zns_template: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    is_marketing: bool = False
    unsubscribe: str = ""
