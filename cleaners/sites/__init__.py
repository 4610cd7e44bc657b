"""Site files: what single web sites put where, and the noise that only they have."""
