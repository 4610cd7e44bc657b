"""Contacts in what is served: what they look like, and how they are masked."""
