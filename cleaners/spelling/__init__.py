"""Spelling the kept text: Traditional to Simplified characters, full-width marks, stray blanks."""
