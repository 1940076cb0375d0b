from django.db import migrations

from registry.models.guards import build, drop


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_first_content")]

    operations = [migrations.RunPython(build, drop)]
