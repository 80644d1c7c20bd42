"""Logging in and out, and passwords: Django's own views in this site's look, and the lock after failures."""

from __future__ import annotations

from ipaddress import ip_address
from threading import Thread
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from exchange.throttling import allow

#: The same for an unknown name, a wrong password and an account that is closed.
WRONG = _("Nama pengguna atau kata sandi salah. Periksa huruf besar dan kecilnya, lalu coba lagi.")


TOO_MANY = _("Terlalu banyak permintaan dari jaringan ini. Tunggu satu jam, lalu coba lagi.")
#: How many letters an address gets in an hour, and how many may be asked for from one end of the network.
LETTERS, ASKED = 3, 30
#: Django's views of forms take a PUT for a POST; these do not.
METHODS = ["get", "head", "post", "options"]


class LogInForm(AuthenticationForm):
    """The log-in form, whose refusal does not tell whether the name exists."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}


class LogInView(views.LoginView):
    """The log-in page; `next` never leads off the site."""

    http_method_names = METHODS
    template_name = "accounts/log_in.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True


class LogOutView(views.LogoutView):
    """Logs out by POST, and leads to the front page."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session and say so."""
        response = super().post(request, *args, **kwargs)
        messages.info(request, _("Anda sudah keluar."))
        return response


class PasswordView(SuccessMessageMixin[Any], views.PasswordChangeView):
    """Changing one's own password."""

    http_method_names = METHODS
    template_name = "accounts/password.html"
    success_url = reverse_lazy("home")
    success_message = _("Kata sandi sudah diganti.")


class ForgottenForm(PasswordResetForm):
    """The form that asks for a link, which takes as long to answer for an address that is known as for another."""

    def save(self, *args: Any, **options: Any) -> None:
        """Write the letters, unless the address was sent `LETTERS` within the hour, whether it is known or not."""
        if allow("letter", self.cleaned_data["email"].casefold(), most=LETTERS):
            super().save(*args, **options)

    def send_mail(self, *letter: Any, **options: Any) -> None:
        """Write and send a letter once the answer is on its way."""
        send, language = super().send_mail, get_language()

        def later() -> None:
            with override(language):
                send(*letter, **options)

        Thread(target=later, name="letter").start()


class ForgottenView(SuccessMessageMixin[Any], views.PasswordResetView):
    """Asks for a link by e-mail; the answer is the same for known and unknown addresses, 429 after too many.

    Where no letters are sent, it says so and whom to ask instead.
    """

    http_method_names = METHODS
    form_class = ForgottenForm
    template_name = "accounts/forgotten.html"
    email_template_name = "accounts/forgotten_mail.txt"
    subject_template_name = "accounts/forgotten_subject.txt"
    success_url = reverse_lazy("login")
    success_message = _(
        "Bila alamat itu terdaftar, tautan untuk membuat kata sandi baru sudah dikirim. "
        "Periksa juga folder spam; tautan berlaku satu jam."
    )

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(silent=_silent(), **context)

    def form_valid(self, form: Any) -> HttpResponse:
        """Send the link, and lead to the log-in."""
        if _silent():
            return self.render_to_response(self.get_context_data(form=form))
        if allow("letters from", address(self.request), most=ASKED):
            return super().form_valid(form)
        form.add_error(None, TOO_MANY)
        response = self.render_to_response(self.get_context_data(form=form), status=429)
        response.headers["Retry-After"] = "3600"
        return response


def _silent() -> bool:
    """Whether letters go nowhere, as no server for them is set."""
    return settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")


# Its page for a link that is no longer valid would answer to any method.
@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class NewPasswordView(SuccessMessageMixin[Any], views.PasswordResetConfirmView):
    """Sets a new password by the link from the e-mail."""

    template_name = "accounts/new_password.html"
    success_url = reverse_lazy("login")
    success_message = _("Kata sandi baru sudah disimpan. Silakan masuk.")


def locked(request: HttpRequest, *_details: Any) -> HttpResponse:
    """The answer to further attempts after too many failures, whether the name exists or not; 429."""
    minutes = settings.AXES_COOLOFF_TIME.total_seconds() // 60
    form = LogInForm(request)
    response = render(request, "accounts/log_in.html", {"form": form, "locked": int(minutes)}, status=429)
    response.headers["Retry-After"] = str(int(minutes * 60))
    return response


def address(request: HttpRequest) -> str:
    """Where a request comes from: what the proxy saw when there is one, else the other end of the connection.

    "" where neither is known, as behind a socket without a proxy's word. What is no address at all is not taken for
    one; a port behind it is cut off.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return _numbers(forwarded.rpartition(",")[2].strip()) or str(request.META.get("REMOTE_ADDR", ""))


def _numbers(word: str) -> str:
    """The address in "192.0.2.1", "192.0.2.1:443", "2001:db8::1" or "[2001:db8::1]:443"; "" where there is none."""
    word = word.removeprefix("[").partition("]")[0] if word.startswith("[") else word
    word = word.partition(":")[0] if word.count(":") == 1 else word
    try:
        return str(ip_address(word))
    except ValueError:
        return ""
