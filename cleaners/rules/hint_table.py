"""."""
HINTS: dict[str, tuple[int, str]] = {}
