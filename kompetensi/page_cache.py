"""Cache of public pages: 304 or a copy in memory, after one query for the content version.

The name of a page is a digest of everything that its bytes depend on: the version, this release, the address and the
language. The name is the page's ETag and its key in the cache. Each process and machine may keep its own copies,
because a change of the content changes the names. Pages of logged-in people are not cached: they differ in more than
the role (a name, messages, the tokens of forms), and are `private, no-store`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import re_accepts_gzip
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language_from_request

from exchange.history import ledger
from exchange.release import release
from kompetensi.message_storage import NamedCookie
from kompetensi.operations import watch

#: Anonymous responses at these addresses depend on the content, the language and the settings alone.
LISTS = frozenset(["home", "help", "search", "competencies", "matrix", "comparison", "index", "guide", "aspect"])
DOCUMENTS = frozenset(["competency", "sub-aspect", "book", "book-one", "sitemap", "sitemap-part"])
#: Downloads have a name but no copy: one would be as large as all other copies together.
FILES = frozenset(["export", "export-one", "word-one"])
NAMED = LISTS | DOCUMENTS | FILES
#: Largest copy, in bytes as sent. With the number of copies in the settings it limits the memory.
LARGEST = 64 * 1024
VARY = ("Accept-Language", "Cookie", "Accept-Encoding")
CLOSED = "django.contrib.auth.middleware.LoginRequiredMiddleware"


Responder = Callable[[HttpRequest], HttpResponseBase]


def cache_pages(get_response: Responder) -> Responder:
    """Middleware that answers from the cache while a page's name is the same. One query.

    Disabled where reading needs an account, since no page is public then, and in debug mode.
    """
    if CLOSED in settings.MIDDLEWARE or settings.DEBUG:
        raise MiddlewareNotUsed

    def respond(request: HttpRequest) -> HttpResponseBase:
        name = _name(request)
        if not name:
            return get_response(request)
        if f'W/"{name}"' in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
            return _named(HttpResponse(status=304), name)
        packed = re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        place = f"{name}-gzip" if packed else name
        if copy := caches["pages"].get(place):
            content, headers = copy
            return HttpResponse(content, headers=headers)
        response = get_response(request)
        if response.status_code != 200 or response.cookies or "Cache-Control" in response.headers:
            return response
        _named(response, name)
        if request.method == "GET" and isinstance(response, HttpResponse) and len(response.content) <= LARGEST:
            caches["pages"].set(place, (response.content, dict(response.headers)))
        return response

    return respond


def _named(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["ETag"] = f'W/"{name}"'
    patch_vary_headers(response, VARY)
    return response


def _name(request: HttpRequest) -> str:
    """Return the name of the public page that is requested; "" for any other request.

    One query for a public page, none for other requests. The version is read before the page is made: a page that
    changes meanwhile gets a name that is not asked for again.
    """
    # Cookies of a person's session, and of messages that are left after it.
    personal = (settings.SESSION_COOKIE_NAME, NamedCookie.cookie_name)
    if request.method not in ("GET", "HEAD") or any(map(request.COOKIES.get, personal)):
        return ""
    try:
        if resolve(request.path_info).url_name not in NAMED:
            return ""
        address = f"{request.scheme} {request.get_host()} {request.get_full_path()}"
        parts = (str(ledger.version()), release(), get_language_from_request(request), address)
    except (Resolver404, DisallowedHost):
        return ""  # the inner middleware reports the error
    except DatabaseError:
        if watch.is_away():
            raise  # the page would wait for it once more
        return ""
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
