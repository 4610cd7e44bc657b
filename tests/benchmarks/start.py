"""How long `qinggao clean` takes on a small file as a whole process, beside a Python that does nothing."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.timing import in_turn

PARAGRAPH = "督查工作重在见人见事。今天到现场看一看,明天到现场问一问,问题就不会在路上过夜,责任也不会在路上丢失。\n"


def table() -> str:
    """Medians in milliseconds and the ratio."""
    qinggao = Path(sys.executable).with_name("qinggao")
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(PARAGRAPH * 14)
        file.flush()
        times = in_turn(
            {
                "python -c pass": lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
                "python -c 'import click'": lambda: subprocess.run([sys.executable, "-c", "import click"], check=True),
                "qinggao clean (2 KB)": lambda: subprocess.run(
                    [qinggao, "clean", file.name], check=True, stdout=subprocess.DEVNULL
                ),
            },
            rounds=25,
        )
    floor = times["python -c pass"]
    rows = "".join(f"| {name} | {ms:.1f} | {ms / floor:.2f} |\n" for name, ms in times.items())
    return f"| process | ms | ratio |\n|---|---|---|\n{rows}"
