"""The start of `qinggao`, made quick: little is made before the command runs, and garbage is seldom looked for."""

import atexit
import gc


def main() -> None:
    """Runs the command line."""
    # To look for garbage again and again takes a fifth of the time of a short command; a long one still has it looked for.
    gc.set_threshold(100_000, 50, 50)
    atexit.register(gc.freeze)

    from flows.cli import main as command

    command()
