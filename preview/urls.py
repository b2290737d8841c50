"""The address of the preview client."""

from django.urls import path

from preview.views import preview

urlpatterns = [path("", preview, name="preview")]
