"""The language of the pages: what a person chose in the foot, else what their browser asks for, else Indonesian."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST


@login_not_required
@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember a language in a cookie, and go back to where it was chosen, never off the site.

    It asks for no token: one would give every public page a cookie, and keep it out of every cache. The worst that a
    foreign page can do is to change the language of a reader, who changes it back in the foot.
    """
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    language = request.POST.get("bahasa", "")
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response
