"""`make serve`: a port that is taken is told, and nothing outlives Ctrl-C."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows import serve
from flows.settings import Settings


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(serve.ServeError, match=f"Port {port} cannot be used"), serve.serving(port, Settings()):
            pass


def test_a_child_that_ends_is_told_with_its_log(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "print('the reason'); raise SystemExit(7)"]
    with serve.running("server", command, {}, tmp_path / "log") as child:
        child.process.wait(10)
        with pytest.raises(serve.ServeError, match=r"(?s)exit code 7.*the reason"):
            child.check()


def test_what_a_child_has_started_ends_with_it(tmp_path: Path) -> None:
    code = "import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); print(p.pid, flush=True); time.sleep(60)"
    log = tmp_path / "log"
    with serve.running("server", [sys.executable, "-c", code], {}, log):
        deadline = time.monotonic() + 10
        while not log.read_text().strip() and time.monotonic() < deadline:
            time.sleep(0.05)
        grandchild = int(log.read_text())
    alive = subprocess.run(["ps", "-o", "stat=", "-p", str(grandchild)], capture_output=True, text=True).stdout.strip()
    assert not alive or alive.startswith("Z")


def test_bad_settings_are_told_and_nothing_starts() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flows.serve"],
        env={"QINGGAO_MAX_BYTES": "many"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "QINGGAO_MAX_BYTES is 'many'" in done.stderr


def test_signals_are_known() -> None:
    with pytest.raises(KeyboardInterrupt):
        serve._interrupt(signal.SIGTERM, None)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
