"""Middleware for headers that neither Django nor django-csp sets, for large bodies, and for compression."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

Responder = Callable[[HttpRequest], HttpResponse]

HEADERS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
    # SecurityMiddleware sets these as well, but not on its own refusals, such as one for a wrong host.
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that adds `HEADERS` where the response does not set them itself; also to static files.

    Over TLS HSTS as well, which SecurityMiddleware sets only on what comes from further in.
    """
    stay = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", stay)
        return response

    return respond


def body_limit(get_response: Responder) -> Responder:
    """Middleware that answers 413 to a body of more than eight times the largest file, without reading it.

    A body that is a little too large is read, so that the sender sees the limit (`exchange.imports.upload_handler`).
    """

    def respond(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > 8 * settings.EXCHANGE_BYTE_LIMIT:
            context = {"size": int(length), "limit": settings.EXCHANGE_BYTE_LIMIT}
            return HttpResponse(render_to_string("413.html", context), status=413)
        return get_response(request)

    return respond


def cache_headers(get_response: Responder) -> Responder:
    """Middleware that keeps personal pages out of every cache, and lets caches revalidate all others.

    A response that sets Cache-Control itself, such as a static file, keeps it.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response.headers:
            personal = settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies
            response.headers["Cache-Control"] = (
                "private, no-store" if personal else "public, max-age=0, must-revalidate"
            )
            patch_vary_headers(response, ["Cookie"])
        return response

    return respond


class Compression(GZipMiddleware):
    """Compress text. PDF and office files are large and already compressed."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the response, compressed where that helps."""
        if response.headers.get("Content-Type", "").startswith(("application/pdf", "application/vnd.")):
            return response
        return super().process_response(request, response)
