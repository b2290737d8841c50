"""The jobs of a file: its dry run part by part, and its being applied, which is one step and one transaction."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from translation import jobs
from translation.exchange.applying import NotApplicable, apply, changed, is_fresh
from translation.exchange.planning import Kind, Plan
from translation.exchange.remembering import MemoryPlan, remember
from translation.exchange.rights import may_exchange
from translation.exchange.staging import look, plan_of
from translation.models import Job, UploadedFile, UploadedPart
from translation.rights import source_locale


def begin_dry_run(file: UploadedFile, *, by: Any) -> Job:
    """Also again, when the site has changed since the last one."""
    file.parts.update(found=None)
    items = list(file.parts.values_list("pk", flat=True))
    return jobs.begin("dry_run", items, {"file": file.pk}, by=by, **about(file))


def about(file: UploadedFile) -> dict[str, str]:
    return {"subject": f"file {file.pk}", "title": file.name}


def look_at_part(item: int, options: dict[str, Any], by: Any) -> None:
    part = UploadedPart.objects.select_related("file__locale").filter(pk=item).first()
    if part is None:
        raise jobs.Stop(gone())
    part.found = look(part)
    part.save(update_fields=["found"])


def begin_import(
    file: UploadedFile,
    plan: Plan | MemoryPlan,
    agreed: set[Kind],
    *,
    replace_approved: bool,
    by: Any,
) -> Job:
    """What was agreed to holds for this plan alone."""
    options = {
        "file": file.pk,
        "agreed": sorted(agreed),
        "replace_approved": replace_approved,
        "fingerprint": plan.fingerprint if isinstance(plan, Plan) else "",
    }
    return jobs.begin("import", [file.pk], options, by=by, **about(file))


def take_in(item: int, options: dict[str, Any], by: Any) -> dict[str, int]:
    """All of it with the file's own disappearance, or nothing. Raises Stop."""
    file = UploadedFile.objects.select_related("locale").filter(pk=item).first()
    plan = plan_of(file) if file else None
    if file is None or plan is None:
        raise jobs.Stop(gone())
    if by is None or not may_exchange(by, file.locale):
        raise jobs.Stop(
            _("Who started it may not bring in translations into this language any more.")
        )
    count = taken(file, plan, options, by)
    file.delete()
    return {"written": count}


def taken(file: UploadedFile, plan: Plan | MemoryPlan, options: dict[str, Any], by: Any) -> int:
    if isinstance(plan, MemoryPlan):
        return remember(plan, file.name, source_locale(), file.locale, by)
    agreed = {Kind(name) for name in options["agreed"]}
    try:
        if plan.fingerprint != options["fingerprint"]:
            raise NotApplicable(changed())
        return apply(plan, by, agreed, replace_approved=options["replace_approved"])
    except NotApplicable as refusal:
        raise jobs.Stop(str(refusal)) from None


def gone() -> str:
    return _("The file was applied already, or waited for too long: bring it in again.")


def current_plan(file: UploadedFile) -> Plan | MemoryPlan | None:
    """None where there is no dry run, or none that still holds."""
    plan = plan_of(file)
    return None if isinstance(plan, Plan) and not is_fresh(plan) else plan


def result_url(job: Job) -> str:
    file = job.options.get("file")
    if UploadedFile.objects.filter(pk=file).exists():
        return reverse("translation_files:review", args=[file])
    return reverse("translation_files:index") if job.kind == "import" else ""


def outcome(job: Job) -> list[str]:
    count = job.counts.get("written", 0)
    text = ngettext("%(count)s text was taken in.", "%(count)s texts were taken in.", count)
    return [text % {"count": count}]
