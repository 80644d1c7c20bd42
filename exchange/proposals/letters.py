"""Letters that wait are sent: at once in a thread, or later by `manage.py sendmail`. They hold no text of documents."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPException
from threading import Lock, Thread
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db import connections
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from exchange.models import Letter, LetterChoice, Proposal

logger = logging.getLogger(__name__)
#: Seconds that the mail server may take for one step.
TIMEOUT = 10
#: Letters that could not be sent are tried again after the first time, and given up after the second.
AGAIN, GIVEN_UP = timedelta(minutes=10), timedelta(days=7)
#: The time between two digests for a person, a little less than a day, so that a daily command misses none.
DIGEST = timedelta(hours=20)
#: The most people who get a letter in one run, and the most lines of a letter.
PEOPLE, LINES = 200, 50


def send_waiting(*, digests: bool = False) -> int:
    """Send the letters that wait, one e-mail a person; return the number of e-mails.

    With `digests`, also for people who want one letter a day and got none today. What cannot be sent is logged and
    waits for the next run; a server that does not answer ends the run. Four statements a person, and three.
    """
    Letter.objects.filter(at__lt=timezone.now() - GIVEN_UP).delete()
    people = _people(digests=digests)
    if not people:
        return 0
    sent = 0
    server = get_connection(timeout=TIMEOUT)
    try:
        server.open()
        for person, choice in people:
            sent += _send(person, choice, server)
    except (OSError, SMTPException) as error:
        logger.error("letters not sent: %s", type(error).__name__)  # its text may name a person
    finally:
        server.close()
    return sent


def _people(*, digests: bool) -> list[tuple[Any, LetterChoice]]:
    """Return the people whose letters may be sent now, with their choices; two queries."""
    waiting = Letter.objects.filter(_unclaimed()).values("person")
    choices = LetterChoice.objects.all()
    due = choices.filter(Q(sent_at=None) | Q(sent_at__lt=timezone.now() - DIGEST)) if digests else choices.none()
    later = choices.exclude(when=LetterChoice.When.NOW).exclude(when=LetterChoice.When.DAILY, pk__in=due.values("pk"))
    active = get_user_model().objects.filter(pk__in=waiting, is_active=True).exclude(email="")
    people = list(active.exclude(pk__in=later.values("pk")).order_by("pk")[:PEOPLE])
    known = {choice.pk: choice for choice in choices.filter(pk__in=[person.pk for person in people])}
    return [(person, known.get(person.pk) or LetterChoice(person=person)) for person in people]


def _unclaimed() -> Q:
    return Q(claimed_at=None) | Q(claimed_at__lt=timezone.now() - AGAIN)


def _send(person: Any, choice: LetterChoice, server: Any) -> int:
    """Send one e-mail with the letters of a person; return 1, or 0 when nothing is left to tell.

    They are claimed first, so that of two processes one sends them. Raises OSError and SMTPException of the server,
    except for an address that it refuses.
    """
    now = timezone.now()
    Letter.objects.filter(_unclaimed(), person=person).update(claimed_at=now)
    claimed = list(_of(person, now))
    told = [each for each in claimed if _still_holds(each)]
    sent = _deliver(_message(person, choice, told), server) if told else 0
    if sent or not told:
        Letter.objects.filter(pk__in=[each.pk for each in claimed]).delete()
    if sent and choice.when == LetterChoice.When.DAILY:
        LetterChoice.objects.filter(pk=choice.pk).update(sent_at=now)
    return sent


def _of(person: Any, claimed_at: Any) -> Any:
    names = "id", "door", "state", "added", "changed", "removed"
    rows = Letter.objects.filter(person=person, claimed_at=claimed_at).select_related("proposal")
    return rows.only("event", "by_name", "person", *(f"proposal__{name}" for name in names))


def _still_holds(letter: Letter) -> bool:
    """Return whether a letter is still worth reading: what was submitted waits."""
    return letter.event != Letter.Event.SUBMITTED or letter.proposal.state == Proposal.State.SUBMITTED


def _deliver(message: EmailMessage, server: Any) -> int:
    """Send an e-mail; return 0 for an address that the server refuses or that is none."""
    message.connection = server
    try:
        return int(message.send() or 0)
    except SMTPException as error:
        if getattr(error, "recipients", None) is None:
            raise
        logger.error("letter refused: %s", type(error).__name__)
    except ValueError:
        logger.error("letter refused: no address")
    return 0


def _message(person: Any, choice: LetterChoice, told: Sequence[Letter]) -> EmailMessage:
    with override(choice.language or settings.LANGUAGE_CODE):
        context = {
            "person": str(person),
            "lines": [(sentence(each), address("proposal", each.proposal_id)) for each in told[:LINES]],
            "more": len(told) - LINES if len(told) > LINES else 0,
            "desk": address("desk"),
            "letters": address("letters"),
        }
        body = render_to_string("exchange/letter.txt", context).strip() + "\n"
        return EmailMessage(_subject(told), body, to=[person.email])


def _subject(told: Sequence[Letter]) -> str:
    waiting = sum(each.event == Letter.Event.SUBMITTED for each in told)
    if waiting == len(told):
        text = ngettext("{count} usulan menunggu Anda", "{count} usulan menunggu Anda", waiting)
    else:
        text = ngettext("{count} kabar tentang usulan", "{count} kabar tentang usulan", len(told))
    return f"{gettext('Kamus Kompetensi')}: {text.format(count=len(told))}"


def sentence(letter: Letter) -> str:
    """Return what a letter tells: who did what with what kind of proposal, and how many documents it has."""
    said = {
        Letter.Event.SUBMITTED: gettext("{name} mengajukan usulan lewat {door}, {documents}."),
        Letter.Event.RETURNED: gettext("{name} meminta perbaikan usulan Anda lewat {door}, {documents}."),
        Letter.Event.REJECTED: gettext("{name} menolak usulan Anda lewat {door}, {documents}."),
        Letter.Event.PUBLISHED: gettext("{name} menerapkan usulan Anda lewat {door}, {documents}."),
    }
    row = letter.proposal
    number = row.added + row.changed + row.removed
    documents = ngettext("{count} dokumen", "{count} dokumen", number).format(count=number)
    name = letter.by_name or gettext("Perintah di server")
    return said[Letter.Event(letter.event)].format(name=name, door=row.get_door_display(), documents=documents)


def address(name: str, *arguments: Any) -> str:
    """Return the full address of a page; only its path where the site does not know its own address."""
    return f"{site_address()}{reverse(name, args=arguments)}"


def site_address() -> str:
    """Return scheme and host of this site as people call it, "" if unknown.

    From the settings alone: what a request says of its host is not to be trusted with a link in a letter.
    """
    if settings.SITE_ADDRESS:
        return str(settings.SITE_ADDRESS)
    if named := [each for each in settings.CSRF_TRUSTED_ORIGINS if "*" not in each]:
        return str(named[0])
    hosts = [each for each in settings.ALLOWED_HOSTS if each != "*" and not each.startswith(".")]
    return f"{'https' if settings.SECURE_SSL_REDIRECT else 'http'}://{hosts[0]}" if hosts else ""


class _Sender:
    """A thread that sends letters, at most one in a process; who asks meanwhile makes it run once more."""

    def __init__(self) -> None:
        self.lock, self.runs, self.again = Lock(), False, False

    def wake(self) -> None:
        """Begin to send, in a thread of its own."""
        with self.lock:
            self.again = self.runs
            if not self.runs:
                self.runs = True
                Thread(target=self.run, name="letter").start()

    def run(self) -> None:
        """Send until nobody asked meanwhile."""
        while True:
            try:
                send_waiting()
            except Exception:
                logger.exception("letters not sent")
            finally:
                connections.close_all()
            with self.lock:
                self.runs, self.again = self.again, False
                if not self.runs:
                    return


send_soon = _Sender().wake
