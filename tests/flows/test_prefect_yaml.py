"""Every key of prefect.yaml is one that Prefect knows: it ignores others without a word."""

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PLAN: dict[str, Any] = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))


@pytest.mark.parametrize("deployment", PLAN["deployments"], ids=lambda d: d["name"])
def test_keys_are_known_and_the_entrypoint_is_there(deployment: dict[str, Any]) -> None:
    # Slow to start: not at the head, where every collection of tests would wait for it.
    from prefect.cli.deploy._models import DeploymentConfig

    assert set(deployment) <= set(DeploymentConfig.model_fields)
    path, _, name = deployment["entrypoint"].partition(":")
    assert f"def {name}(" in (ROOT / path).read_text("utf-8")


def test_the_inbox_runs_every_ten_minutes_one_run_at_a_time() -> None:
    inbox = next(d for d in PLAN["deployments"] if d["name"] == "inbox")
    assert inbox["schedules"][0]["interval"] == 600
    assert inbox["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
