from django.db import migrations

from registry.models.search import build_index, drop_index


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [migrations.RunPython(build_index, drop_index)]
