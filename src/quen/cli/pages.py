"""The web server of `quen serve`: Granian, made to end whenever it is told to."""

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

_STOP_SECONDS = 10


class Pages(MPServer):
    """Granian that stays told to stop.

    Its main loop waits for an event that a signal sets, and clears it before it starts a web process anew that had
    ended by itself. Ctrl-C reaches the web processes, too: one may end just before the signal is heard here, and the
    event cleared just after it. The loop would then wait for ever.
    """

    def signal_handler_interrupt(self, *args: object, **kwargs: object) -> None:
        """Note the signal; from now on nothing makes it unheard."""
        self.main_loop_interrupt.clear = _stay_set  # type: ignore[method-assign]
        super().signal_handler_interrupt(*args, **kwargs)  # type: ignore[no-untyped-call]


def serve_pages(*, host: str, port: int, workers: int, threads: int) -> None:
    """Serve until a signal."""
    pages(host=host, port=port, workers=workers, threads=threads).serve()


def pages(*, host: str, port: int, workers: int, threads: int) -> Pages:
    """The server, not started yet."""
    return Pages(
        target="quen.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backpressure=max(64, threads * 8),
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_SECONDS,  # one that does not end would keep Ctrl-C waiting for ever
    )


def _stay_set() -> None:
    """Instead of clearing the event."""
