"""The fields of 2024 and the grounds of revocation: the first content of editable tables."""

from django.db import migrations

SECTORS = [
    ("economy", "Kinh tế", "Economy", "Wirtschaft", True, ""),
    ("culture", "Văn hóa - Xã hội", "Culture and society", "Kultur und Gesellschaft", True, ""),
    ("defence", "Quốc phòng", "National defence", "Landesverteidigung", False, "Quốc phòng - An ninh"),
    ("security", "An ninh", "Security", "Sicherheit", False, "Quốc phòng - An ninh"),
    (
        "politics",
        "Xây dựng hệ thống chính trị",
        "Building the political system",
        "Aufbau des politischen Systems",
        True,
        "",
    ),
]

# (a) to (d) follow article 93(2) of Law 06/2022/QH15, which is about commendations: an analogy, not a duty.
BY_ANALOGY = "Vận dụng khoản 2 Điều 93 Luật 06/2022/QH15"
GROUNDS = [
    ("false-merit", "Gian dối trong việc kê khai thành tích", "False statement of merit", BY_ANALOGY),
    (
        "false-papers",
        "Cung cấp thông tin sai sự thật hoặc làm giả hồ sơ, giấy tờ",
        "False information or forged papers",
        BY_ANALOGY,
    ),
    (
        "wrong-procedure",
        "Thẩm định, trình công nhận trái quy định",
        "Appraised or proposed against the rules",
        BY_ANALOGY,
    ),
    (
        "later-violation",
        "Sau khi công nhận phát hiện có vi phạm trong thời gian tính thành tích",
        "Later finding of a violation in the merit period",
        BY_ANALOGY,
    ),
    ("no-longer-effective", "Mô hình không còn phát huy hiệu quả qua kiểm tra hằng năm", "No longer effective", ""),
]


def fill(apps, schema_editor):
    Sector, Ground = apps.get_model("registry", "Sector"), apps.get_model("registry", "Ground")
    for order, (code, vi, en, de, is_public, group) in enumerate(SECTORS, start=1):
        Sector.objects.create(
            code=code, name_vi=vi, name_en=en, name_de=de, order=order, is_public=is_public, reporting_group=group
        )
    for order, (code, vi, en, source) in enumerate(GROUNDS, start=1):
        Ground.objects.create(code=code, name_vi=vi, name_en=en, source=source, order=order)


def empty(apps, schema_editor):
    apps.get_model("registry", "Sector").objects.filter(code__in=[row[0] for row in SECTORS]).delete()
    apps.get_model("registry", "Ground").objects.filter(code__in=[row[0] for row in GROUNDS]).delete()


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_search_index")]

    operations = [migrations.RunPython(fill, empty)]
