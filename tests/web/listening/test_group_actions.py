"""A city's own changes to the list of groups."""

import pytest

from commonweal.core.errors import InvalidKnowledge, NotAllowed
from workbench.core.models import AuditRow
from workbench.listening.actions.groups import add_group, change_group

pytestmark = pytest.mark.django_db

CHANGE = {"name": "Jews", "note": "As the community asked", "retired": False}


def test_a_changed_name_stands_in_the_citys_own_file(own_city, cast):
    pack = own_city.groups()
    broader = pack.groups["anti-jewish"].broader
    change_group("anti-jewish", **CHANGE, broader=broader, acting_person=cast.asha)
    assert own_city.groups().name("anti-jewish") == "Jews"
    assert "Jews" in (own_city.folder / "knowledge" / "groups.toml").read_text(encoding="utf-8")


def test_labels_in_other_systems_stay_as_they_are(own_city, cast):
    before = own_city.groups().groups["anti-jewish"]
    change_group("anti-jewish", **CHANGE, broader=before.broader, acting_person=cast.asha)
    assert own_city.groups().groups["anti-jewish"].systems == before.systems


def test_the_change_leaves_an_audit_row_with_both_names(own_city, cast):
    before = own_city.groups().groups["anti-jewish"]
    change_group("anti-jewish", **CHANGE, broader=before.broader, acting_person=cast.asha)
    row = AuditRow.objects.get(verb="change-group")
    assert (row.subject_id, row.before["name"], row.after["name"]) == (
        "anti-jewish",
        before.name,
        "Jews",
    )


def test_the_majority_cannot_be_retired(own_city, cast):
    majority = next(group for group in own_city.groups() if group.majority)
    with pytest.raises(InvalidKnowledge):
        change_group(
            majority.key,
            name=majority.name,
            note="",
            retired=True,
            broader=(),
            acting_person=cast.asha,
        )
    assert not AuditRow.objects.filter(verb="change-group").exists()
    assert majority.key in own_city.groups().keys


def test_an_added_group_is_offered_and_marked_as_the_citys_own(own_city, cast):
    add_group(
        "anti-fisherfolk",
        name="Fisherfolk",
        people="Families of the harbour",
        note="",
        broader=(),
        acting_person=cast.asha,
    )
    group = own_city.groups().groups["anti-fisherfolk"]
    assert (group.name, group.source, group.verified) == ("Fisherfolk", "local", False)


def test_a_key_that_stands_is_not_added_again(own_city, cast):
    with pytest.raises(InvalidKnowledge) as refusal:
        add_group("anti-jewish", name="x", people="y", note="", broader=(), acting_person=cast.asha)
    assert refusal.value.message == "There is a group “anti-jewish” already."


@pytest.mark.parametrize("who", ["ben", "chidi", "dana"])
def test_only_a_coordinator_changes_the_list(own_city, cast, who):
    with pytest.raises(NotAllowed) as refusal:
        change_group("anti-jewish", **CHANGE, broader=(), acting_person=getattr(cast, who))
    assert refusal.value.message == "You may not change the list of groups."
