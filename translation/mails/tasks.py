"""Sends a mail with a background worker where there is one, and in the request where there is none."""

from django_tasks import task

from translation.mails.sending import send


@task()
def send_notice(pk: int) -> None:
    send([pk])


def send_at_once(pk: int) -> None:
    """What fails stays unsent, and is sent by the daily command."""
    send_notice.enqueue(pk)
