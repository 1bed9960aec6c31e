"""What a browser does with a push, without the push service of its maker, which lies on the internet."""

import json
from typing import Any

from playwright.sync_api import Page

_SUBSCRIBE = """
(said) => { PushManager.prototype.subscribe = async () => ({
  endpoint: said.endpoint, toJSON: () => ({ keys: { p256dh: said.p256dh, auth: said.auth } }) }); }
"""
# A promise is true for `wait_for_function`: what is shown is asked for again in the page itself, for ten seconds.
_SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  for (let asked = 0; asked < 200; asked++) {
    const shown = await registration.getNotifications();
    if (shown.length) return shown.map((one) => [one.title, one.body, one.tag]);
    await new Promise((again) => setTimeout(again, 50));
  }
  return [];
}"""
_WAITS = 500


def subscribe_to(page: Page, *, endpoint: str, p256dh: str, auth: str) -> None:
    """Whoever asks for notices on this page from now on is told of our service and keys."""
    page.evaluate(_SUBSCRIBE, {"endpoint": endpoint, "p256dh": p256dh, "auth": auth})


def shown_after(page: Page, *, origin: str, said: dict[str, Any]) -> list[list[str]]:
    """Hand the message to the page's worker as the browser's service would: title, body and tag of what it shows."""
    line = page.context.new_cdp_session(page)
    found: list[str] = []
    line.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(each["registrationId"] for each in event["registrations"]),
    )
    line.send("ServiceWorker.enable")
    for _ in range(_WAITS):
        if found:
            break
        page.wait_for_timeout(20)  # the browser tells of its workers when it comes to it
    line.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": found[0], "data": json.dumps(said)},
    )
    shown: list[list[str]] = page.evaluate(_SHOWN)
    return shown
