"""The families of noise, one module each. Every module ends in its RULES."""
