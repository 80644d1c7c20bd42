"""Somebody who visits a site in a process of its own: `python -m tests.faults.visitor`.

Reads a request a line, `{"method", "path", "data"}`, and answers each with `{"status", "headers", "body"}`. Waits a
third of a second for others, and not twenty. A value `{"file": path}` in the data is a file to upload.
"""

import json
import os
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

import kompetensi.wsgi  # noqa: F401  # what a server does at its start

SOON = 0.3


def hurry():
    """Give up soon, as a patient site would after its time."""
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "postgresql":
        options["pool"]["timeout"] = 10 * SOON
        options["options"] += f" -c lock_timeout={int(SOON * 1000)}ms -c statement_timeout={int(SOON * 4000)}ms"
    else:
        options["timeout"] = SOON


def opened(value):
    """A value to send, a file to read from when it names one."""
    return Path(value["file"]).open("rb") if isinstance(value, dict) else value


def logged_in():
    """A client of one who may do everything, who logs in unless the session is known from another process."""
    client = Client(raise_request_exception=False)
    if session := os.environ.get("VISITOR_SESSION"):
        client.cookies[settings.SESSION_COOKIE_NAME] = session
        return client
    boss = get_user_model().objects.filter(username="Bos").first()
    client.force_login(boss or get_user_model().objects.create_superuser("Bos", password="rahasia-sekali"))
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # what is done to the database next, new connections will see
    return client


def main():
    """Do as told."""
    settings.ALLOWED_HOSTS = ["testserver"]
    hurry()
    client = logged_in()
    print("ready", client.cookies[settings.SESSION_COOKIE_NAME].value, flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        data = {name: opened(value) for name, value in asked["data"].items()}
        response = getattr(client, asked["method"])(asked["path"], data, headers=asked["headers"])
        connection.close()  # as after every request, which the client leaves out
        body = response.getvalue().decode(errors="replace")
        print(json.dumps({"status": response.status_code, "headers": dict(response.headers), "body": body}), flush=True)


if __name__ == "__main__":
    main()
