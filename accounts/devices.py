"""The devices of a user: one app that shows numbers, and recovery codes for the day it is lost."""

from typing import Any

import segno
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

CODES = 8
NAME = "app"


def device_to_confirm(user: Any) -> TOTPDevice:
    """The same until it is confirmed, so that a form that is drawn again shows the same picture."""
    device, _made = TOTPDevice.objects.get_or_create(user=user, confirmed=False, name=NAME)
    return device


def picture_of(device: TOTPDevice) -> str:
    """The QR code that the app reads, as a data: address of an SVG."""
    return str(segno.make(device.config_url).svg_data_uri(scale=5, border=2))


def confirm(device: TOTPDevice) -> list[str]:
    """From now on this device is asked for, and no earlier one; returns the new recovery codes."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save()
        StaticDevice.objects.filter(user=device.user).delete()
        holder = StaticDevice.objects.create(user=device.user, name="recovery", confirmed=True)
        codes = [StaticToken.random_token() for _ in range(CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=holder, token=code) for code in codes)
    return codes


def remove_devices(user: Any) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
