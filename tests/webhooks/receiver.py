"""A receiver of webhooks: a process of its own that writes down what arrives and answers as it is told."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SERVER = """
import json, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
folder = sys.argv[1]

class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        how = json.load(open(folder + "/how.json"))
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with open(folder + "/arrived.jsonl", "a") as file:
            file.write(json.dumps({"path": self.path, "headers": dict(self.headers), "body": body}) + "\\n")
        time.sleep(how.get("sleep", 0))
        if how.get("hangs_up"):
            return
        self.send_response(how["status"])
        for name, value in how.get("headers", {}).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for _ in range(how.get("drip", 0)):
                self.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            pass
    def log_message(self, *rest):
        pass

server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


@dataclass
class Receiver:
    """The running process."""

    process: "subprocess.Popen[str]"
    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks"

    def answers(self, status: int, **how: object) -> None:
        """Answer so from now on."""
        (self.folder / "how.json").write_text(json.dumps({"status": status, **how}))

    def arrived(self) -> list[dict[str, Any]]:
        """What has arrived, in order."""
        file = self.folder / "arrived.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def start(folder: Path) -> Receiver:
    """Start it on a free port of this machine."""
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    receiver = Receiver(process, int(process.stdout.readline()), folder)
    receiver.answers(200)
    return receiver


def wait_for(count: int, receiver: Receiver, seconds: float = 60) -> list[dict[str, Any]]:
    """What has arrived, once there are so many."""
    deadline = time.monotonic() + seconds
    while len(receiver.arrived()) < count:
        assert time.monotonic() < deadline, f"only {len(receiver.arrived())} arrived"
        time.sleep(0.02)
    return receiver.arrived()
