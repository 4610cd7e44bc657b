"""What holds for every test: none of them hangs on a clock."""

import signal

from hypothesis import HealthCheck, settings

settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("house")
# Who starts the tests in the background has Ctrl-C ignored, in all that they start too: some of them press it.
signal.signal(signal.SIGINT, signal.default_int_handler)
