"""HTTP headers and answers that several rooms send."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.log import log_response

#: Content security policy of downloads. A browser that shows one nevertheless runs and loads nothing.
SANDBOX = "default-src 'none'; sandbox"
#: Seconds before another attempt: the costliest review takes about as long.
RETRY_AFTER = 10


def busy(request: HttpRequest) -> HttpResponse:
    """Return the page (503) for a request that costs much, while another such request is served.

    What a form sent can be sent again from it, but for files.
    """
    sent = [] if request.FILES else [(name, value) for name, values in request.POST.lists() for value in values]
    context = {"reason": "work", "method": request.method, "address": request.get_full_path(), "fields": sent}
    response = HttpResponse(render_to_string("503.html", context), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "private, no-store"
    return expected(request, response)


def expected(request: HttpRequest, response: HttpResponse, problem: str = "work") -> HttpResponse:
    """Return a response (503) of which Django logs no error: nothing is wrong but the moment.

    The log of requests names the `problem`; "work" is that another such request is served.
    """
    vars(response)["problem"] = problem
    log_response("%s", request.path, response=response, request=request, level="debug")
    return response
