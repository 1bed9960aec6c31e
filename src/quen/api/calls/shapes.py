"""A call as a call centre tells of it."""

from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from quen.api.shapes import Asked, Moment, Text, says
from quen.tasks.record_call import CallResult, Direction

Address = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s\x00-\x1f\x7f<>\"]{1,490}$", max_length=500)
]


class NewCall(Asked):
    """A call that ended. `recording`: where the call centre keeps it; the recording itself is not fetched."""

    phone: Annotated[Text, Field(min_length=1, max_length=40)]
    direction: Direction
    result: CallResult
    happened_at: Moment
    seconds: Annotated[int, Field(strict=True, ge=0, le=86_400)] = 0
    recording: Address | None = None

    model_config = says(
        {
            "phone": "0912 345 678",
            "direction": "inbound",
            "result": "answered",
            "happened_at": "2026-11-22T02:00:00Z",
            "seconds": 75,
            "recording": "https://callcentre.example.com/recordings/5512.mp3",
        }
    )


class Call(Schema):
    """Whose call it was."""

    model_config = says({"customer": 42})

    customer: int | None = Field(description="null where the number is of nobody known")
