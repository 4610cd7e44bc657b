"""Comparing two texts, without a database: fingerprints, aligned sentences, and the verdict on what they are."""
