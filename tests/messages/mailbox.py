"""A real SMTP peer: a process of its own that keeps what arrives, and answers as it is told."""

import email
import email.policy
import json
import subprocess
import sys
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

_SERVER = """
import asyncio, json, os, sys
from aiosmtpd.smtp import SMTP
folder = sys.argv[1]
out = os.open(folder + "/arrived.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

def how():
    with open(folder + "/how.json") as file:
        return json.load(file)

class Keeper:
    async def handle_RCPT(self, server, session, envelope, address, options):
        await asyncio.sleep(how().get("rcpt_sleep", 0))
        answer = how().get("rcpt", {}).get(address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        now = how()
        if now.get("data"):
            return now["data"]
        line = json.dumps({"to": envelope.rcpt_tos, "mail": envelope.content.decode("latin-1")}) + "\\n"
        os.write(out, line.encode())
        await asyncio.sleep(now.get("sleep", 0))
        if now.get("drop"):
            server.transport.abort()
            await asyncio.sleep(1)
        return "250 kept"

async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Keeper(), hostname="mailbox.test"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""


@dataclass
class Mailbox:
    """The running process."""

    process: "subprocess.Popen[str]"
    port: int
    folder: Path

    def answers(self, **how: object) -> None:
        """Answer so from now on: `rcpt` address → answer, `data` an answer to every mail, `sleep`, `rcpt_sleep`, `drop`."""
        (self.folder / "how.tmp").write_text(json.dumps(how))
        (self.folder / "how.tmp").rename(self.folder / "how.json")

    def arrived(self) -> list[EmailMessage]:
        """What has arrived, in order."""
        return [
            email.message_from_bytes(row["mail"].encode("latin-1"), policy=email.policy.default)
            for row in self._rows()
        ]

    def names(self) -> list[str]:
        """The Message-ID of everything that has arrived."""
        return [str(each["Message-ID"]) for each in self.arrived()]

    def _rows(self) -> list[dict[str, Any]]:
        file = self.folder / "arrived.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def start(folder: Path) -> Mailbox:
    """Start it on a free port of this machine."""
    folder.mkdir()
    (folder / "how.json").write_text("{}")
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _SERVER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return Mailbox(process, int(process.stdout.readline()), folder)
