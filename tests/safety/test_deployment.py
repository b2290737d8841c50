"""Threat 22: production settings that drift are told before they are on the internet."""

from tests.cms.test_settings import COMPLETE, run_python


def test_production_passes_the_deployment_checks():
    """As `make deploy-check` does."""
    done = run_python(
        "manage.py",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        **COMPLETE | {"SECRET_KEY": SECRET},
    )

    assert done.returncode == 0, done.stderr


SECRET = "kq3vT8yB1zXw6RfJ0mNpLc5dHs9aGuEe2iOoYt4-VnMxZbQjWkPlDrFhSgCaUI7"
