"""A source has a note; the audit log can name a row of the list of groups (no table)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0001_sources_deliveries_and_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="GroupRow",
            fields=[
                ("key", models.CharField(max_length=200, primary_key=True, serialize=False)),
            ],
            options={"managed": False, "default_permissions": ()},
        ),
        migrations.AddField(
            model_name="source",
            name="note",
            field=models.TextField(blank=True, default="", verbose_name="note"),
        ),
    ]
