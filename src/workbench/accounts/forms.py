"""The forms of this room: signing in, invitations, people, raised powers, the audit log."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as ConfirmPasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from workbench.accounts.models import ElevatedSession, Person, Role

Choices = list[tuple[str, str]]


class PlainFields(forms.Form):
    """A form whose fields have labels and no grey text inside; codes open a pad of figures."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        if "code" in self.fields:
            figures = {"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code"}
            self.fields["code"].widget.attrs.update(figures)
            self.fields["code"].label = _("Code")


class SignInForm(PlainFields, LoginForm):  # type: ignore[misc]  # allauth ships no types
    """E-mail and password; the second factor is asked on the next page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["password"].help_text = ""


class ConfirmForm(PlainFields, ConfirmPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """The password once more."""


class NewPasswordForm(PlainFields, ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    """The old password, and a new one twice."""


class CodeForm(PlainFields, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code that signs a person in."""


class ConfirmCodeForm(PlainFields, ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code once more."""


class SetUpForm(PlainFields, ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of a new authenticator app."""


class PasswordForm(forms.Form):
    """A first password, typed twice."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. Three or four words that mean nothing together do."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Both must be the same, and strong enough."""
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ."))
        elif password:
            try:
                password_validation.validate_password(password, self.person)
            except forms.ValidationError as refused:
                self.add_error("password", refused)
        return cleaned


class InviteForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Who is invited, and what they will do here."""

    class Meta:
        model = Person
        fields = ("name", "email", "role", "organisation")
        help_texts = {
            "email": _("They sign in with it. Nothing is sent to it."),
            "organisation": _("Needed for a partner editor: whom they speak for."),
        }

    def clean_email(self) -> str:
        """One spelling for one address."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """A partner editor speaks for an organisation."""
        cleaned = super().clean() or {}
        if cleaned.get("role") == Role.PARTNER_EDITOR and not cleaned.get("organisation"):
            self.add_error("organisation", _("Name the organisation they speak for."))
        return cleaned


class RoleForm(forms.Form):
    """Another role for a person."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class RaiseForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Why powers are raised."""

    class Meta:
        model = ElevatedSession
        fields = ("reason",)
        labels = {"reason": _("Reason")}
        help_texts = {"reason": _("What you are about to do, and why. Do not name residents.")}


class AuditForm(forms.Form):
    """What to look for in the audit log."""

    person: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        label=_("Person"), queryset=None, required=False, empty_label=_("anyone")
    )
    verb = forms.ChoiceField(label=_("What was done"), required=False)
    subject = forms.ChoiceField(label=_("To what"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To and with"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(
        self, *args: Any, people: Any, verbs: Choices, subjects: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]  # a model choice
        for name, choices in (("verb", verbs), ("subject", subjects)):
            self.fields[name].choices = [("", _("anything")), *choices]  # type: ignore[attr-defined]  # a choice field
