"""Fields, grounds of revocation, measures and abbreviations: the first content of editable tables."""

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

# code, Vietnamese, English, German name; unit in the three languages; dimension; how it adds
MEASURES = [
    ("road", "Đường làm mới, mở rộng", "Road built or widened", "Gebaute oder verbreiterte Straße", "m", "m", "m", "length", "sum"),
    ("houses", "Nhà xây mới, sửa chữa", "Houses built or repaired", "Gebaute oder sanierte Häuser", "nhà", "houses", "Häuser", "count", "sum"),
    ("sanitary", "Công trình vệ sinh", "Sanitary facilities", "Sanitäranlagen", "công trình", "facilities", "Anlagen", "count", "sum"),
    ("bulbs", "Bóng đèn thắp sáng", "Light bulbs installed", "Installierte Glühbirnen", "bóng", "bulbs", "Birnen", "count", "sum"),
    ("cameras", "Camera an ninh", "Security cameras", "Sicherheitskameras", "camera", "cameras", "Kameras", "count", "sum"),
    ("flowers", "Đường hoa, hàng rào xanh", "Road lined with flowers or hedges", "Blumen- und Heckenstraße", "m", "m", "m", "length", "sum"),
    ("trees", "Cây xanh trồng mới", "Trees planted", "Gepflanzte Bäume", "cây", "trees", "Bäume", "count", "sum"),
    ("cleared", "Mặt bằng bàn giao", "Land cleared and handed over", "Geräumte, übergebene Fläche", "m²", "m²", "m²", "area", "sum"),
    ("households", "Hộ được giúp đỡ", "Households helped", "Unterstützte Haushalte", "hộ", "households", "Haushalte", "count", "sum"),
    ("household-size", "Số người trong hộ đông nhất", "People in the largest household", "Personen im größten Haushalt", "người", "people", "Personen", "count", "largest"),
    ("meetings", "Cuộc tuyên truyền, hội nghị", "Meetings and conferences", "Treffen und Konferenzen", "cuộc", "meetings", "Treffen", "count", "sum"),
    ("participants", "Lượt người tham gia", "Participants", "Teilnehmende", "lượt người", "participants", "Teilnehmende", "count", "sum"),
    ("site-days", "Chiến dịch giải phóng mặt bằng", "Campaign of site clearance", "Kampagne der Baufeldräumung", "ngày đêm", "days and nights", "Tage und Nächte", "days", "not_at_all"),
]  # fmt: skip
MEASURE_COLUMNS = ("code", "name_vi", "name_en", "name_de", "unit_vi", "unit_en", "unit_de", "dimension", "adding")
ABBREVIATIONS = [
    ("ANTQ", "an ninh Tổ quốc"),
    ("ANTT", "an ninh trật tự"),
    ("ATGT", "an toàn giao thông"),
    ("BVMT", "bảo vệ môi trường"),
    ("CCB", "cựu chiến binh"),
    ("DTTS", "dân tộc thiểu số"),
    ("DVK", "dân vận khéo"),
    ("GPMB", "giải phóng mặt bằng"),
    ("KDC", "khu dân cư"),
    ("LHPN", "liên hiệp phụ nữ"),
    ("MTTQ", "Mặt trận Tổ quốc"),
    ("NTM", "nông thôn mới"),
    ("PCCC", "phòng cháy chữa cháy"),
    ("QL", "quốc lộ"),
    ("TDP", "tổ dân phố"),
    ("THCS", "trung học cơ sở"),
    ("THPT", "trung học phổ thông"),
    ("TNXP", "thanh niên xung phong"),
    ("TTATXH", "trật tự an toàn xã hội"),
    ("VSMT", "vệ sinh môi trường"),
]


def fill(apps, schema_editor):
    Sector, Ground = apps.get_model("registry", "Sector"), apps.get_model("registry", "Ground")
    for order, (code, vi, en, de, is_public, group) in enumerate(SECTORS, start=1):
        Sector.objects.create(
            code=code, name_vi=vi, name_en=en, name_de=de, order=order, is_public=is_public, reporting_group=group
        )
    for order, (code, vi, en, source) in enumerate(GROUNDS, start=1):
        Ground.objects.create(code=code, name_vi=vi, name_en=en, source=source, order=order)
    for order, row in enumerate(MEASURES, start=1):
        apps.get_model("registry", "Measure").objects.create(order=order, **dict(zip(MEASURE_COLUMNS, row, strict=True)))
    for short, long in ABBREVIATIONS:
        apps.get_model("registry", "Abbreviation").objects.create(short=short, long=long)


def empty(apps, schema_editor):
    apps.get_model("registry", "Sector").objects.filter(code__in=[row[0] for row in SECTORS]).delete()
    apps.get_model("registry", "Ground").objects.filter(code__in=[row[0] for row in GROUNDS]).delete()
    apps.get_model("registry", "Measure").objects.filter(code__in=[row[0] for row in MEASURES]).delete()
    apps.get_model("registry", "Abbreviation").objects.filter(short__in=[row[0] for row in ABBREVIATIONS]).delete()


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_search_index")]

    operations = [migrations.RunPython(fill, empty)]
