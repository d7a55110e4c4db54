"""Plans of public tables, and the ledger of what was released."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0004_signals_answers_and_frozen_briefs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicationPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveIntegerField(verbose_name="year")),
                ("content", models.JSONField(verbose_name="plan")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("fixed", "fixed for the year")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="listening.source",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "source__name"],
            },
        ),
        migrations.CreateModel(
            name="PublicRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[("plan", "plan"), ("release", "release")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "edition",
                    models.CharField(blank=True, default="", max_length=10, verbose_name="edition"),
                ),
                ("entered_on", models.DateField(verbose_name="entered on")),
                ("previous", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("content", models.JSONField(verbose_name="what was published")),
                (
                    "delivery",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="listening.delivery",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="listening.publicationplan",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddConstraint(
            model_name="publicationplan",
            constraint=models.UniqueConstraint(
                fields=("source", "year"), name="one_plan_a_source_and_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="publicrelease",
            constraint=models.UniqueConstraint(
                fields=("plan", "edition"), name="an_edition_is_released_once"
            ),
        ),
    ]
