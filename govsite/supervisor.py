"""Keep a few child processes running, and end them all together.

Enough for one machine without systemd: a child that dies is started again,
ever more slowly if it keeps dying; SIGTERM or Ctrl-C ends every child; and
should this process itself be killed, the kernel ends the children (Linux).
"""

import ctypes
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event
from types import FrameType

logger = logging.getLogger(__name__)

PR_SET_PDEATHSIG = 1
STEADY_SECONDS = 30.0  # a child that ran this long starts again at once
LONGEST_PAUSE = 30.0
GRACE_SECONDS = 10.0


def die_with_parent() -> None:
    """Ask the kernel for SIGTERM when the parent ends. Elsewhere than on Linux nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One program to keep running."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    pause: float = 0.5

    def start(self) -> None:
        # Its own session: Ctrl-C reaches the supervisor alone, which then ends
        # the children in order.
        self.process = subprocess.Popen(  # noqa: S603 - our own programs, no shell
            self.command,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        self.started_at = time.monotonic()

    def check(self) -> None:
        """Note a death and start again once the pause is over."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_again_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.process = None
        self.pause = 0.5 if now - self.started_at > STEADY_SECONDS else min(self.pause * 2, LONGEST_PAUSE)
        self.start_again_at = now + self.pause
        logger.error("%s ended with code %s; starting it again in %.0f s", self.name, code, self.pause)

    def terminate(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait_or_kill(self, seconds: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(seconds, 0.1))
        except subprocess.TimeoutExpired:
            logger.warning("%s did not end in time and was killed", self.name)
            self.process.kill()
            self.process.wait()


@dataclass
class Supervisor:
    """Runs ``children`` until SIGTERM or SIGINT."""

    children: Sequence[Child]
    stopping: Event = field(default_factory=Event)

    def run(self, on_started: Callable[[], None] = lambda: None) -> None:
        """Block until told to stop; ``on_started`` is called once, after the first start of all children."""
        before = {number: signal.signal(number, self.handle) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            for child in self.children:
                child.start()
            on_started()
            while not self.stopping.wait(0.2):
                for child in self.children:
                    child.check()
        finally:
            self.end_children()
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def a_child_ended(self) -> bool:
        return any(child.process is None or child.process.poll() is not None for child in self.children)

    def end_children(self) -> None:
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            child.terminate()
        for child in self.children:
            child.wait_or_kill(deadline - time.monotonic())
