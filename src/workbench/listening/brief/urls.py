"""Addresses of the brief; the first of them is the first page of the house."""

from datetime import date

from django.urls import path, register_converter

from workbench.listening.brief import frozen, views


class IsoDate:
    """A day in an address: `2026-03-23`."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """The day; not found where there is no such day."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """The day as it stands in the address."""
        return str(value)


register_converter(IsoDate, "isodate")

urlpatterns = [
    path("", views.brief, name="listening-brief"),
    path("brief.pdf", views.brief_as_pdf, name="listening-brief-pdf"),
    path("brief/method", views.method, name="listening-brief-method"),
    path("briefs/", frozen.frozen_briefs, name="listening-frozen-briefs"),
    path("briefs/<isodate:week>/", frozen.frozen, name="listening-frozen"),
    path("briefs/<isodate:week>/brief.pdf", frozen.frozen_as_pdf, name="listening-frozen-pdf"),
]
