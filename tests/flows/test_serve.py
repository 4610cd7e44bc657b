"""`make serve`: a port that is taken is told, and nothing outlives Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows import serve
from flows.settings import Settings
from tests.flows.conftest import free_port, until


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


STARTED_BY_ANOTHER = "import subprocess, sys; subprocess.run([sys.executable, '-m', 'flows.serve', *sys.argv[1:]])"


def processes(mark: str) -> list[tuple[int, str]]:
    """Process id and command of every process that has a word in its command."""
    lines = subprocess.check_output(["ps", "-ww", "-eo", "pid=,stat=,args="], text=True).splitlines()
    found = [line.split(maxsplit=2) for line in lines]
    return [(int(pid), args) for pid, status, args in found if mark in args.split() and not status.startswith("Z")]


@pytest.mark.breaks("flows/serve.py", "signal.SIGTERM, signal.SIGHUP)", "signal.SIGTERM)")
@pytest.mark.breaks("flows/serve.py", "    end_with_parent(grace=20)\n", "")
@pytest.mark.breaks("flows/service/lifeline.py", "while os.getppid() == parent:", "while True:")
@pytest.mark.parametrize("end", ["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL", "SIGKILL of the parent"])
def test_nothing_outlives_it(tmp_path: Path, end: str) -> None:
    port = str(free_port())
    started = ["-c", STARTED_BY_ANOTHER] if "parent" in end else ["-m", "flows.serve"]
    env = {**os.environ, "QINGGAO_PREFECT_HOME": str(tmp_path / "home"), "QINGGAO_INBOX": str(tmp_path / "inbox")}
    process = subprocess.Popen(
        [sys.executable, *started, "--port", port], env=env, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        until(lambda: any("flows.service.server" in args for _, args in processes(port)), 30)
        process.send_signal(signal.Signals[end.split()[0]])
        until(lambda: process.poll() is not None and not processes(port), 10)
        assert process.returncode == (-signal.SIGKILL if "KILL" in end else 0)
    finally:
        for pid, _ in processes(port):
            os.kill(pid, signal.SIGKILL)
        process.kill()
        process.wait(10)


def test_signals_are_known() -> None:
    kept = {each: signal.getsignal(each) for each in serve.SIGNALS}
    try:
        with pytest.raises(KeyboardInterrupt):
            serve._interrupt(signal.SIGTERM, None)
        assert {signal.getsignal(each) for each in serve.SIGNALS} == {signal.SIG_IGN}
    finally:
        for each, handler in kept.items():
            signal.signal(each, handler)
