"""Log-in, log-out and passwords: Django's own views in this site's look, and the page of a form that was refused."""

from __future__ import annotations

from threading import Thread
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from exchange.proposals.telling import mail_is_off
from exchange.throttling import allow
from kompetensi import devices
from kompetensi.addresses import network
from kompetensi.desk import has_desk

#: One message for an unknown name, a wrong password and a closed account.
WRONG = _("Nama pengguna atau kata sandi salah. Periksa huruf besar dan kecilnya, lalu coba lagi.")


TOO_MANY = _("Terlalu banyak permintaan dari jaringan ini. Tunggu satu jam, lalu coba lagi.")
#: E-mails that one address gets in an hour, and requests for them from one network address in an hour.
LETTERS, ASKED = 3, 30
#: Django's form views also accept PUT as POST; these do not.
METHODS = ["get", "head", "post", "options"]


class LogInForm(AuthenticationForm):
    """Log-in form with an error message that does not tell whether the name exists."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}


class LogInView(views.LoginView):
    """Log-in page. A redirect to `next` stays on this site. An attempt that came too early is answered by 429."""

    http_method_names = METHODS
    template_name = "accounts/log_in.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        """Return where a person goes who asked for no page: their desk if they have one, else the home page."""
        return reverse("desk") if has_desk(self.request.user) else super().get_default_redirect_url()

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Log in, and let the device be known as this person's."""
        response = super().form_valid(form)
        devices.remember(self.request, response, form.get_user())
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Say what is wrong, the same for known and unknown names; or how long to wait, with the name kept."""
        seconds = vars(self.request).get("refused_for")
        if seconds is None:
            return super().form_invalid(form)
        again = LogInForm(self.request, initial={"username": self.request.POST.get("username")})
        response = self.render_to_response(self.get_context_data(form=again, locked=seconds), status=429)
        response.headers["Retry-After"] = str(seconds)
        return response


class LogOutView(views.LogoutView):
    """Log out by POST, and redirect to the front page."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session and confirm it in a message."""
        response = super().post(request, *args, **kwargs)
        messages.info(request, _("Anda sudah keluar."))
        return response


class PasswordView(SuccessMessageMixin[Any], views.PasswordChangeView):
    """Page on which people change their own password."""

    http_method_names = METHODS
    template_name = "accounts/password.html"
    success_url = reverse_lazy("home")
    success_message = _("Kata sandi sudah diganti.")

    def form_valid(self, form: Any) -> HttpResponse:
        """Store the new password, which ends what devices know, except this one."""
        response = super().form_valid(form)
        devices.remember(self.request, response, form.user)
        return response


class ForgottenForm(PasswordResetForm):
    """Form that asks for a reset link. Known and unknown addresses take the same time to answer."""

    def save(self, *args: Any, **options: Any) -> None:
        """Send the e-mail, but at most `LETTERS` an hour to one address. Unknown addresses count as well."""
        if allow("letter", self.cleaned_data["email"].casefold(), most=LETTERS):
            super().save(*args, **options)

    def send_mail(self, *letter: Any, **options: Any) -> None:
        """Write and send the e-mail in a thread of its own, so that the response does not wait for it."""
        send, language = super().send_mail, get_language()

        def later() -> None:
            with override(language):
                send(*letter, **options)

        Thread(target=later, name="letter").start()


class ForgottenView(SuccessMessageMixin[Any], views.PasswordResetView):
    """Page that asks for a reset link by e-mail.

    The answer is the same for known and unknown addresses, and 429 after `ASKED` requests in an hour. Without a mail
    server, the page says so and names the person to ask instead.
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
        return super().get_context_data(silent=mail_is_off(), **context)

    def form_valid(self, form: Any) -> HttpResponse:
        """Send the link and redirect to the log-in; 429 after too many requests."""
        if mail_is_off():
            return self.render_to_response(self.get_context_data(form=form))
        if allow("letters from", network(self.request), most=ASKED):
            return super().form_valid(form)
        form.add_error(None, TOO_MANY)
        response = self.render_to_response(self.get_context_data(form=form), status=429)
        response.headers["Retry-After"] = "3600"
        return response


# Its page for an expired link would answer to any method.
@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class NewPasswordView(SuccessMessageMixin[Any], views.PasswordResetConfirmView):
    """Page behind the link in the e-mail: set a new password."""

    template_name = "accounts/new_password.html"
    success_url = reverse_lazy("login")
    success_message = _("Kata sandi baru sudah disimpan. Silakan masuk.")

    def form_valid(self, form: Any) -> HttpResponse:
        """Store the password. Who reads the person's letters is no stranger: the device is known from now on."""
        response = super().form_valid(form)
        devices.remember(self.request, response, form.user)
        return response


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its token, or from another address than the site's own: 403.

    The page names both addresses and the settings, since a proxy that reports another host or port is the usual cause.
    """
    sent = request.headers.get("Origin") or request.headers.get("Referer", "")
    foreign = reason.startswith(("Origin checking failed", "Referer checking failed")) and sent
    expected = [f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS] if foreign else []
    context = {"sent": _origin(sent) if foreign else "", "expected": expected}
    return render(request, "403_csrf.html", context, status=403)


def _origin(address: str) -> str:
    """Return scheme, host and port of an address, cut to what a page can show."""
    return "/".join(address.split("/")[:3])[:200]
