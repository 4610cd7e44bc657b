"""What is clean: bytes ▶ Page ▶ Draft ▶ Speech, in pure functions that open no files but the package's own."""

from cleaners.clean import clean
from cleaners.readers.any import read
from cleaners.rulebook import BUILT_IN, Rulebook

__all__ = ["BUILT_IN", "Rulebook", "clean", "read"]
