"""What e-mail providers tell of letters later: arrived, came back, called spam."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from quen.kernel.errors import QuenError
from quen.messages.channel import Channel
from quen.messages.channels.email.report import take_report
from quen.messages.report_token import is_token_of
from quen.messages.settings import account_of

MOST_BYTES = 1_000_000


@csrf_exempt
@require_http_methods(["POST", "HEAD"])
def email_report(request: HttpRequest, token: str) -> HttpResponse:
    """200 for what could be read, news or not; 409 where there is nobody to read it or it is none."""
    if not is_token_of(Channel.EMAIL, token):
        raise Http404
    if request.method == "HEAD":  # some providers ask once whether anybody is there
        return HttpResponse()
    if len(request.body) > MOST_BYTES:
        return HttpResponse("too long", status=413, content_type="text/plain")
    try:
        take_report(account_of(Channel.EMAIL), request, at=timezone.now())
    except QuenError as error:
        return HttpResponse(str(error), status=409, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
