"""People who use a served site at once, a connection a request: what they were answered, and what they saved."""

import http.client
import random
import re
import threading
import time
from collections import Counter
from urllib.parse import urlencode

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.builders import FIXTURES
from tests.pages import Page, fields

KAMUS = (FIXTURES / "kamus.md").read_text()
PAGES = ("/", "/kamus/", "/kamus/DEVO/", "/panduan/", "/panduan/integritas/komitmen/", "/cari/?q=solusi", "/bantuan/")
FILES = ("/ekspor/kamus.md", "/ekspor/panduan.json", "/ekspor/kamus/DEVO.csv")
DOCUMENTS = ("/kamus/DEVO/sunting/", "/kamus/CUSF/sunting/", "/panduan/integritas/komitmen/sunting/")


class Answer:
    """A whole answer."""

    def __init__(self, response):
        self.status_code, self.headers = response.status, response.headers
        self.content = response.read()


class Browser:
    """One person's, logged in where there is a session."""

    def __init__(self, port, session=""):
        self.port = port
        self.cookies = {"sessionid": session} if session else {}

    def ask(self, method, path, body=None, kind="application/x-www-form-urlencoded"):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": kind, "X-CSRFToken": self.cookies.get("csrftoken", "")}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        try:
            connection.request(method, path, body, headers | {"Connection": "close"})
            answer = Answer(connection.getresponse())
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def post(self, path, data):
        return self.ask("POST", path, urlencode(data, doseq=True))

    def upload(self, text):
        """Send a file; the page of its review."""
        data = {"berkas": Upload(text)}
        return self.ask("POST", "/impor/", encode_multipart(BOUNDARY, data), MULTIPART_CONTENT)


class Upload:
    """A file as `encode_multipart` takes it."""

    name, content_type = "baru.md", "text/markdown"

    def __init__(self, text):
        self.text = text

    def read(self):
        return self.text.encode()


class Crowd:
    """Threads that each do one thing over and over, until told to stop."""

    def __init__(self, port):
        self.port, self.stop = port, threading.Event()
        self.statuses, self.lost, self.saved, self.threads = Counter(), [], [], []

    def add(self, act, *arguments, pause=0.0):
        """Have one more do that, with a pause after each time."""
        self.threads.append(threading.Thread(target=self._over_and_over, args=(act, pause, *arguments)))

    def _over_and_over(self, act, pause, *arguments):
        while not self.stop.is_set():
            try:
                for status in act(*arguments):
                    self.statuses[status] += 1
            except (OSError, http.client.HTTPException) as error:
                self.lost.append(f"{act.__name__}: {error!r}")
            self.stop.wait(pause)

    def work(self, seconds, meanwhile=lambda: None):
        """Everybody at once for that long."""
        for thread in self.threads:
            thread.start()
        began = time.monotonic()
        meanwhile()
        self.stop.wait(max(0, seconds - (time.monotonic() - began)))
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def read(self, browser):
        """Look at something."""
        yield browser.ask("GET", random.choice((*PAGES, *PAGES, *FILES))).status_code

    def write(self, browser):
        """Change one text of one document."""
        path = random.choice(DOCUMENTS)
        page = browser.ask("GET", path)
        yield page.status_code
        if page.status_code != 200:
            return
        sent, text = fields(page), f"Ditulis sebagai {random.getrandbits(64)}."
        place = random.choice([nth for nth, origin in enumerate(sent["asal"]) if re.search(r"nomor \d", origin)])
        sent["teks"][place] = text
        answer = browser.post(path, sent)
        yield answer.status_code
        if answer.status_code == 302:
            self.saved.append(text)

    def apply(self, browsers):
        """Bring a file in that changes one line, and apply it."""
        browser = random.choice(browsers)
        if "csrftoken" not in browser.cookies:
            yield browser.ask("GET", "/impor/").status_code
        text = f"Diimpor sebagai {random.getrandbits(64)}."
        sent = browser.upload(re.sub(r"(?m)^5 \| .*$", f"5 | {text}", KAMUS, count=1))
        yield sent.status_code
        if sent.status_code != 302:
            return
        address = sent.headers["Location"]
        page = browser.ask("GET", address)
        yield page.status_code
        form = Page(page).form("rencana")
        answer = browser.post(f"{address}terapkan/", form.fields() | {"ubah": form.values("ubah")})
        yield answer.status_code
        if answer.status_code == 302:
            self.saved.append(text)
