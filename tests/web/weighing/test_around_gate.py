"""Nothing is adopted while a group or an area was not looked at (S003-R3, S003-R4)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import signed_in
from tests.factories.weighing_decide import a_ready_draft
from workbench.weighing.access.gates import NotReady
from workbench.weighing.actions import decisions as acts
from workbench.weighing.models import Decision, LookedAt


def test_nothing_is_adopted_while_somebody_was_not_looked_at(cast):
    proposal = a_ready_draft(cast.hanna)
    missed = LookedAt.objects.filter(option=proposal.options.get()).first()
    assert missed is not None
    LookedAt.objects.filter(pk=missed.pk).update(stands=False)
    with pytest.raises(NotReady, match="1 group or area that is not meant"):
        acts.adopt(proposal, acting_person=cast.hanna, now=timezone.now())
    LookedAt.objects.filter(pk=missed.pk).update(stands=True)
    acts.adopt(proposal, acting_person=cast.hanna, now=timezone.now())
    assert Decision.objects.get().state == Decision.State.ADOPTED


def test_the_record_leads_to_where_they_are_looked_at(cast):
    proposal = a_ready_draft(cast.hanna)
    option = proposal.options.get()
    LookedAt.objects.filter(option=option).update(stands=False)
    page = signed_in(cast.hanna).get(reverse("weighing-decision", args=[proposal.pk]))
    assert reverse("weighing-around", args=[option.pk]) in page.content.decode()
