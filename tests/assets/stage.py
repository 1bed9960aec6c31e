"""A stage for the front end alone: our templates and the built files, served under the real security policy."""

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.utils import translation

from quen.assets.manifest import DIST
from quen.console.middleware import ContentSecurityPolicy

POLICY = ContentSecurityPolicy(lambda _: HttpResponse())(HttpRequest())["Content-Security-Policy"]
FRAME = """{% load assets %}<!doctype html><html lang="LANGUAGE" data-bs-theme="light"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Stage</title>{% asset "theme.ts" %}
{% asset "styles/look.css" %}{% asset "console.ts" %}</head><body><main id="main"><h1>Stage</h1>
<div id="messages" role="status"></div>BODY</main>{% include "console/_kept_words.html" %}</body></html>"""


def written(body: str, *, language: str = "vi", **facts: object) -> str:
    """A whole page around a body in Django's template language."""
    source = FRAME.replace("BODY", body).replace("LANGUAGE", language)
    with translation.override(language):
        return Template(source).render(Context(facts))


@contextmanager
def served(html: str, answers: dict[str, tuple[int, str]] | None = None) -> Iterator[str]:
    """Serve the page at the address yielded; `answers` are what a POST or GET elsewhere gets: status and HTML."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Stage, html, answers or {}))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class _Stage(BaseHTTPRequestHandler):
    def __init__(self, html: str, answers: dict[str, tuple[int, str]], *args: object) -> None:
        self.html, self.answers = html, answers
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path.startswith("/static/"):
            file = DIST / path.removeprefix("/static/")
            self._send(200, file.read_bytes(), mimetypes.guess_type(file.name)[0] or "font/woff2")
        elif path in self.answers:
            self._answer(path)
        else:
            self._send(200, self.html.encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(self.path.partition("?")[0])

    def _answer(self, path: str) -> None:
        status, html = self.answers[path]
        self._send(status, html.encode(), "text/html; charset=utf-8")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
