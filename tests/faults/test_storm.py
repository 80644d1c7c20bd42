"""Many saves of one document through every door: each is in the history or was answered 409, and none is lost."""

import json
import os
import random
import subprocess

import pytest

from exchange import document_types
from exchange.models import Revision
from tests.faults import LONG
from tests.faults.people import DOORS, Person, line_of, steps, unseen

#: How many saves, of one after the other and of processes side by side; STORM says another number.
TURNS = int(os.environ.get("STORM", "400" if LONG else "80"))
SAVES, PROCESSES = int(os.environ.get("STORM", "400" if LONG else "24")), 4
HURRY = """
import kompetensi.wsgi  # what a server does at its start
from tests.faults import people
people.hurry(sys.argv[1], int(sys.argv[2]))
"""
#: What the history of the document says, as JSON: every text in turn, and what each change began and ended with.
TOLD = """
import json
from exchange.models import Revision
print(json.dumps([[each.before, each.after] for each in Revision.objects.filter(key="DEVO").order_by("pk")][1:]))
"""


@pytest.mark.parametrize("seed", [7])
def test_no_save_is_lost_whatever_door_it_comes_through(seeds, publisher, boss, monkeypatch, seed):
    monkeypatch.setattr("exchange.imports.uploads.HOURLY_LIMIT", 10**6)
    dice = random.Random(seed)
    people = [Person(publisher), Person(boss)]
    saved, answered = [], 0
    for number in range(TURNS):
        person, door = dice.choice(people), dice.choice(DOORS)
        if dice.random() < 0.5:
            dice.choice(people).open(dice.choice(["page", "line", "admin"]))
        text = f"Simpanan ke-{number} lewat {door}."
        response = person.save(door, text)
        assert response.status_code in (200, 302, 409, 422), (door, response.status_code)
        if response.status_code in (409, 422):  # 422: all that it would change was changed here since
            answered += 1
            if response.status_code == 409 and door != "file":
                assert text in response.content.decode()
        else:
            saved.append((person.seen, text))
            assert line_of(document_types.get("kamus").repository.load(["DEVO"])[0]) == text
    history = Revision.objects.filter(format="kamus", key="DEVO").order_by("pk").values_list("before", "after")
    assert unseen(saved, steps(list(history)[1:])) == []
    print(f"{TURNS} saves through every door: {len(saved)} kept, {answered} answered 409, none lost")
    assert len(saved) + answered == TURNS
    assert answered > TURNS // 20


def test_no_save_is_lost_of_processes_side_by_side(site):
    crowd = [
        site.start(HURRY, f"Orang {number}", SAVES // PROCESSES, stdin=subprocess.PIPE) for number in range(PROCESSES)
    ]
    for process in crowd:
        assert process.stdout.readline() == "ready\n"
    for process in crowd:
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [json.loads(process.communicate()[0]) for process in crowd]
    saved = [each for saves, _, _ in told for each in saves]
    answered = sum(each for _, each, _ in told)
    assert [status for _, _, others in told for status in others] == []
    assert unseen(saved, steps(json.loads(site.run(TOLD)))) == []
    print(f"{SAVES} saves of {PROCESSES} processes at once: {len(saved)} kept, {answered} answered 409, none lost")
    assert len(saved) + answered == PROCESSES * (SAVES // PROCESSES)
    assert answered
