"""The two Prefect flows: new files of a folder on a schedule, and given files or pasted text now."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.runtime import flow_run
from prefect.states import Completed

from flows.fence import refusal, refuse_outside
from flows.settings import read_settings
from warehouse.errors import WarehouseLocked
from warehouse.ingest import Incoming, Summary, fresh, ingest, walk
from warehouse.sources.left_out import left_out_lines

# The environment of the service alone decides what is read and written; whoever starts a run cannot.
SETTINGS = read_settings()


@flow(name="inbox")
def inbox() -> State[Any]:
    """收稿：把收稿文件夹（连同下级文件夹）里新到的稿子清洗入库。已入库的不再读，十秒内还在变动的留到下一次。"""
    if not SETTINGS.inbox.is_dir():
        raise NotADirectoryError(f"{SETTINGS.inbox} is not a folder: create it, or name another in QINGGAO_INBOX.")
    return report(shelve(new_in_inbox, "schedule"))


@flow(name="one-off")
def one_off(paths: tuple[Path, ...] = (), text: str = "", title: str = "") -> State[Any]:
    """随时入库：几个文件或文件夹，或一段粘贴的文字，或两样都有。

    Args:
        paths: 文件或文件夹，限收稿文件夹和 QINGGAO_FOLDERS 所列的文件夹
        text: 粘贴的文字，照原样分行
        title: 粘贴文字的标题；文中已有标题就空着
    """
    if not paths and not text.strip():
        raise ValueError("Nothing to ingest: name files in `paths`, or paste something into `text`.")
    refuse_outside(paths, SETTINGS)
    return report(shelve(partial(given, paths, text, title), "one-off"))


def new_in_inbox() -> Iterator[Incoming]:
    """The files of the inbox that are new to the warehouse."""
    return fresh(walk([SETTINGS.inbox], outside), SETTINGS.db)


def given(paths: tuple[Path, ...], text: str, title: str) -> Iterator[Incoming]:
    """The files, then the pasted text if there is any."""
    yield from walk(paths, outside)
    if text.strip():
        yield Incoming(text=text, name="pasted text", supplied={"title": title.strip()} if title.strip() else {})


def outside(path: Path) -> PermissionError | None:
    """Why a path may not be read; a link in a folder may lead anywhere."""
    return refusal(path, SETTINGS)


def locked(task: Any, run: TaskRun, state: State[Any]) -> bool:
    """Whether a task failed because another process was writing to the warehouse, so that waiting helps."""
    return isinstance(state.data, WarehouseLocked)


@task(cache_policy=NO_CACHE, retries=3, retry_delay_seconds=[5, 20, 60], retry_condition_fn=locked)
def shelve(sources: Callable[[], Iterator[Incoming]], trigger: str) -> Summary:
    """Ingest the sources; `sources` is called again at each attempt."""
    return ingest(sources(), SETTINGS.db, trigger=trigger, flow_run_id=str(flow_run.id), max_bytes=SETTINGS.max_bytes)


def report(summary: Summary) -> State[Any]:
    """Report what was done: a table of counts, one of the pages in quarantine, and the state's message."""
    counts = {
        "收到": summary.seen,
        "入库": summary.loaded,
        "原已入库": summary.unchanged,
        "重复": summary.duplicates,
        "没有讲话": summary.no_speech,
        "隔离": summary.quarantined,
    }
    create_table_artifact(key="summary", table=[counts], description="这一次的收稿结果")
    for line in left_out_lines(summary.left_out):
        get_run_logger().info(line)
    for refused in summary.refused:
        get_run_logger().warning("In quarantine: %s", refused.reason)
    if summary.refused:
        table = [{"文件": refused.name, "原因": refused.reason} for refused in summary.refused]
        create_table_artifact(key="quarantine", table=table, description="读不出来、已隔离的文件")
    return Completed(message="，".join(f"{name} {count}" for name, count in counts.items()))
