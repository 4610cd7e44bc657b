"""What is clean: bytes ▶ Page ▶ Draft ▶ Speech, pure functions without I/O beyond their own package data."""
