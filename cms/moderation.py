"""Who approves what editors submit: one workflow with one step, for all pages and records. A second call changes nothing.

What an administrator assigned under Settings → Workflows stays: only where there is none, this one is assigned; and
only the step as Wagtail makes it, for moderators alone, is opened to administrators, too, who may publish all the same.
"""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from snippets.models import Member, Secondee, SiteInformation

NAME = "Moderators approval"
"""Of the workflow and its step, as Wagtail's own first migration calls them."""


def set_up_moderation(moderators: Group, administrators: Group) -> None:
    workflow = workflow_of(moderators)
    if workflow is None:
        return
    for step in GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow):
        if list(step.groups.all()) == [moderators]:
            step.groups.add(administrators)
    root = Page.get_first_root_node()
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
    for model in (Member, Secondee, SiteInformation):
        kind = ContentType.objects.get_for_model(model)
        WorkflowContentType.objects.get_or_create(
            content_type=kind, defaults={"workflow": workflow}
        )


def workflow_of(moderators: Group) -> Workflow | None:
    """None where administrators have switched it off."""
    workflow, is_new = Workflow.objects.get_or_create(name=NAME)
    if is_new:
        step = GroupApprovalTask.objects.create(name=NAME)
        step.groups.add(moderators)
        WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=0)
    return workflow if workflow.active else None
