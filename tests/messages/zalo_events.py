"""Events as Zalo posts them, signed as Zalo signs them."""

import hashlib
import json

from django.test import Client

APP, OA, SECRET = "77", "388613280878808645", "oa-secret"
SENT_AT = "1732240800000"


def wrote(text: str, msg_id: str, user: str, **more: object) -> dict[str, object]:
    """``user_send_text``."""
    return {
        "app_id": APP, "user_id_by_app": "552177279717587730", "event_name": "user_send_text", "timestamp": SENT_AT,
        "sender": {"id": user}, "recipient": {"id": OA}, "message": {"text": text, "msg_id": msg_id}, **more,
    }  # fmt: skip


def shared(
    phone: object, user: str, timestamp: str = SENT_AT, name: str = "Trần Thị Lan"
) -> dict[str, object]:
    """``user_submit_info``: Zalo writes the phone as a number."""
    info = {
        "address": "12 Lý Thường Kiệt", "phone": phone, "city": "Đà Nẵng", "district": "Hải Châu", "name": name,
        "ward": "",
    }  # fmt: skip
    return {
        "app_id": APP, "event_name": "user_submit_info", "timestamp": timestamp, "sender": {"id": user},
        "recipient": {"id": OA}, "info": info,
    }  # fmt: skip


def tell(event: object, *, secret: str = SECRET) -> int:
    """Post it; the status of the answer."""
    body = json.dumps(event).encode()
    time = str(event.get("timestamp", "")) if isinstance(event, dict) else ""
    digest = hashlib.sha256(APP.encode() + body + time.encode() + secret.encode()).hexdigest()
    answer = Client(enforce_csrf_checks=True).post(
        "/hooks/zalo/", body, content_type="application/json",
        headers={"X-ZEvent-Signature": f"mac={digest}"},
    )  # fmt: skip
    return answer.status_code
