"""Guessing at passwords: what strangers are held up by, and that nobody else is."""

import queue
import threading

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import signing
from django.db import connection
from django.test import Client

from exchange import throttling
from kompetensi import login_attempts
from kompetensi.addresses import network
from tests.builders import person

PASSWORD = "rahasia-sekali"
HOME, OFFICE, ELSEWHERE = "192.0.2.7", "198.51.100.1", "203.0.113.9"
ADDRESSES = {
    "192.0.2.7": "192.0.2.7",
    "::ffff:192.0.2.7": "192.0.2.7",
    "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
    "2001:DB8:1:2::9": "2001:db8:1:2::/64",
    "2001:db8:1:3::9": "2001:db8:1:3::/64",
    "fe80::1%eth0": "fe80::/64",
    "": "",
    "unix:": "unix:",
}


def log_in(client, name="Pembaca", password=PASSWORD, *, at=HOME):
    return client.post("/masuk/", {"username": name, "password": password}, REMOTE_ADDR=at)


def guess(count, *, name="Pembaca", at=HOME):
    """The statuses of so many wrong log-ins; `name` and `at` may hold a place for the number."""
    return [log_in(Client(), name.format(n), f"salah{n}", at=at.format(n)).status_code for n in range(count)]


def known_device(at=OFFICE):
    """A browser on which Pembaca logged in, and whose session is over."""
    client = Client()
    assert log_in(client, at=at).status_code == 302
    del client.cookies["sessionid"]
    return client


@pytest.mark.parametrize(("address", "counted"), ADDRESSES.items())
def test_an_ipv6_customer_is_one_network_and_so_is_each_ipv4_address(rf, address, counted):
    assert network(rf.get("/", REMOTE_ADDR=address)) == counted


@pytest.mark.parametrize("kind", login_attempts.FREE)
def test_no_number_of_failures_makes_anybody_wait_longer_than_the_bound(kind):
    assert login_attempts._delay(kind, [0.0] * throttling.LARGEST) == login_attempts.LONGEST


def test_random_names_from_one_address_are_stopped_after_some_tens(db, later):
    answers = guess(60, name="nama{}")
    assert answers[:30] == [200] * 30
    assert set(answers[30:]) == {429}
    hours = 2
    for _ in range(hours * 120):
        later(30)
        answers += guess(1, name=f"lain{len(answers)}")
    assert answers.count(200) < 60 * (hours + 1)


def test_a_network_that_has_to_wait_is_told_at_once_and_goes_on_afterwards(db, later, django_assert_num_queries):
    guess(31, name="nama{}")
    with django_assert_num_queries(0):
        refused = log_in(Client(), "lain")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert "Dari jaringan ini terlalu sering gagal masuk" in refused.text
    assert guess(1, name="lain", at=ELSEWHERE) == [200]
    later(1)
    assert guess(1, name="lain") == [200]


def test_random_names_from_one_ipv6_customer_are_stopped_after_some_tens(db, later):
    assert guess(60, name="nama{}", at="2001:db8:1:2::{:x}").count(200) == 30
    assert guess(1, name="lain", at="2001:db8:1:3::1") == [200]


def test_guesses_at_one_name_are_slowed_down_from_everywhere(reader, later):
    assert guess(20, at="192.0.2.{}").count(200) == 3
    waits = []
    for number in range(12):
        refused = log_in(Client(), at=f"198.51.100.{number}")
        waits.append(int(refused.headers["Retry-After"]))
        later(waits[-1])
        assert guess(1, at=ELSEWHERE) == [200]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


def test_a_device_that_was_here_before_gets_in_at_once_whatever_others_do(reader, later):
    device = known_device()
    guess(5, at=OFFICE)
    guess(40, name="nama{}", at=OFFICE)
    guess(10, at="10.0.0.{}")
    assert log_in(Client(), at=OFFICE).status_code == 429
    assert log_in(Client(), at=ELSEWHERE).status_code == 429
    assert log_in(device, at=OFFICE).status_code == 302


def test_who_comes_on_another_device_waits_the_bound_at_most_while_strangers_go_on(reader, later):
    for _ in range(12):
        guess(1)
        later(login_attempts.LONGEST)
    guess(2)
    waited, here = 0, Client()
    while log_in(here, at=ELSEWHERE).status_code == 429 and waited < 1000:
        later(10)
        waited += 10
        guess(1)
    assert 0 < waited <= login_attempts.LONGEST


def test_one_turn_is_one_guess(reader, later):
    for _ in range(12):
        guess(1)
        later(login_attempts.LONGEST)
    guess(2)
    assert guess(1, at=ELSEWHERE) == [429]
    later(login_attempts.LONGEST - 1)
    guess(1)
    later(1)
    guess(1)
    assert guess(5, at=ELSEWHERE) == [200, 429, 429, 429, 429]


def test_a_stolen_device_is_no_free_pass(reader, later):
    device = known_device()
    answers = [log_in(device, password=f"salah{n}", at=ELSEWHERE).status_code for n in range(20)]
    assert answers.count(200) == login_attempts.FREE[login_attempts.DEVICE]
    assert log_in(device, at=ELSEWHERE).status_code == 429
    assert log_in(known_device(at="10.0.0.1"), at=ELSEWHERE).status_code == 302, "another device of the same person"


def test_mistakes_on_ones_own_device_hold_up_nobody_else(reader, later):
    device = known_device()
    for n in range(40):
        log_in(device, password=f"salah{n}", at=OFFICE)
    assert log_in(Client(), at=OFFICE).status_code == 302


def test_a_device_is_known_for_its_person_with_their_password_alone(reader, later):
    device, other = known_device(), person("Lain", "Pembaca")
    guess(4, name="Lain")
    assert log_in(device, "Lain", at=OFFICE).status_code == 429, "it knows Pembaca"
    guess(4)
    reader.set_password("lebih-rahasia-lagi")
    reader.save()
    assert log_in(device, password="lebih-rahasia-lagi", at=OFFICE).status_code == 429, "a new password ends it"
    forged = signing.dumps({str(other.pk): ["x", "x"]}, key="y", salt="kompetensi.devices")
    device.cookies["perangkat"] = forged
    assert log_in(device, "Lain", at=OFFICE).status_code == 429


def test_a_device_knows_the_last_five_people(db, later):
    client = Client()
    names = [f"Orang{n}" for n in range(6)]
    for name in names:
        person(name, "Pembaca")
        log_in(client, name)
        client.post("/keluar/")
    for name in names:
        guess(4, name=name, at="10.9.8.{}")
    assert [log_in(Client(), name, at=OFFICE).status_code for name in names] == [429] * 6
    answers = []
    for name in names:
        each = Client()
        each.cookies["perangkat"] = client.cookies["perangkat"].value
        answers.append(log_in(each, name, at=OFFICE).status_code)
    assert answers == [429, 302, 302, 302, 302, 302]


def test_a_new_password_of_ones_own_keeps_this_device_known(client, reader, later):
    new = "lebih-rahasia-lagi"
    log_in(client)
    client.post("/sandi/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    client.post("/keluar/")
    guess(10)
    assert log_in(client, password=new).status_code == 302


def test_people_who_log_in_make_room_for_the_mistakes_of_their_office(db, later):
    for n in range(12):
        person(f"Orang{n}", "Pembaca")
        guess(5, name=f"salah ketik {n} {{}}", at=OFFICE)
        assert log_in(Client(), f"Orang{n}", at=OFFICE).status_code == 302


def test_one_person_makes_room_once_an_hour(reader, later):
    guess(30, name="nama{}")
    assert log_in(known_device(at=ELSEWHERE), at=HOME).status_code == 302
    for _ in range(20):
        log_in(known_device(at=ELSEWHERE), at=HOME)
    assert guess(10, name="lain{}").count(200) == 5


@pytest.mark.parametrize("name", ["Pembaca", "Tidakada"])
def test_every_door_is_counted_and_a_refusal_is_nobody(reader, rf, name):
    request = rf.post("/lain/", REMOTE_ADDR=HOME)
    assert [authenticate(request, username=name, password="salah") for _ in range(3)] == [None] * 3
    assert authenticate(request, username=name, password=PASSWORD) is None


def test_simultaneous_guesses_see_each_other(transactional_db, reader, monkeypatch):
    """Half a second passes in each hash: the count must not wait for its outcome."""
    hashed, gate = [], threading.Barrier(8)
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *asked: hashed.append(1) or encode(*asked))
    answers = []

    def one():
        gate.wait()
        answers.extend(guess(5))
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert set(answers) == {200, 429}
    assert len(hashed) == answers.count(200) <= 4, "a fourth one if the eight take longer than a second"


def test_strangers_take_no_more_than_two_threads_and_a_known_device_waits_for_its_turn(
    transactional_db, reader, monkeypatch
):
    device = known_device()
    working, gate = threading.Semaphore(0), threading.Event()
    encode, most, inside = MD5PasswordHasher.encode, [], []

    def slow(*asked):
        inside.append(1)
        most.append(len(inside))
        working.release()
        gate.wait(10)
        inside.pop()
        return encode(*asked)

    monkeypatch.setattr(MD5PasswordHasher, "encode", slow)
    answers = {}

    def attempt(label, client, name, at):
        answers[label] = log_in(client, name, at=at).status_code
        connection.close()

    def start(*what):
        thread = threading.Thread(target=attempt, args=what)
        thread.start()
        return thread

    threads = [start("first", Client(), "satu", "10.0.0.1")]
    assert working.acquire(timeout=10)
    threads.append(start("second", Client(), "dua", "10.0.0.2"))
    while login_attempts._strangers._value:
        threading.Event().wait(0.01)
    attempt("third", Client(), "tiga", "10.0.0.3")
    assert answers == {"third": 429}
    threads.append(start("known", device, "Pembaca", OFFICE))
    gate.set()
    for each in threads:
        each.join()
    assert answers == {"first": 200, "second": 200, "third": 429, "known": 302}
    assert max(most) == 1


def test_known_devices_take_no_more_than_a_few_threads_either(transactional_db, reader, monkeypatch):
    """One device, or many of one person, whose log-ins arrive together."""
    devices, gate = [known_device() for _ in range(12)], threading.Event()
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *asked: gate.wait(10) and encode(*asked))
    answers = queue.Queue()

    def attempt(device):
        answers.put(log_in(device, password="salah", at=OFFICE).status_code)
        connection.close()

    threads = [threading.Thread(target=attempt, args=[device]) for device in devices]
    for each in threads:
        each.start()
    refused = [answers.get(timeout=3) for _ in range(12 - login_attempts.KNOWN)]
    gate.set()
    for each in threads:
        each.join()
    assert refused == [429] * len(refused)
    assert [answers.get() for _ in range(login_attempts.KNOWN)] == [200] * login_attempts.KNOWN


def test_a_wrong_log_in_writes_nothing_into_the_database(client, reader, django_assert_max_num_queries):
    before = [get_user_model().objects.get().last_login]
    with django_assert_max_num_queries(3) as queries:
        log_in(client, password="salah")
    assert [query["sql"].split()[0] for query in queries.captured_queries] == ["SELECT"] * len(queries)
    assert before == [get_user_model().objects.get().last_login]
