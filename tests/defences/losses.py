"""What keeps anything from being lost: the rows of the data-loss table."""

from tests.defences.defence import Defence

TWO_EDITORS = "tests/conflicts/test_two_editors.py"
FILES = "tests/conflicts/test_files.py"
OUTAGES = "tests/safety/test_outages.py"
LOST_FILES = "tests/media/test_lost_files.py"
SCHEDULED = "tests/safety/test_scheduled.py"
JOBS = "tests/translation/test_jobs.py"
RATES = "tests/schema/test_rates.py"
SOURCES = "tests/translation/test_sources.py"
BACKUP = "tests/safety/test_backup.py"

PUBLICATIONS = (
    # What a process of its own does must be changed where a module is imported: then all is started anew.
    Defence(
        "kill -9 during publish: one transaction",
        "cms/transactions.py",
        'READING = ("GET", "HEAD", "OPTIONS")',
        'READING = ("GET", "HEAD", "OPTIONS", "POST")',
        "tests/safety/test_killing.py",
    ),
    Defence(
        "Database lost in a publication: rolled back",
        "cms/transactions.py",
        'READING = ("GET", "HEAD", "OPTIONS")',
        'READING = ("GET", "HEAD", "OPTIONS", "POST")',
        f"{OUTAGES}::test_publication_that_breaks_off_is_undone",
    ),
    Defence(
        "Scheduled: never early",
        "cms/management/commands/publish_scheduled.py",
        "due = Revision.objects.filter(approved_go_live_at__lt=now)",
        "due = Revision.objects.exclude(approved_go_live_at=None)",
        f"{SCHEDULED}::test_nothing_is_published_early",
    ),
    Defence(
        "Scheduled: missed ones late",
        "cms/management/commands/publish_scheduled.py",
        "due = Revision.objects.filter(approved_go_live_at__lt=now)",
        "due = Revision.objects.filter(approved_go_live_at__lt=now, approved_go_live_at__date=now)",
        f"{SCHEDULED}::test_missed_moment_is_made_up_for_once",
    ),
    Defence(
        "Scheduled: never twice, what another run did is looked up",
        "cms/management/commands/publish_scheduled.py",
        'still_due = due.select_for_update(of=("self",)).filter(pk=pk).first()',
        "still_due = due.model._default_manager.filter(pk=pk).first()",
        f"{SCHEDULED}::test_what_another_run_published_meanwhile_is_not_published_again",
    ),
    Defence(
        "Scheduled: never twice, two runs at the same time",
        "cms/management/commands/publish_scheduled.py",
        'still_due = due.select_for_update(of=("self",)).filter(pk=pk).first()',
        "still_due = due.filter(pk=pk).first()",
        f"{SCHEDULED}::test_two_that_run_at_the_same_time_publish_once",
        needs="postgres",
    ),
    Defence(
        "Scheduled: one that fails hinders no other",
        "cms/management/commands/publish_scheduled.py",
        "        except Exception:\n",
        "        except ZeroDivisionError:\n",
        f"{SCHEDULED}::test_one_that_fails_hinders_no_other_and_is_told",
    ),
)

EDITORS = (
    Defence(
        "Two editors: pages",
        "conflicts/views.py",
        "        if self.conflict:\n            form.restore_required_fields()",
        "        if None:\n            form.restore_required_fields()",
        f"{TWO_EDITORS}::test_second_to_save_overwrites_nothing_and_learns_who_and_what",
    ),
    Defence(
        "Two editors: members, secondees, site information",
        "conflicts/views.py",
        "        if is_fine and self.conflict:",
        "        if is_fine and None:",
        f"{TWO_EDITORS}::test_second_to_save_overwrites_nothing_and_learns_who_and_what",
    ),
    Defence(
        "Two editors: a form without a version",
        "conflicts/views.py",
        "names_none = not any(self.request.POST.get(name) for name in named)",
        "names_none = False",
        f"{TWO_EDITORS}::test_form_that_was_opened_before_there_was_any_version_is_refused",
    ),
    Defence(
        "Two editors: a refused form stays stale",
        "conflicts/views.py",
        'context["loaded_revision_created_at"] = opened_at or "-"',
        "pass",
        f"{TWO_EDITORS}::test_clicking_save_again_without_the_choice_overwrites_nothing",
    ),
    Defence(
        "Two editors: the choice names a version",
        "conflicts/views.py",
        "return self.request.POST.get(CHOICE) == choice_of(self.latest_revision)",
        "return CHOICE in self.request.POST",
        f"{TWO_EDITORS}::test_choice_holds_for_the_version_that_was_shown_only",
    ),
    Defence(
        "Two editors: both stay in the history",
        "conflicts/views.py",
        '    given.pop("overwrite_revision_id", None)\n',
        "",
        f"{TWO_EDITORS}::test_overwriting_replaces_no_autosaved_version",
    ),
    Defence(
        "Two editors: the page is locked",
        "conflicts/views.py",
        "Page.objects.select_for_update().filter(pk=page_id).first()",
        "Page.objects.filter(pk=page_id).first()",
        "tests/conflicts/test_same_time.py",
        needs="postgres",
    ),
    Defence(
        "Two editors: the snippet is locked",
        "conflicts/views.py",
        "rows = self.model._default_manager.select_for_update()",
        "rows = self.model._default_manager.all()",
        "tests/conflicts/test_same_time.py",
        needs="postgres",
    ),
    Defence(
        "Two editors: pictures and documents",
        "conflicts/files.py",
        "return is_fine and not self.finds_conflict(form)",
        "return is_fine",
        f"{FILES}::test_second_to_save_overwrites_nothing_and_learns_who_when_and_what",
    ),
    Defence(
        "Two editors: a refused form of a file stays stale",
        "conflicts/files.py",
        "context[OPENED] = given if form.is_bound else opened_state(self.standing(form))",
        "context[OPENED] = opened_state(self.standing(form))",
        f"{FILES}::test_form_that_came_back_is_as_stale_as_before",
    ),
    Defence(
        "Two editors: the choice names what stands in a file's fields",
        "conflicts/files.py",
        "if changed and self.request.POST.get(CHOICE) == choice:",
        "if changed and CHOICE in self.request.POST:",
        f"{FILES}::test_choice_holds_for_what_was_shown_only",
    ),
    Defence(
        "Two editors: what is overwritten of a file stays in the log",
        "conflicts/files.py",
        "        if self.overwritten:\n",
        "        if None:\n",
        f"{FILES}::test_by_choice_the_second_overwrites_and_the_first_text_stays_in_the_log",
    ),
    Defence(
        "Two editors: the form after an upload",
        "conflicts/files.py",
        "return refusing(form_class, last.user) if last else form_class",
        "return form_class",
        f"{FILES}::test_form_after_an_upload_is_closed_once_another_has_saved",
    ),
)

TRANSLATORS = (
    Defence(
        "Two translators on one segment, at the same time",
        "translation/writing.py",
        "if newest and newest.pk != version:",
        "if None:",
        "tests/translation/test_same_time.py",
    ),
    Defence(
        "Two translators on one segment: told in the workspace",
        "translation/writing.py",
        "if newest and newest.pk != version:",
        "if None:",
        "tests/translation/test_workspace.py::test_conflict_tells_who_wrote_what",
    ),
    Defence(
        "Source edited: no translated text is dropped",
        "translation/sources.py",
        "if change.unit and change.old and not change.unit.target and change.old.text:",
        "if None:",
        f"{SOURCES}::test_minor_change_leaves_translations_valid",
    ),
    Defence(
        "Source edited: outdated",
        "translation/sources.py",
        "    else:\n        outdate(task)",
        "    else:\n        up_to_date(task)",
        f"{SOURCES}::test_changed_comma_leaves_the_live_page_whole_and_outdated",
    ),
)

OUTAGES_AND_FILES = (
    Defence(
        "Database away: a clean 503 of the admin",
        "cms/outages.py",
        "    if isinstance(error, (OperationalError, InterfaceError)):",
        "    if False:",
        f"{OUTAGES}::test_page_of_the_admin_is_a_clean_503",
    ),
    Defence(
        "Database read-only: refused cleanly",
        "cms/outages.py",
        "sqlstate(error) == READ_ONLY",
        "False",
        f"{OUTAGES}::test_database_that_takes_no_writes_is_read_and_refuses_cleanly",
        needs="postgres",
    ),
    Defence(
        "Cache away: reads are open",
        "cms/schema/limits/rates.py",
        "self.away_until = time.monotonic() + RETRY_SECONDS",
        "raise",
        f"{RATES}::test_reading_goes_on_without_the_shared_cache_and_is_counted_here",
    ),
    Defence(
        "Cache away: mutations are closed",
        "cms/schema/limits/rates.py",
        "    if counters().is_away:\n",
        "    if None:\n",
        f"{RATES}::test_mutations_wait_for_the_shared_cache",
    ),
    Defence(
        "Cache away: the admin goes on",
        "cms/settings/base.py",
        '{"IGNORE_EXCEPTIONS": True}',
        '{"IGNORE_EXCEPTIONS": False}',
        f"{OUTAGES}::test_nothing_fails_without_the_cache",
    ),
    Defence(
        "Cache away under load",
        "cms/schema/limits/rates.py",
        "from limits.errors import StorageError\n",
        "from limits.errors import ConcurrentUpdateError as StorageError\n",
        "tests/safety/test_redis.py",
    ),
    Defence(
        "Worker killed: an item and its count are one transaction",
        "translation/jobs.py",
        "@transaction.atomic\ndef keep(",
        "def keep(",
        f"{JOBS}::test_killed_worker_leaves_the_job_to_the_next",
    ),
    Defence(
        "Worker killed: what it held is free again",
        "translation/jobs.py",
        "return Q(leased_until=None) | Q(leased_until__lt=timezone.now())",
        "return Q(leased_until=None)",
        f"{JOBS}::test_killed_worker_leaves_the_job_to_the_next",
    ),
    Defence(
        "Worker killed: sizes that were never drawn",
        "media/stray_files.py",
        "if drawn.issuperset(all_filter_specs(picture.file.name)) or not has_file(picture):",
        "if drawn or not has_file(picture) or True:",
        f"{LOST_FILES}::test_clean_up_draws_sizes_that_a_killed_worker_never_drew",
    ),
    Defence(
        "Disk full on upload: a clear error",
        "cms/outages.py",
        "    if is_full_disk(error):\n",
        "    if None:\n",
        f"{LOST_FILES}::test_upload_on_a_full_disk_is_a_clear_error_and_no_row",
    ),
    Defence(
        "Disk full on replacing: the old file stays",
        "media/replacing.py",
        "old, self.original_file = self.original_file, None",
        "old = self.original_file",
        f"{LOST_FILES}::test_replacing_a_file_on_a_full_disk_keeps_the_old_one",
    ),
    Defence(
        "Disk full: no row of a size without its file after a clean-up",
        "media/stray_files.py",
        "    forget_lost_drawings()\n    for picture",
        "    for picture",
        f"{LOST_FILES}::test_clean_up_leaves_no_row_of_a_size_without_its_file",
    ),
    Defence(
        "Disk full: a clean-up leaves what is being uploaded",
        "media/stray_files.py",
        "is_young = path.is_file() and path.stat().st_mtime > latest",
        "is_young = path.is_file() and path.stat().st_mtime > latest + 1e9",
        f"{LOST_FILES}::test_what_a_failed_upload_left_is_cleaned_up",
    ),
    Defence(
        "Duplicate submit of apply",
        "membership/applying.py",
        "return next((Outcome(locale, reference) for locale, reference in rows), None)",
        "return None",
        "tests/schema/test_membership.py::test_same_key_gives_the_same_answer_and_one_application",
    ),
    Defence(
        "Restore: sessions have ended",
        "cms/settings/base.py",
        '    "sessions.Session",\n',
        "",
        BACKUP,
    ),
    Defence(
        "Restore: API keys have ended",
        "cms/settings/base.py",
        '    "access.ApiKey",\n',
        "",
        BACKUP,
    ),
    Defence(
        "Restore: a damaged backup is refused",
        "cms/backup_files.py",
        "    if found != manifest.checksums:\n",
        "    if None:\n",
        BACKUP,
        needs="postgres",
    ),
)

LOSSES: tuple[Defence, ...] = (*PUBLICATIONS, *EDITORS, *TRANSLATORS, *OUTAGES_AND_FILES)
