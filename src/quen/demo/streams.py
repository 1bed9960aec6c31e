"""One stream of chance per subject, so that a subject added later leaves the others' draws as they were."""

from enum import IntEnum

from numpy.random import PCG64, Generator, SeedSequence


class Subject(IntEnum):
    """What a stream decides. The numbers are part of the seed: never renumber, only add."""

    SEASON = 1
    POPULATION = 2
    FACTS = 3
    PHONES = 4
    RHYTHM = 5
    REFILLS = 6
    PASSERS_BY = 7
    TASTES = 8
    BASKETS = 9
    HOURS = 10
    RETURNS = 11
    TEAM = 12
    DUPLICATES = 13
    VISITS = 14
    CARDS = 15
    HANDWRITING = 16
    PRICES = 17
    NEEDS = 18
    REACTIONS = 19
    JOURNEYS = 20


def stream(seed: int, subject: Subject) -> Generator:
    """The generator for one subject: PCG64, named outright because numpy's default may change."""
    return Generator(PCG64(SeedSequence([seed, int(subject)])))
