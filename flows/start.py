"""The start of `qinggao`: little is made before the command runs, and none of it is garbage."""

import atexit
import gc


def main() -> None:
    """Runs the command line."""
    # To look for garbage again and again takes a fifth of the time of a short command; a long one still has it looked for.
    gc.set_threshold(100_000, 50, 50)
    atexit.register(gc.freeze)

    from flows.cli import main as command

    command()
