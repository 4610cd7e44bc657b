"""Runs a module that ends when its parent does: `python -m flows.service.lifeline prefect worker start ...`.

A process that is killed (`kill -9`) cannot end its children. So each of them looks after its parent itself, wherever
it was started: Linux alone would send a signal, and that at the end of the thread, not of the process.
"""

import os
import runpy
import signal
import sys
import threading
import time

GRACE = 3.0  # seconds for a process to end by itself


def end_with_parent(grace: float = GRACE) -> None:
    """From now on this process gets SIGTERM when its parent has ended, and after `grace` seconds is ended."""
    threading.Thread(target=_watch, args=(os.getppid(), grace), name="lifeline", daemon=True).start()


def _watch(parent: int, grace: float) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(grace)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)  # with all that it started
    os._exit(1)


if __name__ == "__main__":
    end_with_parent()
    del sys.argv[0]
    sys.path.insert(0, os.getcwd())
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
