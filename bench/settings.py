"""The product's settings, with one empty page added to its addresses."""

from counterpoint.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
