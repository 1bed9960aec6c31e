"""What every shape of the API has in common."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Path, Schema
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from quen.api.paging import LARGEST
from quen.kernel.believable import is_believable

Id = Annotated[int, Field(strict=True, ge=1, le=LARGEST)]
PathId = Annotated[int, Path(ge=1, le=LARGEST)]
Money = Annotated[int, Field(strict=True, ge=-(10**15), le=10**15)]
Amount = Annotated[int, Field(strict=True, ge=0, le=10**15)]
Points = Annotated[int, Field(strict=True, ge=1, le=10**12)]


_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def _readable(text: str) -> str:
    if _CONTROL.search(text):
        raise PydanticCustomError("control_letters", "control letters")
    return text


# ECMA 262 knows no \p, so the pattern names what may not be in it.
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$"), AfterValidator(_readable)]


def _believable(moment: datetime) -> datetime:
    if not is_believable(moment):
        raise PydanticCustomError("time_out_of_range", "time out of range")
    return moment


def _written(value: object) -> object:
    """Times and days are text, not numbers that might mean seconds or days."""
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "not text")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_believable)]
Day = Annotated[date, BeforeValidator(_written)]
Flag = Annotated[bool, Field(strict=True)]


def says(example: dict[str, Any]) -> ConfigDict:
    """The configuration of a shape with its example."""
    return ConfigDict(json_schema_extra={"examples": [example]})


class Asked(BaseModel):
    """Something sent to the API: a name it does not know is refused rather than overlooked.

    Plain pydantic: ninja's own base looks every field up once more in Python, which a sale of many lines would feel.
    """

    model_config = ConfigDict(extra="forbid")


class Nothing(Asked):
    """An empty object."""

    model_config = says({})


class Problem(Schema):
    """Why a request was refused (RFC 9457)."""

    model_config = ConfigDict(
        extra="allow",
        **says(
            {
                "type": "urn:khach-quen:problem:no-such-customer",
                "title": "Not found",
                "status": 404,
                "detail": "There is no customer number 7. Search by name or phone instead.",
                "instance": "/api/v1/customers/7",
                "facts": {"customer": 7},
            }
        ),
    )

    type: str
    title: str
    status: int
    detail: str
    instance: str
