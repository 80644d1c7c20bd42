"""Visitors in processes of their own, and a disk that can be full."""

import json
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults import LONG, seconds_left


def pytest_collection_modifyitems(items):
    """In the long form, kills come first: they take longest."""
    if LONG:
        items.sort(key=lambda item: "test_kills" not in item.nodeid)


@pytest.fixture(autouse=True)
def _within_bounds():
    """The long form has an end, on a slow machine as well; what is left out then is no success."""
    if seconds_left() < 0:
        pytest.fail("waktunya habis: mesin ini perlu FAULTS_LIMIT yang lebih besar di run.py")


class Answer:
    """What a visitor was answered."""

    def __init__(self, told):
        self.status_code, self.headers = told["status"], told["headers"]
        self.text = told["body"]
        self.content = self.text.encode()


class Visitor:
    """Asks the process of `tests.faults.visitor`."""

    def __init__(self, process):
        self.process = process
        ready, self.session = process.stdout.readline().split()
        assert ready == "ready"

    def ask(self, method, path, data=None, **headers):
        asked = {"method": method, "path": path, "data": data or {}, "headers": headers}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return Answer(json.loads(self.process.stdout.readline()))

    def get(self, path, **headers):
        return self.ask("get", path, **headers)

    def post(self, path, data, **headers):
        return self.ask("post", path, data, **headers)


@contextmanager
def visiting(site, **options):
    """A visitor of that site, while the block runs; `options` as those of Popen."""
    with site.start("tests.faults.visitor", stdin=subprocess.PIPE, **options) as process:
        yield Visitor(process)
        process.stdin.close()


@contextmanager
def breaking(site):
    """A function that runs a command in a process which is broken as told; says what became of it."""
    with site.start("tests.faults.breaking", stdin=subprocess.PIPE) as process:

        def attempt(*command, may_raise=False, **broken):
            asked = {"command": list(map(str, command)), **broken}
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
            told = json.loads(process.stdout.readline())
            assert may_raise or "Traceback" not in told.get("said", ""), told["said"]
            return told

        yield attempt
        process.stdin.close()


@pytest.fixture
def visitor(site):
    with visiting(site) as visitor:
        yield visitor


@pytest.fixture
def small_disk():
    """A folder on a disk of 40 MB; skips where we may not mount one."""
    folder = Path(tempfile.mkdtemp(prefix="kompetensi-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=40m,mode=755", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        folder.rmdir()
        pytest.skip("hanya root yang boleh memasang ruang simpan kecil")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


@pytest.fixture
def humble():
    """What a process is started through for which rights of files hold, even where we are root."""
    if os.geteuid() != 0:
        return []
    humble = ["setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override"]
    if not shutil.which("setpriv") or subprocess.run([*humble, "true"], check=False).returncode:
        pytest.skip("root tidak dapat melepas haknya di sini (apt install util-linux)")
    return humble
