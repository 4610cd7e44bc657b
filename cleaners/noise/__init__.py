"""What is cut: one module for each family of noise. Every module ends in its RULES."""
