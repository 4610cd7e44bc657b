"""Full-text search for Chinese words of any length."""
