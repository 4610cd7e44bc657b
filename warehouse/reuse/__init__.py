"""Which sentences of a text other speeches have: the index of passages, and looking a text up in it."""
