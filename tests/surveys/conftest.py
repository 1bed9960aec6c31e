"""The cast, in the database, and a survey of theirs."""

from datetime import datetime

import pytest

from quen.surveys.models import Survey
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from tests import world as cast


@pytest.fixture
def world(db: None) -> cast.World:
    return cast.build()


@pytest.fixture
def nps(world: cast.World, now: datetime) -> Survey:
    return make_survey(name="Giới thiệu", form=READY_MADE["nps"].form, at=now, by=world.by_mai)
