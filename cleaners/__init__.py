"""What is clean: bytes ▶ Page ▶ Draft ▶ Speech, pure functions without I/O beyond their own package data."""

from cleaners.clean import clean
from cleaners.readers.any import read
from cleaners.rulebook import BUILT_IN, Rulebook

__all__ = ["BUILT_IN", "Rulebook", "clean", "read"]
