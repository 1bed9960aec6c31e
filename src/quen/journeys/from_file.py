"""A journey as somebody brings it in a file."""

from quen.journeys.mistakes import in_lines
from quen.journeys.plan import Plan
from quen.journeys.texts import unfit_texts
from quen.journeys.yaml_text import load


def read_journey(text: str) -> Plan:
    """The journey, its texts fit to be sent. Raises BadJourney, which names every mistake by its line."""
    plan = load(text)
    if unfit := list(unfit_texts(plan)):
        raise in_lines(text, unfit)
    return plan
