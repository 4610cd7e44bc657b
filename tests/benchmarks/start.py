"""How long `qinggao clean` takes on a small file as a whole process, beside a Python that does nothing."""

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.benchmarks.timing import in_turn

PARAGRAPH = "督查工作重在见人见事。今天到现场看一看,明天到现场问一问,问题就不会在路上过夜,责任也不会在路上丢失。\n"


def table() -> str:
    """Medians in milliseconds and the ratio."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(PARAGRAPH * 14)
        file.flush()
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "python -c 'import click'": [sys.executable, "-c", "import click"],
            "qinggao clean (2 KB)": [str(Path(sys.executable).with_name("qinggao")), "clean", file.name],
        }
        times = in_turn({name: partial(_run, command) for name, command in commands.items()}, rounds=25)
    floor = times["python -c pass"]
    rows = "".join(f"| {name} | {ms:.1f} | {ms / floor:.2f} |\n" for name, ms in times.items())
    return f"| process | ms | ratio |\n|---|---|---|\n{rows}"


def _run(command: list[str]) -> None:
    # Bytecode is kept, as on any installed package; the first run writes it.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
