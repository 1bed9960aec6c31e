"""What the journeys of the year say: each for customers who bear a tag, so that it is tried on some first."""

from typing import Any

from quen.demo.reactions import Trial
from quen.journeys.plan import Plan
from quen.journeys.yaml_text import from_values

_AT = "09:30"
_WORDS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "come-again": (
        "Cảm ơn sau khi mua", "Thử: cảm ơn", "",
        ("{{ business }} cảm ơn {{ dear }} đã ghé. Lần tới mời {{ dear }} thử món mới của quán nhé!",),
    ),
    "miss-you": (
        "Hỏi thăm khách vắng", "Thử: hỏi thăm", "",
        ("Lâu rồi {{ business }} chưa gặp {{ dear }}. Quán vẫn để dành chỗ quen.",),
    ),
    "pester": (
        "Nhắc mua ba lần liền", "Thử: nhắc liền ba lần", "",
        (
            "{{ business }}: hôm qua {{ dear }} mua rồi, hôm nay mua thêm nhé!",
            "{{ business }}: {{ dear }} ơi, còn chờ gì nữa? Mua thêm ngay hôm nay!",
            "{{ business }}: nhắc {{ dear }} lần cuối, mua thêm kẻo lỡ!",
        ),
    ),
    "goes-with-it": (
        "Món hợp với món vừa mua", "Thử: món hợp", "Món này hợp với món {{ dear }} vừa mua",
        (
            "Chào {{ dear }},\n\nMón {{ dear }} vừa mua rất hợp với bánh mới ra lò. Mời {{ dear }} ghé thử."
            "\n\n{{ business }}",
        ),
    ),
}  # fmt: skip


def plan_for(trial: Trial) -> Plan:
    """The journey of a trial: a day after what begins it a message, and perhaps one more each day."""
    name, _tag, subject, bodies = _WORDS[trial.key]
    return from_values(
        {
            "key": trial.key, "name": name, "triggers": [_trigger(trial)],
            "who": {"all": [{"condition": "tag", "tag": tag_of(trial)}]},
            "holdout_percent": trial.holdout_percent, "proof_days": trial.coming_days + trial.horizon_days,
            "steps": [step for body in bodies for step in _steps(trial, subject, body)],
        }
    )  # fmt: skip


def tag_of(trial: Trial) -> str:
    """The tag of those it is tried on."""
    return _WORDS[trial.key][1]


def _trigger(trial: Trial) -> dict[str, Any]:
    if trial.quiet_days:
        return {"on": "forecast", "forecast": "overdue"}
    return {"on": "event", "event": "purchase.recorded"}


def _steps(trial: Trial, subject: str, body: str) -> list[dict[str, Any]]:
    said = {"channel": trial.channel, "language": "vi", "subject": subject, "body": body}
    return [{"do": "wait", "days": 1, "at": _AT}, {"do": "message", "texts": [said]}]
