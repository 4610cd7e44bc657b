"""Patterns, compiled when they are first used: a start pays only for what its pages need."""

import re
from functools import cache

compiled = cache(re.compile)
