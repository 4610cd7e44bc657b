"""Which texts on the shelf are one speech, and what a speech's row takes from its copies."""
