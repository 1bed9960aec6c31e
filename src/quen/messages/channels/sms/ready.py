"""Descriptions of gateways used in Vietnam, to begin with; what a shop's contract says goes before them.

Sources: eSMS, developers.esms.vn (sending, table of error codes, callback, “Kết nối đầu số ngắn” for what customers
send). SpeedSMS, en.speedsms.vn (error codes), and its published clients (kinds of SMS, HTTP Basic with the token as the
user). VietGuys, as several published clients call its ``api/index.php``; its own pages on it could not be read.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from quen.kernel.sentences import gettext_noop


@dataclass(frozen=True)
class Ready:
    """A gateway's name, its description, and what staff should know before they use it."""

    name: str
    description: Mapping[str, object]
    note: str

    @property
    def text(self) -> str:
        """The description as staff paste it."""
        return json.dumps(self.description, ensure_ascii=False, indent=2)


READY: Mapping[str, Ready] = {
    "esms": Ready(
        "eSMS",
        {
            "url": "https://rest.esms.vn/MainService.svc/json/SendMultipleMessage_V4_post_json/",
            "phone": "0",
            "fields": {
                "ApiKey": "{{api_key}}", "SecretKey": "{{api_secret}}", "Phone": "{{phone}}", "Content": "{{text}}",
                "Brandname": "{{sender}}", "SmsType": "2", "IsUnicode": "{{unicode}}", "RequestId": "{{short_key}}",
            },
            "answer": {
                "status": "CodeResult", "id": "SMSID", "taken": ["100"], "known": ["124"], "bad_number": ["108"],
                "busy": ["101", "103", "140"],
            },
            "report": {
                "id": "SMSID", "key": "RequestId", "status": "SendStatus,SendSuccess", "delivered": ["5,1"],
                "failed": ["5,0", "4,0", "4,"],
            },
            "incoming": {"id": "smsid", "phone": "sender", "text": "content"},
        },
        gettext_noop(
            "Customer care under your registered brand name and templates (SmsType 2). eSMS takes advertising only for thirty numbers or more at once, so it does not go this way. Give eSMS the address for delivery reports. Nobody can answer a brand name: where you rent a short number of eSMS (8041, 8079, 6088 …), give eSMS the address for answers too, and agree that eSMS sends nothing back by itself."  # noqa: E501
        ),
    ),
    "speedsms": Ready(
        "SpeedSMS",
        {
            "url": "https://api.speedsms.vn/index.php/sms/send",
            "basic": ["{{api_key}}", "x"],
            "fields": {
                "to": ["{{phone}}"], "content": "{{text}}", "sms_type": 3, "sender": "{{sender}}",
            },
            "answer": {
                "status": "code", "id": "data.tranId", "taken": ["00"], "bad_number": ["105"],
                "busy": ["007", "008", "009", "300", "500"],
            },
        },
        gettext_noop(
            "Under your own brand name (sms_type 3); 2 sends from a number, 4 under the name Notify. The access token goes into the gateway's key. No delivery reports and no answers of customers: SpeedSMS does not say publicly how they look."  # noqa: E501
        ),
    ),
    "vietguys": Ready(
        "VietGuys",
        {
            "url": "https://cloudsms.vietguys.biz:4438/api/index.php",
            "encoding": "form",
            "unicode": ["0", "8"],
            "fields": {
                "u": "{{user}}", "pwd": "{{password}}", "from": "{{sender}}", "phone": "{{phone}}", "sms": "{{text}}",
                "bid": "{{short_key}}", "type": "{{unicode}}", "json": "1",
            },
            "answer": {"status": "error", "id": "msgid", "taken": ["0"]},
        },
        gettext_noop(
            "Made from how other programs call VietGuys, not from its own pages: send one to yourself first. No answers of customers: we found no public word of VietGuys on how they look."  # noqa: E501
        ),
    ),
}  # fmt: skip
