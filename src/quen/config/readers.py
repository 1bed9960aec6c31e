"""Which reader listens to which event: the registry the worker follows, in this order."""

from quen.events.reader import Reader
from quen.insight.lake.reader import lake_reader
from quen.insight.summary.reader import summary_reader

READERS: tuple[Reader, ...] = (summary_reader(), lake_reader())
