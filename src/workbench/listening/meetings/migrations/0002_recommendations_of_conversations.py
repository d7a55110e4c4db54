import django.db.models.deletion
from django.db import migrations, models

ANSWERS = [
    ("adopted", "adopted in full"),
    ("in-part", "adopted in part"),
    ("not", "not adopted"),
    ("said", "answered"),
]


class Migration(migrations.Migration):
    """A recommendation names the conversation and the statement that it came from."""

    dependencies = [
        ("meetings", "0001_talks"),
        ("dialogue", "0001_conversations"),
    ]

    operations = [
        migrations.RenameField("recommendation", "conversation", "heard_from"),
        migrations.AlterField(
            "recommendation",
            "heard_from",
            models.CharField(blank=True, default="", max_length=100, verbose_name="heard from"),
        ),
        migrations.AddField(
            "recommendation",
            "conversation",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recommendations",
                to="dialogue.conversation",
            ),
        ),
        migrations.AddField(
            "recommendation",
            "statement",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dialogue.statement",
            ),
        ),
        migrations.AlterField(
            "recommendation", "words", models.TextField(verbose_name="what is recommended")
        ),
        migrations.AlterField(
            "recommendation",
            "office",
            models.CharField(blank=True, default="", max_length=200, verbose_name="addressed to"),
        ),
        migrations.AddConstraint(
            "recommendation",
            models.CheckConstraint(
                condition=models.Q(statement=None) | models.Q(conversation__isnull=False),
                name="statement_of_a_conversation",
            ),
        ),
        migrations.AlterField(
            "recommendationanswer",
            "answer",
            models.CharField(choices=ANSWERS, max_length=10, verbose_name="answer"),
        ),
        migrations.AlterField(
            "recommendationanswer", "reasons", models.TextField(verbose_name="reasons")
        ),
        migrations.AlterField("deed", "words", models.TextField(verbose_name="what was done")),
        migrations.AlterField(
            "deed",
            "evidence",
            models.CharField(blank=True, default="", max_length=400, verbose_name="what shows it"),
        ),
    ]
