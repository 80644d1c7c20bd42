"""The command behind `python3 run.py`."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from dictionary.models import Competency
from exchange.models import Proposal, Revision
from tests.builders import MAP, group


def demo():
    output = StringIO()
    call_command("demo", stdout=output)
    return output.getvalue()


@pytest.fixture
def trying(db, settings, monkeypatch):
    for name in ("Pembaca", "Penyunting", "Penerbit"):
        group(name)
    settings.DEMO = True
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)


def test_demo_refuses_to_run_in_production_mode(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="produksi"):
        demo()
    assert not get_user_model().objects.exists()


def test_demo_loads_both_documents_and_makes_log_ins_whose_passwords_are_told_once(db, trying):
    output = demo()
    assert Competency.objects.count() == 2
    for user in get_user_model().objects.all():
        (line,) = [line for line in output.splitlines() if line.startswith(f"Akun {user.username},")]
        assert user.check_password(line.rsplit(": ", 1)[1])
    again = demo()
    assert "kata sandi" not in again
    assert Proposal.objects.count() == 2


def test_demo_joins_both_competencies_to_their_sub_aspects(db, trying):
    demo()
    assert {row.code: str(row.sub_aspects.get()) for row in Competency.objects.all()} == MAP
    assert Revision.objects.filter(note="Peta awal.").count() == 2


def test_a_password_from_the_environment_is_used_and_not_printed(db, trying, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "kata-sandi-saya")
    assert "kata-sandi-saya" not in demo()
    assert get_user_model().objects.get(username="admin").check_password("kata-sandi-saya")


def test_content_that_is_there_is_left_alone(db, trying, many):
    many(1)
    demo()
    assert [row.code for row in Competency.objects.all()] == ["K00000"]


def test_only_the_administrator_may_do_everything(db, trying):
    demo()
    users = {user.username: user for user in get_user_model().objects.all()}
    assert users["admin"].is_superuser
    assert not users["penyunting"].is_superuser
    assert users["penyunting"].has_perm("exchange.edit_document")
    assert users["penerbit"].has_perm("dictionary.change_indicator")
    assert not users["penyunting"].has_perm("auth.change_user")
