"""Addresses of people and doors. allauth's views are wired one by one; the rest stays closed."""

from django.urls import path

from workbench.accounts.views import audit, doors, elevated, people

urlpatterns = [
    path("accounts/sign-in/", doors.sign_in, name="account_login"),
    path("accounts/sign-in/code/", doors.sign_in_code, name="mfa_authenticate"),
    path("accounts/sign-out/", doors.sign_out, name="account_logout"),
    path("accounts/closed/", doors.inactive, name="account_inactive"),
    path("accounts/confirm/", doors.confirm_password, name="account_reauthenticate"),
    path("accounts/confirm/code/", doors.confirm_code, name="mfa_reauthenticate"),
    path("accounts/password/", doors.change_password, name="account_change_password"),
    path("accounts/second-factor/", doors.second_factor, name="mfa_index"),
    path("accounts/second-factor/set-up/", doors.set_up_app, name="mfa_activate_totp"),
    path("accounts/second-factor/remove/", doors.remove_app, name="mfa_deactivate_totp"),
    path("accounts/recovery-codes/", doors.show_codes, name="mfa_view_recovery_codes"),
    path("accounts/recovery-codes/new/", doors.make_codes, name="mfa_generate_recovery_codes"),
    path("accounts/invitation/<str:token>/", doors.invitation, name="accounts-invitation"),
    path(
        "accounts/demonstration/<int:person_id>/",
        doors.demonstration,
        name="accounts-demonstration",
    ),
    path("accounts/raised/", elevated.elevated, name="accounts-elevated"),
    path("accounts/raised/lower/", elevated.lower, name="accounts-lower"),
    path("operator/people/", people.people_list, name="operator-people"),
    path("operator/people/invite/", people.invite, name="operator-invite"),
    path("operator/people/<int:person_id>/", people.person, name="operator-person"),
    path("operator/people/<int:person_id>/role/", people.role, name="operator-role"),
    path(
        "operator/people/<int:person_id>/deactivate/",
        people.deactivate,
        name="operator-deactivate",
    ),
    path(
        "operator/people/<int:person_id>/reactivate/",
        people.reactivate,
        name="operator-reactivate",
    ),
    path("operator/people/<int:person_id>/reset/", people.reset, name="operator-reset"),
    path("operator/raised/", elevated.everyone, name="operator-elevated"),
    path("operator/raised/<int:session_id>/", elevated.one, name="operator-elevated-one"),
    path("operator/audit/", audit.audit, name="operator-audit"),
]
