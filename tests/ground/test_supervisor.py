"""Children run together and end together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govsite.supervisor import Child, Supervisor

SLEEP = "import time; time.sleep(60)"


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def eventually(condition, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_every_child(number):
    children = [Child("one", [sys.executable, "-c", SLEEP]), Child("two", [sys.executable, "-c", SLEEP])]

    Supervisor(children).run(on_started=lambda: os.kill(os.getpid(), number))

    assert [child.process.returncode for child in children] == [-signal.SIGTERM] * 2


def test_a_child_that_died_is_started_again(tmp_path, caplog):
    marks = tmp_path / "starts"
    child = Child("short", [sys.executable, "-c", f"open({str(marks)!r}, 'a').write('x')"])
    child.start()

    assert eventually(lambda: child.check() or (marks.exists() and len(marks.read_text()) >= 2))
    assert "short ended with code 0" in caplog.text
    child.wait_or_kill(5)


def test_a_child_that_keeps_dying_is_started_ever_more_slowly():
    child = Child("broken", [sys.executable, "-c", "raise SystemExit(3)"])
    child.start()
    pauses = []
    for _ in range(3):
        child.process.wait()
        child.check()
        pauses.append(child.pause)
        child.start()
    child.process.wait()

    assert pauses == sorted(set(pauses))


def test_a_stubborn_child_is_killed(monkeypatch):
    monkeypatch.setattr("govsite.supervisor.GRACE_SECONDS", 0.2)
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    child = Child("stubborn", [sys.executable, "-c", code])
    supervisor = Supervisor([child])
    child.start()
    assert eventually(lambda: "SigIgn" in Path(f"/proc/{child.process.pid}/status").read_text())
    time.sleep(0.3)  # until Python has set the handler

    supervisor.end_children()

    assert child.process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's own")
def test_killing_the_supervisor_ends_the_children(tmp_path):
    note = tmp_path / "pid"
    code = (
        "import sys; from pathlib import Path; from govsite.supervisor import Child, Supervisor\n"
        f"child = Child('one', [sys.executable, '-c', {SLEEP!r}])\n"
        f"Supervisor([child]).run(on_started=lambda: Path({str(note)!r}).write_text(str(child.process.pid)))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code])
    assert eventually(lambda: note.exists() and note.read_text())
    pid = int(note.read_text())
    assert alive(pid)

    parent.kill()
    parent.wait()

    assert eventually(lambda: not alive(pid))
