"""What a browser does with a push, without the push service of its maker, which lies on the internet."""

import json
from typing import Any

from playwright.sync_api import Page

_SUBSCRIBE = """
(said) => { PushManager.prototype.subscribe = async () => ({
  endpoint: said.endpoint, toJSON: () => ({ keys: { p256dh: said.p256dh, auth: said.auth } }) }); }
"""
_WAITS = 500


def subscribe_to(page: Page, *, endpoint: str, p256dh: str, auth: str) -> None:
    """Whoever asks for notices on this page from now on is told of our service and keys."""
    page.evaluate(_SUBSCRIBE, {"endpoint": endpoint, "p256dh": p256dh, "auth": auth})


def shown_after(page: Page, *, origin: str, said: dict[str, Any]) -> list[list[str]]:
    """Hand the message to the page's worker as the browser's service would: title, body and tag of what it shows.

    The browser itself tells what it has shown. Asking the page for it with `getNotifications` meanwhile would take a
    notice away that is written down and not yet on the screen.
    """
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    line = page.context.new_cdp_session(page)
    workers: list[str] = []
    shown: list[list[str]] = []
    line.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: workers.extend(each["registrationId"] for each in event["registrations"]),
    )
    line.on(
        "BackgroundService.backgroundServiceEventReceived",
        lambda event: shown.append(_notice(event["backgroundServiceEvent"])),
    )
    line.send("ServiceWorker.enable")
    line.send("BackgroundService.startObserving", {"service": "notifications"})
    line.send("BackgroundService.setRecording", {"service": "notifications", "shouldRecord": True})
    _until(page, workers)
    line.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": workers[0], "data": json.dumps(said)},
    )
    _until(page, shown)
    return shown


def _until(page: Page, told: list[Any]) -> None:
    """Let the browser speak until it has told something, for ten seconds at most."""
    for _ in range(_WAITS):
        if told:
            return
        page.wait_for_timeout(20)
    raise AssertionError("the browser told nothing")


def _notice(event: dict[str, Any]) -> list[str]:
    """Title, body and tag of a notice the browser says it has shown."""
    said = {each["key"]: each["value"] for each in event["eventMetadata"]}
    return [said["Title"], said["Body"], event["instanceId"]]
