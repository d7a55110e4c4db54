"""Addresses of the brief; the first of them is the first page of the house."""

from django.urls import path

from workbench.listening.brief import views

urlpatterns = [
    path("", views.brief, name="listening-brief"),
    path("brief.pdf", views.brief_as_pdf, name="listening-brief-pdf"),
    path("brief/method", views.method, name="listening-brief-method"),
]
