"""The proof of a yes whose owner followed the link sent to her address, and how a proof is read."""

from django.utils.translation import gettext

CONFIRMED = "Confirmed by the link sent to "
"""How such a proof begins, in every language: by this the guard knows it."""


def proof_as_read(proof: str) -> str:
    """The proof in the reader's language, where it is the one that is kept in one language for all."""
    if not proof.startswith(CONFIRMED):
        return proof
    return gettext("Confirmed by the link sent to %(address)s") % {"address": proof.removeprefix(CONFIRMED)}
