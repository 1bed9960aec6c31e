"""Tell the streams, in the transaction of the fact: PostgreSQL lets them hear when it commits, and not before."""

import json
from typing import Any

from django.db import connection

CHANNEL = "quen_chats"


def tell(chat: int, **facts: Any) -> None:
    """One notice. A stream that misses it reads on from the last line it knows, so lines themselves are not in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"chat": chat, **facts})])
