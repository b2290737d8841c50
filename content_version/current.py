"""The version that this process knows of, and what holds as long as it does.

An answer belongs to a version when that was the version before it was made and still is afterwards:
nothing can have changed in between. `is_still` asks the database for one number; `recent` asks it every
half second, one thread for all, so that a change is seen in all processes within a second: a thread beside the
requests where the server has one (`look_out`), or else the one that asks first. What this process itself writes is
seen at once.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from threading import Lock, get_ident
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from content_version.lookout import Lookout
from content_version.reading import changes, last_turn, next_turn, version
from pages.visibility import Closed, closed_now
from translation.status import outdated_languages

SECONDS = 0.5
"""How long the version is taken to hold without asking the database."""
LONGEST = 0.9
"""The same while another thread asks: without it, all that come at that moment would ask and wait."""
PATIENCE = 0.2
"""Seconds that one waits for another thread's answer before it asks by itself."""
READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET ", "SHOW ", "EXPLAIN", "PRAGMA")
"""How statements begin that change nothing; any other is taken to."""


@dataclass(slots=True)
class Known:
    """What this process knows of one version of the content."""

    changes: int
    version: str
    closed: Closed
    until: float
    """The moment of the process's monotonic clock when time alone changes something."""
    checked: float = field(default=0.0)
    """The moment of the same clock when the database last said so."""
    outdated: dict[UUID, Mapping[str, bool]] = field(default_factory=dict)
    """By document, which of its approved translations are behind; filled as it is asked for."""

    def outdated_languages(self, keys: Iterable[UUID]) -> Mapping[UUID, Mapping[str, bool]]:
        """As translation.status gives them; a query for the documents that were not asked for yet."""
        missing = {key for key in keys if key not in self.outdated}
        if missing:
            found = outdated_languages(missing)
            self.outdated |= {key: found.get(key, {}) for key in missing}
        return self.outdated


class Keeper:
    """Holds what is known; a write of this process in between makes what is being read useless."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.known: Known | None = None
        self.writes = 0
        self.asking: tuple[int, float] = (0, 0.0)
        """The thread that asks the database whether the version holds, and until when it alone does."""
        self.lookout: Lookout | None = None
        """Asks in place of any of them."""

    def there(self) -> Lookout | None:
        return self.lookout if self.lookout and self.lookout.is_there() else None

    def is_mine_to_ask(self, moment: float) -> bool:
        with self.lock:
            thread, until = self.asking
            if moment < until and thread != get_ident():
                return False
            if thread != get_ident() or moment >= until:
                self.asking = (get_ident(), moment + PATIENCE)
            return True

    def keep(self, known: Known | None, writes: int) -> None:
        with self.lock:
            if writes == self.writes:
                self.known = known

    def forget(self) -> None:
        with self.lock:
            self.writes += 1
            self.known = None


keeper = Keeper()


def known() -> Known:
    """What was known last, which need not hold any more; three queries when nothing is."""
    return keeper.known or load()


def load() -> Known:
    """The number of changes is read first: what is read after it is as new or newer."""
    writes = keeper.writes
    now, moment = timezone.now(), time.monotonic()
    number = changes()
    turn = next_turn(now)
    left = (turn - now).total_seconds() if turn else float("inf")
    found = Known(number, version(number, last_turn(now)), closed_now(), moment + left, moment)
    keeper.keep(found, writes)
    return found


def is_still(candidate: Known) -> bool:
    """Whether the version is the same as it was; one query. When it is not, it is forgotten."""
    writes, moment = keeper.writes, time.monotonic()
    if moment < candidate.until and changes() == candidate.changes:
        candidate.checked = moment
        return True
    keeper.keep(None, writes)
    return False


def recent() -> Known:
    """What holds now, or held less than a second ago."""
    found = fresh()
    if found is None:
        found = known()
        if not is_still(found):
            found = load()
    return found


def fresh() -> Known | None:
    """What holds now as far as is known without asking the database; None when that must be asked."""
    found, moment = keeper.known, time.monotonic()
    if found is not None and moment >= found.checked + LONGEST and (lookout := keeper.there()):
        # After a rest: all that come now wait for one look, which takes less than an answer that is not kept.
        lookout.wait(PATIENCE)
        found, moment = keeper.known, time.monotonic()
    if found is None or moment >= found.until or moment >= found.checked + LONGEST:
        return None
    if moment < found.checked + SECONDS:
        return found
    if lookout := keeper.there():
        lookout.tell()
        return found
    return None if keeper.is_mine_to_ask(moment) else found


def look_out(bounded: Callable[[], AbstractContextManager[None]]) -> None:
    """From now on a thread of its own sees whether the version still holds; bounded() is around each look."""

    def look() -> None:
        try:
            with bounded():
                found = keeper.known
                if found is not None and not is_still(found):
                    load()
        finally:
            connection.close()

    keeper.lookout = Lookout(look)


def is_settled() -> bool:
    """Whether what this thread reads is what everybody reads: not within a transaction of its own."""
    return not connection.in_atomic_block


def watch_writes(connection: Any, **_: Any) -> None:
    """What this process writes is seen by its next question, as soon as it is committed."""
    if notice_write not in connection.execute_wrappers:
        # In front: Django takes a wrapper away from the end, and a connection may be made within one.
        connection.execute_wrappers.insert(0, notice_write)


def notice_write(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
    result = execute(sql, params, many, context)
    if not (isinstance(sql, str) and sql.lstrip("( ").startswith(READS)):
        context["connection"].on_commit(keeper.forget)
    return result
