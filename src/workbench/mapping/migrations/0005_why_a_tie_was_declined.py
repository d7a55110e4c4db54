from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mapping", "0004_kept_drawings"),
    ]

    operations = [
        migrations.AddField(
            model_name="tie",
            name="sealed_reason",
            field=models.BinaryField(default=b"", verbose_name="reason for declining, sealed"),
        ),
    ]
