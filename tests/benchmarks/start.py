"""What `qinggao clean` costs on a small file as a whole process, beside a Python that does nothing."""

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

from tests.benchmarks.timing import cost

ROUNDS = 25
PARAGRAPH = "督查工作重在见人见事。今天到现场看一看,明天到现场问一问,问题就不会在路上过夜,责任也不会在路上丢失。\n"
_FLOOR = "python -c pass"


def table() -> str:
    """The median user and system time in milliseconds, and the median ratio of processes that ran in turn."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(PARAGRAPH * 14)
        file.flush()
        times = _in_turn(
            {
                _FLOOR: [sys.executable, "-c", "pass"],
                "python -c 'import click'": [sys.executable, "-c", "import click"],
                "qinggao clean (2 KB)": [str(Path(sys.executable).with_name("qinggao")), "clean", file.name],
            }
        )
    rows = "".join(
        f"| {name} | {median(took):.1f} | {median(t / floor for t, floor in zip(took, times[_FLOOR], strict=True)):.2f} |\n"
        for name, took in times.items()
    )
    return f"| process | ms | ratio |\n|---|---|---|\n{rows}"


def _in_turn(commands: dict[str, list[str]]) -> dict[str, list[float]]:
    """The milliseconds of each command's runs, forwards and backwards by turns."""
    times = {name: list[float]() for name in commands}
    for round in range(ROUNDS + 1):
        for name in list(commands)[:: -1 if round % 2 else 1]:
            times[name].append(1000 * cost(partial(_run, commands[name])).children)
    # The first run of each writes bytecode.
    return {name: took[1:] for name, took in times.items()}


def _run(command: list[str]) -> None:
    # Bytecode is kept, as on any installed package.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
