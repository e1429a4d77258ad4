"""Auditing."""

import json
from collections.abc import Sequence
from datetime import date
from os import PathLike
from pathlib import Path

from . import _native
from ._assessed import assessment
from ._assessment import Assessment
from ._refused import count
from ._shipped import FOLDER, File


def audit(
    path: File | Sequence[File],
    *,
    treaty: File | None = None,
    as_of: date | str | None = None,
    threads: int | None = None,
    reader: str | None = None,
    keys: File | None = None,
) -> Assessment:
    """What a run folder, tables of declarations (CSV or XLSX), or both, add up to under an instrument.

    :param path: a run folder, a table, or several tables.
    :param treaty: the instrument, a file or the name of one that ships such as ``new-start``. A run folder has its own; one that is named here too must have the
        same bytes.
    :param as_of: the day as of which is judged (a date, or ``YYYY-MM-DD``); otherwise the last one of which the inputs speak.
    :param threads: how many threads check proofs; as many as there are cores where it is not said. The findings do not depend on it.
    :param reader: the party for which is judged, with what it alone was shown: what came sealed in the run folder.
    :param keys: the folder of that reader's keys; otherwise they lie in the run folder.
    :returns: the assessment that ``standstill audit … --json`` prints, as data.
    :raises Refused: where an input cannot be used.

    ::

        audit("data/new-start-aggregates.csv", treaty="new-start").outcome    # "open"
    """
    paths = [path] if isinstance(path, (str, PathLike)) else path
    told = _native.audit(
        [Path(path) for path in paths],
        None if treaty is None else Path(treaty),
        None if as_of is None else str(as_of),
        None if threads is None else count("threads", threads),
        reader,
        None if keys is None else Path(keys),
        FOLDER,
    )
    return assessment(json.loads(told))
