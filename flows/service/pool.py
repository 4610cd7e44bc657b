"""The work pool: how the worker starts a run. A run can change none of it."""

import shlex

from flows.service.children import LIFELINE, PROJECT


def job_template() -> dict[str, object]:
    """Prefect's base job template for processes, without a variable.

    The template that Prefect makes by itself takes the command, the environment and the folder from whoever starts a run.
    With the command given, a run stays in the worker's process group, too, and so ends with it.
    """
    return {
        "job_configuration": {"command": shlex.join([*LIFELINE, "prefect.engine"]), "working_dir": str(PROJECT)},
        "variables": {"type": "object", "properties": {}, "additionalProperties": False},
    }
