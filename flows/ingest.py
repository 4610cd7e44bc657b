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
from flows.terminal import safe
from warehouse.errors import WarehouseLocked
from warehouse.ingest import Incoming, Summary, fresh, ingest, walk
from warehouse.privacy.mask import masked_message
from warehouse.sources.left_out import left_out_lines

# Read on import, so that the form in the browser shows them as defaults. Whoever starts a run cannot go beyond them.
SETTINGS = read_settings()


@flow(name="inbox")
def inbox(folder: Path = SETTINGS.inbox, db: Path = SETTINGS.db) -> State[Any]:
    """收稿：把文件夹里新到的稿子清洗入库。已入库的不再读，十秒内还在变动的留到下一次。

    Args:
        folder: 收稿的文件夹，连同下级文件夹；限 QINGGAO_INBOX 和 QINGGAO_FOLDERS 之内
        db: 入哪个库；只能是 QINGGAO_DB 所指的
    """
    refuse_outside([folder], db, SETTINGS)
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is not a folder: create it, or name another in `folder` or QINGGAO_INBOX.")
    return report(shelve(partial(new_in, folder), "schedule"))


@flow(name="one-off")
def one_off(paths: tuple[Path, ...] = (), text: str = "", title: str = "", db: Path = SETTINGS.db) -> State[Any]:
    """随时入库：几个文件或文件夹，或一段粘贴的文字，或两样都有。

    Args:
        paths: 文件或文件夹；限 QINGGAO_INBOX 和 QINGGAO_FOLDERS 之内
        text: 粘贴的文字，照原样分行
        title: 粘贴文字的标题；文中已有标题就空着
        db: 入哪个库；只能是 QINGGAO_DB 所指的
    """
    if not paths and not text.strip():
        raise ValueError("Nothing to ingest: name files in `paths`, or paste something into `text`.")
    refuse_outside(paths, db, SETTINGS)
    return report(shelve(partial(given, paths, text, title), "one-off"))


def new_in(folder: Path) -> Iterator[Incoming]:
    """The files of a folder that are new to the warehouse."""
    return fresh(walk([folder], outside), SETTINGS.db)


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
        get_run_logger().info(safe(line))
    for what in summary.unheld:
        get_run_logger().warning("This system cannot bound the %s that a page takes.", what)
    # The server's pages show these.
    refusals = [(safe(masked_message(name)), safe(masked_message(reason))) for name, reason in summary.refused]
    for _, reason in refusals:
        get_run_logger().warning("In quarantine: %s", reason)
    if refusals:
        table = [{"文件": name, "原因": reason} for name, reason in refusals]
        create_table_artifact(key="quarantine", table=table, description="读不出来、已隔离的文件")
    return Completed(message="，".join(f"{name} {count}" for name, count in counts.items()))
