"""The demo's settings with the yardstick beside it: a bare admin list under /bare/."""

from mobilization.settings import *  # noqa: F403 (only what follows is changed)

ROOT_URLCONF = "bench.urls"
