"""Signatures agree with the specification's own example, and with every secret that counts."""

import base64

from quen.webhooks.sign import PREFIX, headers, new_secret


def test_the_signature_of_the_specifications_example() -> None:
    signed = headers(
        message="msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp=1614265330,
        body=b'{"test": 2432232314}',
        signed_with=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )
    assert signed == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_every_secret_signs() -> None:
    both = headers(message="a", timestamp=1, body=b"{}", signed_with=[new_secret(), new_secret()])
    assert len(both["webhook-signature"].split(" ")) == 2


def test_a_secret_has_256_random_bits() -> None:
    secret = new_secret()
    assert secret.startswith(PREFIX)
    assert len(base64.b64decode(secret.removeprefix(PREFIX))) == 32
    assert secret != new_secret()
