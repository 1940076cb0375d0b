"""Fields, grounds of revocation, measures, abbreviations, wordings of papers: the first content of editable tables."""

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

# What official papers say until a body words them in its own way. `{…}` is filled in: queries/wordings.SAMPLES.
# paper, title, subject, legal bases, text, recipients
WORDINGS = [
    (
        "recognition",
        "Quyết định",
        "Về việc công nhận mô hình “Dân vận khéo” {level} năm {year}",
        """Căn cứ chức năng, nhiệm vụ, quyền hạn của {body};
Căn cứ kế hoạch thực hiện phong trào thi đua “Dân vận khéo” năm {year};
Căn cứ kết quả thẩm định các mô hình “Dân vận khéo” đăng ký năm {year};
Xét đề nghị của bộ phận tham mưu thực hiện phong trào thi đua “Dân vận khéo”,""",
        """Điều 1. Công nhận {count} mô hình “Dân vận khéo” {level} năm {year}, gồm {composition} (có danh sách kèm theo).
Điều 2. Các tập thể, cá nhân có mô hình được công nhận tại Điều 1 có trách nhiệm duy trì, phát huy hiệu quả và phổ biến kinh nghiệm để nhân rộng mô hình.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký.
Điều 4. Các cơ quan, đơn vị có liên quan và các tập thể, cá nhân có tên trong danh sách chịu trách nhiệm thi hành Quyết định này./.""",
        "- Như Điều 4;\n- Lưu: VT.",
    ),
    (
        "revocation",
        "Quyết định",
        "Về việc thu hồi việc công nhận mô hình “Dân vận khéo” {level} năm {year}",
        """Căn cứ chức năng, nhiệm vụ, quyền hạn của {body};
Căn cứ {amended};
Căn cứ kết quả kiểm tra, xác minh đối với các mô hình đã được công nhận;
Xét đề nghị của bộ phận tham mưu thực hiện phong trào thi đua “Dân vận khéo”,""",
        """Điều 1. Thu hồi việc công nhận đối với {count} mô hình “Dân vận khéo” {level} năm {year} đã được công nhận tại {amended} (có danh sách và lý do thu hồi kèm theo).
Điều 2. Giấy chứng nhận đã cấp cho các mô hình có tên trong danh sách không còn giá trị kể từ ngày Quyết định này có hiệu lực.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký.
Điều 4. Các cơ quan, đơn vị có liên quan và các tập thể, cá nhân có tên trong danh sách chịu trách nhiệm thi hành Quyết định này./.""",
        "- Như Điều 4;\n- Lưu: VT.",
    ),
    (
        "reinstatement",
        "Quyết định",
        "Về việc khôi phục việc công nhận mô hình “Dân vận khéo” {level} năm {year}",
        """Căn cứ chức năng, nhiệm vụ, quyền hạn của {body};
Căn cứ {amended};
Căn cứ kết quả xem xét, xác minh lại đối với các mô hình đã bị thu hồi việc công nhận;
Xét đề nghị của bộ phận tham mưu thực hiện phong trào thi đua “Dân vận khéo”,""",
        """Điều 1. Khôi phục việc công nhận đối với {count} mô hình “Dân vận khéo” {level} năm {year} đã bị thu hồi tại {amended} (có danh sách kèm theo).
Điều 2. Giấy chứng nhận đã cấp cho các mô hình có tên trong danh sách có giá trị trở lại kể từ ngày Quyết định này có hiệu lực.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký.
Điều 4. Các cơ quan, đơn vị có liên quan và các tập thể, cá nhân có tên trong danh sách chịu trách nhiệm thi hành Quyết định này./.""",
        "- Như Điều 4;\n- Lưu: VT.",
    ),
    (
        "correction",
        "Quyết định",
        "Về việc đính chính danh sách mô hình “Dân vận khéo” {level} năm {year} đã được công nhận",
        """Căn cứ chức năng, nhiệm vụ, quyền hạn của {body};
Căn cứ {amended};
Xét đề nghị của bộ phận tham mưu thực hiện phong trào thi đua “Dân vận khéo”,""",
        """Điều 1. Đính chính thông tin của {count} mô hình “Dân vận khéo” trong danh sách ban hành kèm theo {amended} (có danh sách kèm theo).
Điều 2. Các nội dung khác của {amended} không thay đổi.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký và là bộ phận không tách rời của {amended}.
Điều 4. Các cơ quan, đơn vị có liên quan và các tập thể, cá nhân có tên trong danh sách chịu trách nhiệm thi hành Quyết định này./.""",
        "- Như Điều 4;\n- Lưu: VT.",
    ),
    (
        "minutes",
        "Biên bản",
        "Họp Hội đồng thẩm định mô hình “Dân vận khéo” {level} năm {year}",
        "",
        """Hôm nay, {date}, tại {place}, Hội đồng thẩm định mô hình “Dân vận khéo” {level} của {body} họp xét các mô hình đăng ký năm {year}.
I. Thành phần: có mặt {present}/{members} thành viên Hội đồng; tỷ lệ có mặt tối thiểu theo quy định là {quorum}. Chủ tọa: {chair}. Thư ký: {secretary}.
II. Nội dung: Hội đồng xem xét, thảo luận và bỏ phiếu đối với {count} mô hình, gồm {composition}. {remarks}
III. Kết quả: {passed} mô hình đạt tỷ lệ phiếu tán thành từ {threshold} trở lên, {failed} mô hình không đạt (có danh sách và số phiếu kèm theo).
Hội đồng thống nhất đề nghị {body} công nhận các mô hình đạt tỷ lệ phiếu theo quy định.
Biên bản đã được thông qua tại cuộc họp và các thành viên có mặt nhất trí./.""",
        "",
    ),
    (
        "proposal",
        "Tờ trình",
        "Về việc đề nghị công nhận mô hình “Dân vận khéo” {level_above} năm {year}",
        "",
        """Kính gửi: {addressee}
Thực hiện kế hoạch phong trào thi đua “Dân vận khéo” năm {year}, {body} đã tổ chức đăng ký, kiểm tra, thẩm định và công nhận các mô hình {level}.
Qua xem xét hiệu quả và khả năng nhân rộng, {body} trân trọng đề nghị {addressee} xem xét, công nhận {count} mô hình “Dân vận khéo” {level_above} năm {year}, gồm {composition} (có danh sách kèm theo).
{body} chịu trách nhiệm về tính chính xác của hồ sơ và cam kết tiếp tục duy trì, phát huy hiệu quả các mô hình được đề nghị.
Kính trình {addressee} xem xét, quyết định./.""",
        "- Như trên;\n- Lưu: VT.",
    ),
    (
        "yearly_report",
        "Báo cáo",
        "Kết quả phong trào thi đua “Dân vận khéo” năm {year}",
        "",
        """Thực hiện kế hoạch phong trào thi đua “Dân vận khéo” năm {year}, {body} báo cáo kết quả thực hiện trên địa bàn {unit} như sau:
# I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TRIỂN KHAI THỰC HIỆN
1. Công tác lãnh đạo, chỉ đạo và phối hợp: …
2. Công tác tuyên truyền, tập huấn, hướng dẫn xây dựng mô hình: …
3. Công tác kiểm tra, sơ kết, tổng kết: …
# II. KẾT QUẢ THỰC HIỆN PHONG TRÀO
# 1. Kết quả đăng ký, công nhận
Năm {year}, trên địa bàn {unit} có {submitted} mô hình gửi đăng ký; {registered} mô hình được duyệt đăng ký, {change_registered}; {recognised} mô hình được công nhận “Dân vận khéo”, {change_recognised}, đạt {rate} số mô hình đăng ký. Trong số được công nhận có {collectives} mô hình của tập thể, {individuals} mô hình của cá nhân.
{table_figures}
{table_types}
# 2. Kết quả theo lĩnh vực
Các mô hình được triển khai trên các lĩnh vực của đời sống xã hội, cụ thể như sau:
{table_sectors}
# 3. Mô hình đăng ký mới và mô hình tiếp tục duy trì
Trong {registered} mô hình đăng ký có {new} mô hình đăng ký mới và {continued} mô hình tiếp tục duy trì từ các năm trước; {ended} mô hình được công nhận các năm trước đã kết thúc.
{table_novelty}
# 4. Kết quả theo đơn vị
Có {units_sent}/{units_expected} đơn vị gửi mô hình đăng ký. Kết quả cụ thể của từng đơn vị như sau:
{table_units}
{table_silent}
# 5. Kết quả công nhận theo cấp
Có {nominated} mô hình được đề nghị công nhận {level_province}; {recognised_province} mô hình được công nhận {level_province}.
{table_levels}
{table_cascade}
# 6. Nguồn lực huy động và kết quả đạt được
Nguồn lực huy động được qua các mô hình: tiền: {money}; đất: {land}; công lao động: {labour}.
{table_contributions}
{table_outcomes}
# III. MÔ HÌNH TIÊU BIỂU
{highlights}
# IV. ĐÁNH GIÁ CHUNG
1. Ưu điểm: …
2. Hạn chế, khó khăn: …
3. Nguyên nhân và bài học kinh nghiệm: …
# V. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI
1. Tiếp tục quán triệt, nâng cao nhận thức của cán bộ, đảng viên, đoàn viên, hội viên và Nhân dân về ý nghĩa của phong trào thi đua “Dân vận khéo”.
2. Duy trì, nhân rộng các mô hình đã được công nhận; hướng dẫn các đơn vị chưa gửi mô hình đăng ký.
3. …
Trên đây là báo cáo kết quả phong trào thi đua “Dân vận khéo” năm {year} của {body}./.""",
        "- Như trên;\n- Lưu: VT.",
    ),
    (
        "half_year_report",
        "Báo cáo",
        "Kết quả phong trào thi đua “Dân vận khéo” 6 tháng đầu năm {year}",
        "",
        """Thực hiện kế hoạch phong trào thi đua “Dân vận khéo” năm {year}, {body} báo cáo kết quả thực hiện 6 tháng đầu năm trên địa bàn {unit} (số liệu tính đến hết {until}) như sau:
# I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TRIỂN KHAI THỰC HIỆN
1. Công tác lãnh đạo, chỉ đạo và phối hợp: …
2. Công tác tuyên truyền, hướng dẫn đăng ký mô hình: …
# II. KẾT QUẢ 6 THÁNG ĐẦU NĂM
# 1. Kết quả đăng ký
Đến hết {until}, trên địa bàn {unit} có {submitted} mô hình gửi đăng ký, {change_submitted}; {registered} mô hình được duyệt đăng ký, {change_registered}; {recognised} mô hình được công nhận.
{table_figures}
{table_types}
# 2. Kết quả theo lĩnh vực
{table_sectors}
# 3. Mô hình đăng ký mới và mô hình tiếp tục duy trì
Trong {registered} mô hình đăng ký có {new} mô hình đăng ký mới và {continued} mô hình tiếp tục duy trì từ các năm trước.
{table_novelty}
# 4. Kết quả theo đơn vị
Có {units_sent}/{units_expected} đơn vị gửi mô hình đăng ký. Kết quả cụ thể của từng đơn vị như sau:
{table_units}
{table_silent}
# 5. Nguồn lực huy động và kết quả bước đầu
{table_contributions}
{table_outcomes}
# III. MÔ HÌNH TIÊU BIỂU
{highlights}
# IV. ĐÁNH GIÁ CHUNG
1. Ưu điểm: …
2. Hạn chế, khó khăn và nguyên nhân: …
# V. NHIỆM VỤ TRỌNG TÂM 6 THÁNG CUỐI NĂM
1. Hướng dẫn các đơn vị hoàn thành mô hình đã đăng ký, báo cáo kết quả đúng thời hạn.
2. Thẩm định, xét công nhận mô hình “Dân vận khéo” năm {year}.
3. …
Trên đây là báo cáo kết quả phong trào thi đua “Dân vận khéo” 6 tháng đầu năm {year} của {body}./.""",
        "- Như trên;\n- Lưu: VT.",
    ),
    (
        "certificate",
        "Giấy chứng nhận",
        "Mô hình “Dân vận khéo” {level} năm {year}",
        "",
        "{body}\nchứng nhận và công nhận mô hình “Dân vận khéo” {level} năm {year}",
        "",
    ),
]
WORDING_COLUMNS = ("template", "title", "subject", "bases", "text", "recipients")


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
    for row in WORDINGS:
        apps.get_model("registry", "Wording").objects.create(**dict(zip(WORDING_COLUMNS, row, strict=True)))


def empty(apps, schema_editor):
    apps.get_model("registry", "Sector").objects.filter(code__in=[row[0] for row in SECTORS]).delete()
    apps.get_model("registry", "Ground").objects.filter(code__in=[row[0] for row in GROUNDS]).delete()
    apps.get_model("registry", "Measure").objects.filter(code__in=[row[0] for row in MEASURES]).delete()
    apps.get_model("registry", "Abbreviation").objects.filter(short__in=[row[0] for row in ABBREVIATIONS]).delete()
    apps.get_model("registry", "Wording").objects.filter(
        body=None, level="", template__in=[row[0] for row in WORDINGS]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_search_index")]

    operations = [migrations.RunPython(fill, empty)]
