"""An SMS gateway: a process of its own that answers as it is told and keeps what it was asked."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SERVER = """
import json, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
folder = sys.argv[1]

class Gateway(BaseHTTPRequestHandler):
    def do_POST(self):
        how = json.load(open(folder + "/how.json"))
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        with open(folder + "/asked.jsonl", "a") as file:
            file.write(json.dumps({"path": self.path, "headers": dict(self.headers), "body": body}) + "\\n")
        time.sleep(how.get("sleeps", 0))
        if how.get("hangs_up"):
            return
        answer = json.dumps(how.get("answer", {})).encode()
        self.send_response(how.get("status", 200))
        for name, value in how.get("headers", {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
    do_GET = do_POST
    def log_message(self, *rest):
        pass

server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


@dataclass
class Gateway:
    """The running process."""

    process: "subprocess.Popen[str]"
    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/send"

    def answers(self, answer: object = None, **how: object) -> None:
        (self.folder / "how.json").write_text(json.dumps({"answer": answer or {}, **how}))

    def asked(self) -> list[dict[str, Any]]:
        file = self.folder / "asked.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def start(folder: Path) -> Gateway:
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    running = Gateway(process, int(process.stdout.readline()), folder)
    running.answers({"code": "0", "data": {"id": "GW-1"}})
    return running
