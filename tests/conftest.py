"""What holds for every test: properties are checked without looking at the clock."""

from hypothesis import HealthCheck, settings

# How fast a machine with other work draws its examples says nothing about what is tested.
settings.register_profile("unhurried", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
