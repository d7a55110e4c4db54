"""Every address of the workbench; each room adds its own file of addresses here."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("workbench.core.urls")),
    path("", include("workbench.accounts.urls")),
    path("", include("workbench.listening.brief.urls")),
    path("listening/", include("workbench.listening.urls")),
    path("mapping/", include("workbench.mapping.urls")),
    path("weighing/", include("workbench.weighing.urls")),
    # Before the open figures, whose addresses begin with the name of a source.
    path("open/strengths/", include("workbench.mapping.open_urls")),
    path("open/", include("workbench.weighing.open_urls")),
    path("open/talk/", include("workbench.listening.dialogue.open_urls")),
    path("open/came-of-it/", include("workbench.listening.meetings.open_urls")),
    path("open/", include("workbench.listening.open_urls")),
    path("listening/talks/", include("workbench.listening.meetings.urls")),
    path("listening/", include("workbench.listening.signals.urls")),
    path("listening/dialogues/", include("workbench.listening.dialogue.urls")),
]

handler400 = "workbench.core.views.bad_request"
handler403 = "workbench.core.views.forbidden"
handler404 = "workbench.core.views.not_found"
handler500 = "workbench.core.views.broken"
