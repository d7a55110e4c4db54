"""Every page of allauth that is wired wears our face, and none of it speaks of another site."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from workbench import accounts

# A style attribute, a script without a file, an attribute such as onclick.
BLOCKED = re.compile(r"\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=")
OURS = Path(accounts.__file__).parent / "templates"
TEMPLATES = (
    "account/login.html",
    "account/account_inactive.html",
    "account/reauthenticate.html",
    "account/password_change.html",
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
    "account/messages/password_changed.txt",
    "mfa/authenticate.html",
    "mfa/reauthenticate.html",
    "mfa/index.html",
    "mfa/totp/activate_form.html",
    "mfa/totp/deactivate_form.html",
    "mfa/recovery_codes/index.html",
    "mfa/recovery_codes/generate.html",
    "mfa/messages/totp_activated.txt",
    "mfa/messages/totp_deactivated.txt",
    "mfa/messages/recovery_codes_generated.txt",
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_template_is_ours(name):
    assert Path(get_template(name).origin.name).is_relative_to(OURS)


def test_our_face_needs_no_style_attribute_and_no_inline_script():
    """The content policy blocks both, silently."""
    folders = [OURS, OURS.parent.parent / "core" / "templates"]
    pages = [page for folder in folders for page in folder.rglob("*.html")]
    assert [page.name for page in pages if BLOCKED.search(page.read_text())] == []
