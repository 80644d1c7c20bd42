"""Address of a server: claimed by one process and those it starts, until the last of them ends."""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from signal import SIGTERM

from django.core.management.base import CommandError

#: Environment variable with the process number of the server's main process.
MAIN = "KOMPETENSI_MAIN_PROCESS"
#: Seconds between two looks at the main process, and seconds for responses after its end.
LOOK, FINISH = 0.5, 1
#: State of a listening socket in /proc/net/tcp.
LISTENING = "0A"


def claim_port(host: str, port: int, *, hint: str) -> str:
    """Claim an address for this process until it ends, and return the address as a number, which granian needs.

    The claim survives exec. Raise CommandError as `check_port` does.
    """
    claim = _bound(host, port, hint)
    address = str(claim.getsockname()[0])
    if sys.platform == "linux":
        _share(claim)
        claim.detach()  # stays open
    else:
        claim.close()
    return address


def check_port(host: str, port: int, *, hint: str) -> None:
    """Raise CommandError, with `hint` as remedy, when this process cannot listen at the address."""
    _bound(host, port, hint).close()


def _bound(host: str, port: int, hint: str) -> socket.socket:
    """Return a listening socket. The system lets one process have it, also of two that ask at the same moment."""
    if not 0 < port < 65_536:
        raise CommandError(f"{port} bukan nomor porta. Pakai bilangan 1 sampai 65535.")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise CommandError(f"{host}: nama atau alamat ini tidak dikenal. Pakai alamat mesin ini.") from error
    claim = socket.socket(family, kind)
    try:
        if os.name == "posix":  # connections that ended a moment ago do not count; on Windows it means another thing
            claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        claim.bind(address)
        claim.listen(1)
    except OSError as error:
        claim.close()
        raise CommandError(f"Tidak dapat melayani di {host} porta {port}: {_reason(error, port)} {hint}") from error
    return claim


def _reason(error: OSError, port: int) -> str:
    """Return what is wrong with an address, and what to do, as sentences."""
    if error.errno == errno.EADDRINUSE:
        return f"sudah dipakai{_holder(port)}. Hentikan dahulu yang melayani di sana, atau"
    if error.errno == errno.EADDRNOTAVAIL:
        return "mesin ini tidak memiliki alamat itu. Pakai 127.0.0.1, atau 0.0.0.0 untuk semua alamat, atau"
    if error.errno == errno.EACCES:
        return "akun ini tidak berhak memakai porta itu. Pakai porta di atas 1023;"
    return f"{error.strerror}. Periksa alamatnya, atau"


def _share(claim: socket.socket) -> None:
    """Stop listening but keep the port, and let processes of this account listen that share it (SO_REUSEPORT).

    granian's do. Another claim does not, so the system refuses it.
    """
    claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    claim.shutdown(socket.SHUT_RDWR)
    os.set_inheritable(claim.fileno(), True)  # noqa: FBT003  # takes it by position only


def claim_socket(path: Path) -> None:
    """Claim a Unix socket for this process until it ends, and delete one that a server left. Survives exec.

    The claim is a lock on a file beside the socket. Raise CommandError when a server has the socket, when the path is
    no socket, or when its folder cannot be written.
    """
    import fcntl  # noqa: PLC0415  # not on Windows, which has no such sockets

    lock = path.with_name(f"{path.name}.lock")
    try:
        claim = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise CommandError(f"--socket {path}: {lock} tidak dapat dibuat ({error.strerror}).") from error
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _clear(path)
    except BlockingIOError as error:
        holder = os.pread(claim, 20, 0).decode(errors="replace")
        os.close(claim)
        raise CommandError(_served(path, f" oleh proses {holder}")) from error
    except CommandError:
        os.close(claim)
        raise
    os.truncate(claim, 0)
    os.pwrite(claim, str(os.getpid()).encode(), 0)
    os.set_inheritable(claim, True)  # noqa: FBT003  # takes it by position only


def _clear(path: Path) -> None:
    """Delete the socket left by a server that did not stop cleanly. Raise CommandError when something else is there."""
    if not path.is_socket():
        if path.exists():
            raise CommandError(f"--socket {path}: sudah ada dan bukan soket. Pilih nama lain.")
        return
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
        except OSError as error:
            raise CommandError(f"--socket {path}: tidak dapat dipakai ({error.strerror}). Pilih nama lain.") from error
        else:
            raise CommandError(_served(path))


def _served(path: Path, holder: str = "") -> str:
    return f"Sudah ada yang melayani di {path}{holder}. Hentikan dahulu, atau pilih --socket lain."


def _holder(port: int) -> str:
    """Return words that name the process which listens at a port; "" where it cannot be known."""
    with suppress(OSError, ValueError):
        inodes = set(_listening(port))
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if any(str(file.readlink()) in inodes for file in (process / "fd").iterdir()):
                    main = _main_of(process)
                    return f" oleh proses {main.name} ({' '.join(_command(main).split()[:3])})"
    return ""


def _listening(port: int) -> Iterator[str]:
    """Yield the sockets that listen at a port, as links in /proc name them. Raise OSError where there is no /proc."""
    for table in ("tcp", "tcp6"):
        for line in Path("/proc/net", table).read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == LISTENING and int(words[1].rpartition(":")[2], 16) == port:
                yield f"socket:[{words[9]}]"


def _main_of(process: Path) -> Path:
    """Return the process that started workers such as this one; the process itself when it is no worker."""
    parent = process.parent / (process / "stat").read_text().rpartition(")")[2].split()[1]
    return _main_of(parent) if parent.exists() and _command(parent) == _command(process) else process


def _command(process: Path) -> str:
    return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()


def end_with_main(environment: Mapping[str, str] = os.environ) -> None:
    """Let this process end when the server's main process has ended, even by SIGKILL.

    Responses get `FINISH` seconds. Does nothing where `serve` did not start the server.
    """
    main = environment.get(MAIN, "")
    if main.isdecimal():
        threading.Thread(target=_watch, args=(int(main),), name="main process", daemon=True).start()


def _watch(main: int) -> None:
    while os.getppid() == main:
        time.sleep(LOOK)
    os.kill(os.getpid(), SIGTERM)
    time.sleep(FINISH)
    os._exit(1)  # transactions that are open now are rolled back by the database
