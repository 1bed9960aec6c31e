"""Zalo's two servers in one process: tokens that end, refresh tokens that work once, ZNS, and answers to who wrote."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SERVER = """
import json, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs
folder = sys.argv[1]
good = {"refresh": "refresh-0", "access": "", "number": 0}
lock = threading.Lock()

class Zalo(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        with lock, open(folder + "/asked.jsonl", "a") as file:
            file.write(json.dumps({"path": self.path, "headers": dict(self.headers), "body": body}) + "\\n")
        how = json.load(open(folder + "/how.json"))
        if self.path == "/v4/oa/access_token":
            return self.answer(self.token(parse_qs(body), how))
        time.sleep(how.get("sleeps", 0))
        if how.get("hangs_up"):
            return
        if how.get("access_ended"):
            good["access"] = ""
            how.pop("access_ended")
            json.dump(how, open(folder + "/how.json", "w"))
        is_answer = self.path == "/v3.0/oa/message/cs"
        if self.headers.get("access_token") != good["access"]:
            return self.answer({"error": -216 if is_answer else -124, "message": "Access token is invalid"})
        if how.get("status"):
            return self.answer({}, how["status"], how.get("headers", {}))
        if how.get("error"):
            return self.answer({"error": how["error"], "message": "said so"})
        if is_answer:
            return self.answer(self.said(json.loads(body)))
        self.answer({"error": 0, "message": "Success", "data": {"msg_id": "zns-1", "sent_time": "1626926349402",
            "quota": {"dailyQuota": "500", "remainingQuota": "499"}}})

    def said(self, asked):
        text = asked["message"]["text"]
        if not text or len(text) > 2000:
            return {"error": -201, "message": "text is invalid!"}
        good["said"] = good.get("said", 0) + 1
        return {"error": 0, "message": "Success", "data": {"quota": {"quota_type": "reply"},
            "message_id": "oa-%d" % good["said"], "user_id": asked["recipient"]["user_id"],
            "sent_time": "1626926349402"}}

    def token(self, asked, how):
        time.sleep(how.get("token_seconds", 0))
        with lock:
            if self.headers.get("secret_key") != "app-secret" or asked.get("grant_type") != ["refresh_token"] \\
                    or asked.get("refresh_token") != [good["refresh"]] or asked.get("app_id") != ["77"]:
                return {"error_name": "Invalid refresh token.", "error": -14014}
            good["number"] += 1
            good["access"], good["refresh"] = "access-%d" % good["number"], "refresh-%d" % good["number"]
            return {"access_token": good["access"], "refresh_token": good["refresh"], "expires_in": "90000"}

    def answer(self, said, status=200, headers={}):
        data = json.dumps(said).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *rest):
        pass

server = ThreadingHTTPServer(("127.0.0.1", 0), Zalo)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


@dataclass
class Zalo:
    """The running process."""

    process: "subprocess.Popen[str]"
    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answers(self, **how: object) -> None:
        """From now on: `error` a code of ZNS, `status` of HTTP, `hangs_up`, `sleeps`, `access_ended` once, `token_seconds`."""
        (self.folder / "how.json").write_text(json.dumps(how))

    def asked(self, path: str) -> list[dict[str, Any]]:
        file = self.folder / "asked.jsonl"
        rows = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
        return [row for row in rows if row["path"] == path]

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def start(folder: Path) -> Zalo:
    folder.mkdir()
    (folder / "how.json").write_text("{}")
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return Zalo(process, int(process.stdout.readline()), folder)
