"""A push service: a process of its own that keeps what it is given; and a browser that can read it."""

import base64
import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from quen.messages.channels.push.encrypt import padless, raw, unpadded

_SERVER = """
import base64, json, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
folder = sys.argv[1]

class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        how = json.load(open(folder + "/how.json")).get(self.path, {"status": 201})
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with open(folder + "/asked.jsonl", "a") as file:
            said = {"path": self.path, "headers": dict(self.headers), "body": base64.b64encode(body).decode()}
            file.write(json.dumps(said) + "\\n")
        time.sleep(how.get("sleeps", 0))
        if how.get("hangs_up"):
            return
        self.send_response(how["status"])
        for name, value in how.get("headers", {}).items():
            self.send_header(name, value)
        self.end_headers()
    def log_message(self, *rest):
        pass

server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


@dataclass
class PushService:
    """The running process; `how` is what each path answers."""

    process: "subprocess.Popen[str]"
    port: int
    folder: Path

    def answers(self, **how: dict[str, object]) -> None:
        """path without its slash → status and headers; `sleeps` before it answers, `hangs_up` instead."""
        (self.folder / "how.json").write_text(json.dumps({f"/{path}": said for path, said in how.items()}))

    def asked(self) -> list[dict[str, Any]]:
        file = self.folder / "asked.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def start(folder: Path) -> PushService:
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    running = PushService(process, int(process.stdout.readline()), folder)
    running.answers()
    return running


@dataclass
class Browser:
    """Its key pair and secret, made when she asks for notices."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = b"0123456789abcdef"

    @property
    def p256dh(self) -> str:
        return padless(raw(self.key.public_key()))

    @property
    def auth(self) -> str:
        return padless(self.secret)

    def read(self, body: str) -> dict[str, str]:
        """What a message says, decrypted as RFC 8291 tells browsers to."""
        content = base64.b64decode(body)
        salt, length = content[:16], content[20]
        point, sealed = content[21 : 21 + length], content[21 + length :]
        shared = self.key.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        )
        info = b"WebPush: info\0" + raw(self.key.public_key()) + point
        seed = HKDF(hashes.SHA256(), 32, self.secret, info).derive(shared)
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(seed)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(seed)
        plain = AESGCM(key).decrypt(nonce, sealed, None)
        assert plain[-1:] == b"\2"
        said: dict[str, str] = json.loads(plain[:-1])
        return said


def claims_of(authorization: str) -> tuple[dict[str, Any], bool]:
    """What a VAPID header claims, and whether its signature is that of the key it names."""
    token, key = (part.partition("=")[2] for part in authorization.removeprefix("vapid ").split(", "))
    head, said, signature = token.split(".")
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    r, s = unpadded(signature)[:32], unpadded(signature)[32:]
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unpadded(key))
    try:
        public.verify(
            encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big")), f"{head}.{said}".encode(),
            ec.ECDSA(hashes.SHA256()),
        )  # fmt: skip
    except InvalidSignature:
        return json.loads(unpadded(said)), False
    return json.loads(unpadded(said)), True
