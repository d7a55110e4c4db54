from django.db import migrations


def bring_over(apps, _editor):
    """Every recommendation of a conversation becomes one that is followed like all others.

    Nobody noted whether an answer adopts, so it is kept as `said`; what was told as done is whole.
    """
    kinds = {
        name: apps.get_model("meetings", name)
        for name in ("Recommendation", "StateChange", "RecommendationAnswer", "Deed")
    }
    for old in apps.get_model("dialogue", "Recommendation").objects.order_by("pk"):
        made = kinds["Recommendation"].objects.create(
            words=old.text,
            conversation_id=old.conversation_id,
            statement_id=old.statement_id,
            made_on=old.entered_on,
            published_on=old.entered_on,
            state="published",
            entered_by_id=old.entered_by_id,
        )
        kinds["StateChange"].objects.create(
            recommendation=made, state="published", changed_on=old.entered_on
        )
        _bring_over_what_followed(kinds, old, made)


def _bring_over_what_followed(kinds, old, made):
    if old.answer:
        kinds["RecommendationAnswer"].objects.create(
            recommendation=made,
            answer="said",
            reasons=old.answer,
            answered_on=old.answered_on or old.entered_on,
            entered_by_id=old.entered_by_id,
        )
    if old.deed:
        kinds["Deed"].objects.create(
            recommendation=made,
            words=old.deed,
            done_on=old.done_on or old.answered_on or old.entered_on,
            is_whole=True,
        )


def name_conversations(apps, _editor):
    """What was written in words about a conversation that is kept here becomes its name."""
    conversations = list(apps.get_model("dialogue", "Conversation").objects.all())
    told = apps.get_model("meetings", "Recommendation").objects.exclude(heard_from="")
    for one in told.filter(conversation=None):
        meant = [row for row in conversations if one.heard_from in {row.code, row.title}]
        if len(meant) == 1:
            one.conversation, one.heard_from = meant[0], ""
            one.save()


class Migration(migrations.Migration):
    """The recommendations of conversations are brought over to those of talks."""

    dependencies = [
        ("meetings", "0002_recommendations_of_conversations"),
        ("dialogue", "0001_conversations"),
    ]

    operations = [
        migrations.RunPython(bring_over, migrations.RunPython.noop),
        migrations.RunPython(name_conversations, migrations.RunPython.noop),
    ]
