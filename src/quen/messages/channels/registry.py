"""Which channels there are."""

from collections.abc import Mapping

from quen.messages.channel import Channel
from quen.messages.channels.call.port import PORT as CALL
from quen.messages.channels.email.port import PORT as EMAIL
from quen.messages.channels.in_app.port import PORT as IN_APP
from quen.messages.channels.port import Port
from quen.messages.channels.push.port import PORT as PUSH
from quen.messages.channels.sms.port import PORT as SMS
from quen.messages.channels.webhook.port import PORT as WEBHOOK
from quen.messages.channels.zalo.port import PORT as ZALO

PORTS: Mapping[Channel, Port] = {
    port.channel: port for port in (EMAIL, SMS, ZALO, PUSH, IN_APP, CALL, WEBHOOK)
}
