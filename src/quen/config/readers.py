"""Which reader listens to which event: the registry the worker follows, in this order."""

from quen.events.reader import Reader

READERS: tuple[Reader, ...] = ()
