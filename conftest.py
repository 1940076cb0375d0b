"""What holds for every run of the tests: each database gets the tests that speak of it, and CI skips nothing."""

import os

import pytest

STRICT = os.environ.get("CI", "").lower() in {"1", "true"}
OTHER = {"postgresql": "sqlite", "sqlite": "postgresql"}  # database: marker of the tests that are left out on it


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    """Stop a run that was given a PostgreSQL and would test something else."""
    from django.conf import settings

    engine = settings.DATABASES["default"]["ENGINE"]
    if os.environ.get("DATABASE_URL", "").startswith("postgres") and not engine.endswith("postgresql"):
        raise pytest.UsageError(f"DATABASE_URL names a PostgreSQL, yet the tests would run on {engine}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    from django.db import connection

    if os.environ.get("NO_POSTGRESQL"):
        for item in items:
            item.add_marker(pytest.mark.skip(reason="no PostgreSQL server"))
    left_out = [item for item in items if item.get_closest_marker(OTHER[connection.vendor])]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def refuse_skip(report):
    """Where CI decides, a skipped test hides what it should show: it counts as failed."""
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"CI=true allows no skipped test. {reason}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    return refuse_skip((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(collector):
    return refuse_skip((yield))
