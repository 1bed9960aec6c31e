"""Secrets are made on first start, never shipped."""

import os
import secrets

from quen.home.folder import home


def secret_key() -> str:
    """The key that signs sessions and links: from `QUEN_SECRET_KEY`, else generated once into QUEN_HOME."""
    if given := os.environ.get("QUEN_SECRET_KEY"):
        return given
    path = home() / "secret.key"
    try:
        # Exclusive creation decides which of two first starts makes the key.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key
