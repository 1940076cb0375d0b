"""Economy: roads, land, produce, savings."""

THEMES = [
    dict(
        fits="RU",
        hosts="CB MT ND PN",
        nums=dict(
            met=(180, 960, 10),
            rong=(4, 7, 1),
            ho_dat=(9, 58, 1),
            dat=lambda n: n["met"] * 2 // 10 * 10,
            tien_dan=(120, 900, 10),
            tien_nn=(300, 1900, 50),
            tien=lambda n: n["tien_dan"] + n["tien_nn"],
            cong=(110, 640, 10),
        ),
        titles=(
            "Vận động nhân dân hiến đất, góp công mở rộng {met} m đường giao thông {noi}",
            "Dân vận khéo trong hiến đất, tháo dỡ tường rào để mở rộng đường {noi}",
            "Tuyến đường “ý Đảng, lòng dân” {noi}: nhân dân hiến {dat} m² đất mở rộng đường",
            "Khéo vận động {ho_dat} hộ dân {noi} hiến đất làm đường bê tông",
        ),
        deeds=[
            "vận động nhân dân hiến đất, mở rộng đường giao thông",
            "hiến đất, góp công làm đường giao thông và vận động các hộ cùng làm",
        ],
        situation=[
            (
                "Tuyến đường chính của {cho} rộng chưa đến 3 m, xe tải nhỏ và xe cứu hỏa ra vào còn bất tiện, việc vận "
                "chuyển nông sản, vật liệu mất nhiều thời gian. Muốn mở rộng phải có sự đồng ý của {ho_dat} hộ có đất "
                "ở hai bên đường."
            ),
            (
                "Đường vào {cho} được làm đã lâu, mặt đường hẹp, hai xe tránh nhau khó. Nhân dân nhiều lần đề nghị mở "
                "rộng nhưng trước hết cần {ho_dat} hộ thống nhất hiến đất, lùi tường rào."
            ),
        ],
        aims=(
            "Mở rộng {met} m đường lên {rong} m; {ho_dat}/{ho_dat} hộ có đất tự nguyện hiến khoảng {dat} m² đất và tự "
            "tháo dỡ cổng, tường rào."
        ),
        method=[
            (
                "Họp chi bộ, sau đó họp toàn thể nhân dân để công khai bản vẽ, dự toán và danh sách các hộ có đất. "
                "Đảng viên, cán bộ {cho} hiến đất trước; các đoàn thể chia nhóm đến từng hộ còn băn khoăn để lắng nghe "
                "và cùng tính phương án lùi tường rào hợp lý."
            ),
            (
                "Đo đạc công khai, lập biên bản tự nguyện với từng hộ, làm đến đâu gọn đến đó. Nhân dân bầu Ban Giám "
                "sát cộng đồng để theo dõi khối lượng và chất lượng vật liệu."
            ),
        ],
        place=(
            "Tuyến đường dài {met} m tại {noi}; đối tượng vận động là {ho_dat} hộ có đất hai bên đường và {ho} hộ dân "
            "cùng hưởng lợi."
        ),
        forces=(
            "Chủ trì: {chu_tri}. Phối hợp: {mt}, công chức địa chính và các đoàn thể. Tham gia: {ho} hộ dân, Ban Giám "
            "sát đầu tư của cộng đồng."
        ),
        resources=(
            "Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}. Tổng kinh phí {q} {tien}, trong đó nhân dân đóng góp "
            "{tien_dan}, ngân sách hỗ trợ {tien_nn}; ngoài ra có {cong} ngày công lao động."
        ),
        results=(
            "{met} m đường bê tông rộng {rong} m đưa vào sử dụng; {dat} m² đất được hiến có biên bản của {ho_dat} hộ; "
            "{cong} ngày công có bảng chấm công."
        ),
        sustainability=(
            "Thành lập tổ tự quản tuyến đường, mỗi tháng vệ sinh, khơi rãnh một lần. Kinh nghiệm công khai bản vẽ và "
            "đảng viên làm trước có thể áp dụng cho các tuyến còn lại."
        ),
        report=(
            "Đến tháng {thang_cuoi}/{nam}, {met} m đường đã được mở rộng lên {rong} m. {ho_dat} hộ đã hiến {dat} m² "
            "đất, nhân dân đã đóng góp {tien_dan} và {cong} ngày công; tổng kinh phí thực hiện {q} {tien}."
        ),
    ),
    dict(
        fits="RU",
        hosts="CB MT xMT xDU",
        nums=dict(ho_dat=(14, 96, 1), ha=(2, 19, 1), dot=(2, 4, 1), hop=(4, 11, 1), cong=(60, 220, 10)),
        titles=(
            "Dân vận khéo trong giải phóng mặt bằng dự án đường giao thông qua {noi}",
            "Vận động {ho_dat} hộ dân {noi} đồng thuận bàn giao mặt bằng trước tiến độ",
            "Tổ vận động giải phóng mặt bằng “đến từng nhà, rõ từng việc” tại {noi}",
            "Khéo vận động nhân dân {noi} bàn giao {ha} ha đất thực hiện dự án hạ tầng",
        ),
        deeds=[
            "vận động các hộ dân đồng thuận bàn giao mặt bằng",
            "bàn giao đất trước và vận động nhân dân cùng thực hiện giải phóng mặt bằng",
        ],
        situation=(
            "Dự án hạ tầng đi qua {cho} liên quan đến {ho_dat} hộ với khoảng {ha} ha đất. Nhân dân ủng hộ chủ trương "
            "nhưng còn băn khoăn về nguồn gốc đất, đơn giá và chỗ sản xuất mới, nên cần được giải thích cặn kẽ từng "
            "trường hợp."
        ),
        aims=(
            "{ho_dat}/{ho_dat} hộ nhận phương án và tự nguyện bàn giao {ha} ha đất trong tháng {thang_cuoi}/{nam}; 100"
            "% kiến nghị được trả lời bằng văn bản hoặc tại buổi họp."
        ),
        method=[
            (
                "Thành lập tổ vận động gồm bí thư chi bộ, trưởng các đoàn thể và người có uy tín. Tổ chia {dot} đợt "
                "đến từng nhà, mang theo bản đồ, bảng giá và mẫu đơn; những điểm chưa rõ được ghi lại và mời cơ quan "
                "chuyên môn giải đáp trong 7 ngày."
            ),
            (
                "Tổ chức {hop} buổi họp theo cụm hộ thay cho một cuộc họp đông người, để ai cũng được nói. Đảng viên "
                "và cán bộ có đất trong dự án ký bàn giao trước."
            ),
        ],
        place="{ho_dat} hộ có đất trong phạm vi dự án tại {noi}.",
        forces=(
            "Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}, đơn vị làm nhiệm vụ bồi thường, {mt}. Tham gia: người có uy "
            "tín, đảng viên nơi cư trú."
        ),
        resources=(
            "Thực hiện từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}, chia {dot} đợt; "
            "{cong} ngày công của tổ vận động; sử dụng nhà văn hóa {cho} làm nơi tiếp dân, không phát sinh kinh phí riêng."
        ),
        results=(
            "{ho_dat} biên bản bàn giao mặt bằng với tổng diện tích {ha} ha; biên bản của {hop} buổi họp; sổ theo dõi "
            "kiến nghị có kết quả trả lời."
        ),
        sustainability=(
            "Tổ vận động được duy trì để giúp các hộ ổn định nơi ở, nơi sản xuất mới. Cách họp theo cụm hộ có thể dùng "
            "cho các dự án khác trên địa bàn."
        ),
        report=(
            "{ho_dat} hộ đã bàn giao {ha} ha đất trong năm {nam}, không phải áp dụng biện pháp bắt buộc. Tổ vận động "
            "đã tổ chức {hop} buổi họp cụm hộ trong {dot} đợt và dành {cong} ngày công đến từng nhà."
        ),
    ),
    dict(
        fits="R",
        hosts="ND PN xND xPN",
        nums=dict(ho_sx=(12, 48, 1), ha=(5, 32, 1), sao=(3, 4, 1), tien_ho=(18, 60, 1), lop=(3, 8, 1), tien_vay=(150, 700, 10)),
        titles=(
            "Vận động nông dân {noi} xây dựng sản phẩm OCOP từ nông sản địa phương",
            "Tổ liên kết {ho_sx} hộ sản xuất nông sản theo tiêu chuẩn OCOP tại {noi}",
            "Khéo vận động hội viên {noi} làm nông sản sạch, gắn nhãn và bán hàng trên mạng",
        ),
        deeds=["vận động các hộ liên kết làm sản phẩm OCOP", "đi đầu xây dựng sản phẩm OCOP và giúp các hộ cùng làm"],
        situation=(
            "{cho} có đất và nghề trồng cây ăn quả, rau màu lâu năm, nhưng các hộ bán lẻ, chưa có bao bì, nhãn mác nên "
            "giá chưa ổn định. Nhiều hộ muốn làm theo tiêu chuẩn OCOP mà ngại hồ sơ, sổ sách."
        ),
        aims=(
            "{ho_sx} hộ với {ha} ha tham gia tổ liên kết và ghi nhật ký sản xuất; ít nhất một sản phẩm đạt {sao} sao "
            "OCOP; thu nhập tăng thêm khoảng {tien_ho} mỗi hộ một năm."
        ),
        method=(
            "Chọn những hộ có kinh nghiệm làm trước, tổ chức {lop} lớp tập huấn ngay tại ruộng. Hội viên trẻ giúp các "
            "hộ chụp ảnh, làm nhãn, mở gian hàng trực tuyến; mỗi vụ họp tổ để thống nhất giống, lịch và giá bán."
        ),
        place="{ho_sx} hộ sản xuất với {ha} ha tại {noi}.",
        forces=("Chủ trì: {chu_tri}. Phối hợp: hợp tác xã, cán bộ khuyến nông và {lanh_dao}. Tham gia: {ho_sx} hộ hội viên."),
        resources=(
            "Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}. Vốn vay ưu đãi và vốn của các hộ {q} {tien_vay}; giảng "
            "viên do trung tâm khuyến nông hỗ trợ."
        ),
        results=(
            "Một sản phẩm được xếp hạng {sao} sao; {ho_sx} sổ nhật ký sản xuất; {lop} lớp tập huấn có danh sách; gian "
            "hàng trực tuyến có đơn hàng hằng tuần."
        ),
        sustainability=(
            "Tổ liên kết trích 2% doanh thu làm quỹ bao bì, quảng bá để tự duy trì. Bộ mẫu sổ sách, nhãn mác được "
            "chia sẻ cho các nơi khác."
        ),
        report=(
            "Đã có {ho_sx} hộ với {ha} ha tham gia tổ liên kết, một sản phẩm được xếp hạng {sao} sao OCOP. Thu nhập "
            "của mỗi hộ tăng thêm {q} {tien_ho}; {lop} lớp tập huấn đã hoàn thành."
        ),
    ),
    dict(
        fits="R",
        hosts="ND CB xND",
        nums=dict(ho_sx=(15, 72, 1), ha=(4, 40, 1), giam=(30, 60, 5), lop=(3, 7, 1), hop_ve=(8, 30, 1), tien=(40, 180, 5)),
        titles=(
            "Vận động nông dân {noi} trồng trọt theo hướng hữu cơ, giảm thuốc bảo vệ thực vật",
            "Cánh đồng không vỏ bao thuốc bảo vệ thực vật tại {noi}",
            "Dân vận khéo trong chuyển {ha} ha lúa sang canh tác hữu cơ tại {noi}",
        ),
        deeds=[
            "vận động nông dân sản xuất theo hướng hữu cơ",
            "đi đầu làm nông nghiệp sạch và hướng dẫn các hộ cùng làm",
        ],
        situation=(
            "Nông dân {cho} quen dùng phân bón, thuốc bảo vệ thực vật theo kinh nghiệm, vỏ bao gói còn để lại bờ "
            "ruộng. Thị trường đang cần nông sản sạch, vì vậy thay đổi cách làm vừa bảo vệ sức khỏe vừa nâng giá bán."
        ),
        aims=(
            "{ho_sx} hộ chuyển {ha} ha sang canh tác theo hướng hữu cơ; giảm {giam}% lượng thuốc bảo vệ thực vật; đặt "
            "{hop_ve} bể chứa vỏ bao gói trên đồng."
        ),
        method=(
            "Làm ruộng trình diễn của cán bộ, đảng viên trước để bà con xem và so sánh. Tổ chức {lop} lớp “cầm tay chỉ "
            "việc” về ủ phân, phòng trừ sâu bệnh; cuối mỗi buổi thăm đồng, các hộ cùng thu gom vỏ bao gói."
        ),
        place="{ho_sx} hộ có ruộng, vườn tại {noi}, tổng diện tích {ha} ha.",
        forces=(
            "Chủ trì: {chu_tri}. Phối hợp: cán bộ khuyến nông, hợp tác xã dịch vụ nông nghiệp. Tham gia: {ho_sx} hộ nông dân."
        ),
        resources=(
            "Hai vụ sản xuất trong năm {nam}. Kinh phí {q} {tien} gồm hỗ trợ chế phẩm, {hop_ve} bể chứa và phần đóng "
            "góp của các hộ."
        ),
        results=(
            "{ha} ha canh tác hữu cơ có sổ nhật ký; {hop_ve} bể chứa được sử dụng; {lop} lớp tập huấn; lượng thuốc "
            "giảm {giam}% theo sổ mua hàng của hợp tác xã."
        ),
        sustainability=(
            "Các hộ cam kết giữ quy trình ít nhất ba vụ liên tục; hợp tác xã bao tiêu và nhắc lịch. Ruộng trình diễn "
            "là nơi tham quan cho các thôn lân cận."
        ),
        report=(
            "{ho_sx} hộ đã chuyển {ha} ha sang canh tác theo hướng hữu cơ, lượng thuốc bảo vệ thực vật đã giảm {giam}"
            "%. {hop_ve} bể chứa đã đưa vào sử dụng, {lop} lớp tập huấn được tổ chức ngay trên đồng."
        ),
    ),
    dict(
        fits="C",
        hosts="CB MT xND xMT ND",
        nums=dict(ho_nuoi=(11, 64, 1), phao=(900, 8200, 100), ha=(4, 42, 1), tan=(6, 38, 1), tien=(160, 950, 10)),
        titles=(
            "Vận động các hộ nuôi biển tại {noi} thay phao xốp bằng phao nhựa bền vững",
            "Dân vận khéo trong sắp xếp lại {ha} ha nuôi trồng thủy sản tại {noi}",
            "Khéo vận động ngư dân {noi} làm sạch vùng nuôi, thu gom {tan} tấn phao xốp, lưới cũ",
        ),
        deeds=[
            "vận động ngư dân thay phao xốp, làm sạch vùng nuôi thủy sản",
            "chuyển đổi vật liệu nổi và vận động các hộ nuôi biển cùng thực hiện",
        ],
        situation=(
            "Một số hộ nuôi trồng thủy sản tại {cho} còn dùng phao xốp, bè đặt chưa thẳng hàng, phao vỡ trôi vào bờ. "
            "Thay phao tốn chi phí ban đầu nên các hộ còn chần chừ, cần có người làm trước và có nguồn hỗ trợ."
        ),
        aims=(
            "{ho_nuoi} hộ thay {phao} quả phao đạt quy chuẩn, sắp xếp lại {ha} ha vùng nuôi đúng quy hoạch, thu gom "
            "{tan} tấn phao, lưới cũ."
        ),
        method=(
            "Mời các hộ đã thay phao kể lại hiệu quả, tính toán chi phí trên từng ô bè. Tổ vận động đi thuyền đến từng "
            "bè vào lúc nước lên, thống nhất vị trí neo mới; giới thiệu nguồn vốn vay và cùng thu gom phao cũ vào hai "
            "ngày mỗi tháng."
        ),
        place="Vùng nuôi {ha} ha của {ho_nuoi} hộ tại {noi}.",
        forces=(
            "Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}, Đồn Biên phòng trên địa bàn, hợp tác xã nuôi biển. Tham gia: "
            "{ho_nuoi} hộ nuôi và lực lượng đoàn viên."
        ),
        resources=(
            "Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; các hộ tự đầu tư {q} {tien}; tàu, thuyền thu gom do "
            "các đơn vị trên địa bàn giúp."
        ),
        results=(
            "{phao} quả phao mới được lắp đặt; sơ đồ vùng nuôi {ha} ha có chữ ký của {ho_nuoi} hộ; {tan} tấn phao, "
            "lưới cũ có phiếu cân."
        ),
        sustainability=(
            "Các hộ ký quy ước giữ sạch mặt nước, luân phiên trực thu gom hằng tuần. Hợp tác xã mua phao tập trung để "
            "giảm giá cho hộ tham gia sau."
        ),
        report=(
            "{ho_nuoi} hộ đã thay {phao} quả phao và sắp xếp lại {ha} ha vùng nuôi. Các lực lượng đã thu gom {tan} tấn "
            "phao, lưới cũ; các hộ đã đầu tư {q} {tien}."
        ),
    ),
    dict(
        fits="R",
        hosts="CB ND MT",
        nums=dict(met=(350, 2400, 50), ha=(12, 85, 1), cong=(130, 720, 10), tien=(60, 420, 10), ho_dat=(6, 32, 1)),
        titles=(
            "Vận động nhân dân {noi} kiên cố hóa {met} m kênh mương nội đồng",
            "Ngày công thủy lợi: nhân dân {noi} nạo vét, làm mới kênh tưới cho {ha} ha lúa",
            "Dân vận khéo trong hiến đất, góp công làm mương nội đồng tại {noi}",
        ),
        deeds=[
            "vận động nhân dân góp công làm kênh mương nội đồng",
            "góp đất, góp công kiên cố hóa mương tưới cùng nhân dân",
        ],
        situation=(
            "Kênh tưới của {cho} là mương đất, cỏ mọc nhanh và nước ngấm nhiều nên cuối kênh hay thiếu nước. {ho_dat} "
            "hộ có ruộng sát kênh cần thống nhất lùi bờ để làm mương mới."
        ),
        aims=(
            "Kiên cố hóa {met} m kênh, bảo đảm tưới cho {ha} ha; {ho_dat} hộ tự nguyện lùi bờ ruộng; huy động {cong} ngày công."
        ),
        method=(
            "Họp các hộ theo từng cánh đồng để chọn tuyến làm trước. Công việc được chia thành đoạn 50 m giao cho từng "
            "nhóm liên gia; ngày thứ Bảy là “ngày công thủy lợi”, đảng viên có mặt đầu giờ và làm những đoạn khó."
        ),
        place="{met} m kênh phục vụ {ha} ha ruộng tại {noi}; {ho_dat} hộ có đất sát kênh.",
        forces=(
            "Chủ trì: {chu_tri}. Phối hợp: hợp tác xã dịch vụ nông nghiệp, {mt}. Tham gia: các hộ có ruộng, đoàn viên, "
            "dân quân."
        ),
        resources=(
            "Thi công giữa hai vụ năm {nam}. Vật liệu {q} {tien} do ngân sách hỗ trợ, {cong} ngày công do nhân dân đóng góp."
        ),
        results=("{met} m kênh bê tông được nghiệm thu; {ha} ha có nước tưới theo lịch; bảng chấm công {cong} ngày công."),
        sustainability=(
            "Mỗi nhóm liên gia nhận chăm sóc một đoạn kênh, nạo vét trước mỗi vụ. Kinh phí sửa chữa nhỏ lấy từ quỹ hợp tác xã."
        ),
        report=(
            "Nhân dân đã góp {cong} ngày công, cùng hoàn thành {met} m kênh trước vụ mới. {ho_dat} hộ đã lùi bờ ruộng, "
            "{ha} ha được tưới ổn định; tiền vật liệu hết {q} {tien}."
        ),
    ),
    dict(
        fits="R",
        hosts="ND xND PN",
        nums=dict(vien=(15, 60, 1), von=(200, 900, 10), tien_von=(200, 900, 10), ha=(6, 45, 1), tien_dt=(900, 3800, 100)),
        titles=(
            "Vận động hội viên {noi} góp vốn thành lập hợp tác xã dịch vụ nông nghiệp",
            "Từ tổ hợp tác đến hợp tác xã: cách vận động nông dân tại {noi}",
            "Dân vận khéo trong phát triển kinh tế tập thể với {vien} thành viên tại {noi}",
        ),
        deeds=[
            "vận động nông dân tham gia kinh tế tập thể",
            "góp vốn thành lập hợp tác xã và giúp thành viên tiêu thụ nông sản",
        ],
        situation=(
            "Các hộ ở {cho} sản xuất riêng lẻ, mua vật tư giá lẻ và bán qua nhiều khâu trung gian. Nhiều người còn "
            "nghĩ hợp tác xã theo kiểu cũ nên chưa mạnh dạn góp vốn."
        ),
        aims=("{vien} thành viên góp {tien_von} thành lập hợp tác xã, liên kết {ha} ha; doanh thu năm đầu đạt {tien_dt}."),
        method=(
            "Tổ chức đi thăm hợp tác xã đang làm tốt, về bàn điều lệ từng điều một. Tổ hợp tác thử mua chung vật tư "
            "một vụ, công khai số tiền tiết kiệm được, rồi mới kêu gọi góp vốn."
        ),
        place="{vien} hộ nông dân với {ha} ha sản xuất tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: Liên minh Hợp tác xã, {lanh_dao}. Tham gia: {vien} thành viên góp vốn.",
        resources=("Năm {nam}; vốn góp {tien_von}; trụ sở mượn tại nhà văn hóa {cho}; tư vấn điều lệ được hỗ trợ miễn phí."),
        results=(
            "Giấy chứng nhận đăng ký hợp tác xã; danh sách {vien} thành viên; {ha} ha có hợp đồng bao tiêu; doanh thu "
            "{tien_dt} theo sổ kế toán."
        ),
        sustainability=(
            "Hợp tác xã trích lập quỹ phát triển sản xuất và họp thành viên mỗi quý. Điều lệ mẫu và kinh nghiệm mua "
            "chung vật tư được chia sẻ với các nơi khác."
        ),
        report=(
            "Hợp tác xã đã đi vào hoạt động với {vien} thành viên, vốn góp {tien_von} và {ha} ha liên kết. Doanh thu "
            "năm {nam} đạt {q} {tien_dt}."
        ),
    ),
    dict(
        fits="RU",
        hosts="PN xPN",
        nums=dict(
            vien=(22, 96, 1),
            luot=(8, 20, 1),
            dong_thang=(50, 300, 50),
            tien_quy=lambda n: n["vien"] * n["dong_thang"] * 12 // 1000,
        ),
        titles=(
            "Tổ phụ nữ tiết kiệm giúp nhau phát triển kinh tế tại {noi}",
            "Vận động hội viên {noi} tiết kiệm theo gương Bác, giúp {luot} lượt hội viên vay vốn",
            "“Nuôi lợn tiết kiệm, xây ước mơ” của hội viên phụ nữ {noi}",
        ),
        deeds=[
            "vận động hội viên tiết kiệm, giúp nhau vốn làm ăn",
            "xây dựng quỹ tiết kiệm giúp hội viên phát triển kinh tế",
        ],
        situation=(
            "Nhiều hội viên phụ nữ ở {cho} muốn mở rộng chăn nuôi, buôn bán nhỏ nhưng cần những khoản vốn ngắn hạn, "
            "thủ tục đơn giản. Thói quen tiết kiệm từng khoản nhỏ chưa được duy trì thường xuyên."
        ),
        aims=(
            "{vien} hội viên tham gia tiết kiệm {dong_thang}.000 đồng mỗi tháng; quỹ đạt {tien_quy}; {luot} lượt hội "
            "viên được vay xoay vòng không lãi."
        ),
        method=(
            "Chia tổ theo ngõ, mỗi tổ bầu một tổ trưởng giữ sổ và một người kiểm tra. Ngày 10 hằng tháng các tổ sinh "
            "hoạt, gửi tiền, bình xét công khai người được vay; kết hợp trao đổi cách làm ăn, chăm sóc gia đình."
        ),
        place="{vien} hội viên phụ nữ tại {noi}, ưu tiên hội viên mới bắt đầu kinh doanh.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {mt} và Ngân hàng Chính sách xã hội. Tham gia: {vien} hội viên.",
        resources=(
            "Cả năm {nam}; quỹ do hội viên đóng góp {q} {tien_quy}; sổ sách do tổ trưởng tự ghi, không có chi phí quản lý."
        ),
        results="Quỹ {tien_quy} có sổ từng hội viên; {luot} lượt vay có biên bản bình xét và đã hoàn vốn đúng hạn.",
        sustainability=(
            "Quỹ quay vòng nên không phụ thuộc hỗ trợ bên ngoài; quy chế vay chỉ một trang, dễ áp dụng cho các chi hội khác."
        ),
        report=(
            "{vien} hội viên đã tham gia, quỹ đạt {q} {tien_quy}. {luot} lượt hội viên đã được vay vốn, tất cả đều "
            "hoàn trả đúng hạn."
        ),
    ),
    dict(
        fits="U",
        hosts="CB MT TN xPN",
        nums=dict(ho_kd=(24, 150, 1), met=(200, 900, 10), bien=(20, 120, 1), tien=(35, 160, 5), phan=(92, 98, 1)),
        titles=(
            "Tuyến phố kinh doanh văn minh {met} m tại {noi}",
            "Vận động {ho_kd} hộ kinh doanh {noi} giữ vỉa hè thông thoáng, niêm yết giá",
            "Dân vận khéo xây dựng tuyến phố “3 không”: không lấn vỉa hè, không rác, không chèo kéo tại {noi}",
            "Tuyến phố thanh toán không dùng tiền mặt tại {noi}",
        ),
        deeds=[
            "vận động các hộ kinh doanh xây dựng tuyến phố văn minh",
            "giữ vỉa hè sạch đẹp và vận động các hộ kinh doanh cùng thực hiện",
        ],
        situation=(
            "Tuyến phố chính của {cho} có {ho_kd} hộ kinh doanh, một số hộ bày hàng ra vỉa hè, biển hiệu chưa thống "
            "nhất. Khách du lịch ngày càng đông, đòi hỏi nếp kinh doanh văn minh và thanh toán thuận tiện."
        ),
        aims=(
            "{ho_kd} hộ ký cam kết; {phan}% hộ có mã QR thanh toán và niêm yết giá; chỉnh lại {bien} biển hiệu trên "
            "{met} m phố."
        ),
        method=(
            "Mời các hộ cùng kẻ vạch để hàng, cùng thống nhất giờ xuống hàng. Đoàn viên giúp các hộ mở tài khoản, in "
            "mã QR; mỗi tuần một hộ làm “trưởng phố” nhắc nhở nhẹ nhàng trong nhóm Zalo."
        ),
        place="{met} m phố với {ho_kd} hộ kinh doanh tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {ca}, các ngân hàng trên địa bàn. Tham gia: {ho_kd} hộ kinh doanh.",
        resources=(
            "Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; kinh phí làm biển và kẻ vạch {q} {tien} do các hộ đóng góp."
        ),
        results=(
            "{ho_kd} bản cam kết; {bien} biển hiệu được chỉnh; {phan}% hộ có mã QR; bảng chấm điểm hằng tháng của "
            "từng đoạn phố."
        ),
        sustainability=(
            "Quy ước tuyến phố do chính các hộ thông qua, luân phiên trưởng phố hằng tuần. Có thể áp dụng ngay cho các "
            "phố có trên 20 hộ kinh doanh."
        ),
        report=(
            "{ho_kd} hộ đã ký và thực hiện cam kết, {bien} biển hiệu đã được chỉnh, {phan}% hộ đã nhận thanh toán "
            "bằng mã QR. Vỉa hè dài {met} m được giữ thông thoáng."
        ),
    ),
    dict(
        fits="U",
        hosts="CB MT CCB",
        nums=dict(met=(60, 420, 10), ho_dat=(8, 44, 1), dat=(40, 420, 10), tien=(90, 620, 10), cong=(60, 280, 10)),
        titles=(
            "Vận động nhân dân {noi} hiến đất mở rộng ngõ, chỉnh trang đô thị",
            "Mở rộng {met} m ngõ dân sinh tại {noi} bằng sự đồng thuận của nhân dân",
            "Ngõ rộng, nhà thoáng: khéo vận động {ho_dat} hộ {noi} lùi tường rào",
        ),
        deeds=["vận động nhân dân hiến đất mở rộng ngõ phố", "tháo dỡ tường rào nhà mình, vận động các hộ mở rộng ngõ"],
        situation=(
            "Ngõ của {cho} có đoạn chỉ rộng hơn 2 m, xe chữa cháy và xe cứu thương khó vào. Giá trị đất đô thị cao nên "
            "việc vận động {ho_dat} hộ lùi tường rào cần sự công bằng, công khai."
        ),
        aims=(
            "Mở rộng {met} m ngõ lên ít nhất 4 m; {ho_dat} hộ tự nguyện hiến {dat} m² đất; hoàn thành rãnh thoát nước "
            "và điện chiếu sáng."
        ),
        method=(
            "Mời chính các hộ cùng đo, vẽ sơ đồ và chọn phương án ít ảnh hưởng nhất. Chi bộ phân công đảng viên cùng "
            "ngõ nhận vận động từng nhà; hộ nào tháo dỡ thì các đoàn thể đến giúp công ngay trong ngày."
        ),
        place="Ngõ dài {met} m tại {noi} với {ho_dat} hộ có đất liền ngõ.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}, {mt}. Tham gia: {ho_dat} hộ và các đoàn thể của {cho}.",
        resources="Quý II và quý III năm {nam}; kinh phí {q} {tien} từ nhân dân và ngân sách; {cong} ngày công.",
        results=(
            "{met} m ngõ rộng từ 4 m trở lên; {ho_dat} giấy tự nguyện hiến tổng cộng {dat} m² đất; ảnh chụp trước và sau."
        ),
        sustainability=(
            "Mỗi ngõ có tổ tự quản giữ vệ sinh, không để xe lấn ngõ. Cách cùng đo, cùng vẽ đã được đưa vào sổ tay vận "
            "động của {don_vi}."
        ),
        report=(
            "{ho_dat} hộ đã hiến {dat} m² đất để mở rộng {met} m ngõ. Nhân dân và các đoàn thể đã góp {cong} ngày "
            "công, kinh phí thực hiện {q} {tien}."
        ),
    ),
    dict(
        fits="RU",
        hosts="CCB xCCB ND",
        nums=dict(vien=(12, 52, 1), tien=(150, 860, 10), nha=(3, 14, 1), con=(40, 260, 10), tien_tn=(70, 160, 5)),
        titles=(
            "Hội viên Cựu chiến binh {noi} giúp nhau phát triển kinh tế",
            "Câu lạc bộ cựu chiến binh, nông dân làm kinh tế giỏi tại {noi}",
            "Vận động {vien} hội viên {noi} góp vốn, giúp nhau làm ăn",
        ),
        deeds=[
            "làm kinh tế giỏi và giúp hội viên, hàng xóm cùng phát triển",
            "vận động hội viên góp vốn, giúp nhau làm kinh tế",
        ],
        situation=(
            "{vien} hội viên ở {cho} có đất vườn và kinh nghiệm nhưng thiếu vốn, thiếu nơi trao đổi kỹ thuật. Những "
            "hội viên làm kinh tế giỏi sẵn sàng giúp đỡ nếu có tổ chức đứng ra kết nối."
        ),
        aims=(
            "{vien} hội viên góp vốn xoay vòng {tien}; {nha} mô hình kinh tế hội viên được mở rộng với thu nhập từ "
            "{tien_tn} một năm."
        ),
        method=(
            "Mỗi tháng sinh hoạt tại vườn, chuồng trại hoặc cơ sở của một hội viên, vừa xem vừa bàn. Hội viên có kinh "
            "nghiệm nhận kèm một hội viên mới; vốn được bình xét công khai."
        ),
        place="{vien} hội viên tại {noi}.",
        forces=(
            "Chủ trì: {chu_tri}. Phối hợp: Hội Nông dân, Ngân hàng Chính sách xã hội. Tham gia: {vien} hội viên và gia đình."
        ),
        resources="Cả năm {nam}; vốn góp xoay vòng {q} {tien}; con giống, cây giống do hội viên giúp nhau.",
        results="{nha} mô hình kinh tế được mở rộng; sổ quỹ {tien}; 12 buổi sinh hoạt có biên bản.",
        sustainability=(
            "Vốn xoay vòng và việc kèm cặp từng người giúp câu lạc bộ tự duy trì. Các chi hội khác đã cử người đến dự "
            "sinh hoạt."
        ),
        report=(
            "Câu lạc bộ đã có {vien} hội viên, vốn góp đạt {q} {tien}. {nha} mô hình kinh tế đã được mở rộng, thu nhập "
            "từ {tien_tn} một năm trở lên."
        ),
    ),
    dict(
        fits="R",
        hosts="CB ND xMT xTN",
        nums=dict(ha=(20, 160, 5), ho_r=(14, 66, 1), cay=(9000, 62000, 1000), tien=(90, 480, 10), cong=(120, 560, 10)),
        titles=(
            "Vận động nhân dân {noi} trồng rừng gỗ lớn, cây bản địa trên {ha} ha",
            "Dân vận khéo trong trồng, giữ rừng gắn với sinh kế của {ho_r} hộ {noi}",
            "Trồng {cay} cây lim, giổi, lát: nhân dân {noi} chung tay phủ xanh đồi núi",
        ),
        deeds=["vận động nhân dân trồng rừng gỗ lớn", "trồng rừng cây bản địa và hướng dẫn các hộ cùng làm"],
        situation=(
            "Các hộ ở {cho} chủ yếu trồng keo chu kỳ ngắn, giá trị chưa cao. Chuyển sang rừng gỗ lớn phải chờ lâu, vì "
            "vậy cần có cách lấy ngắn nuôi dài để bà con yên tâm."
        ),
        aims="{ho_r} hộ trồng {ha} ha rừng gỗ lớn với {cay} cây lim, giổi, lát; tỷ lệ cây sống trên 90%.",
        method=(
            "Chọn những hộ có uy tín trồng trước, trồng xen cây dược liệu ngắn ngày để có thu nhập. Các nhóm hộ đổi "
            "công trong vụ trồng; cán bộ kiểm lâm hướng dẫn tại rừng."
        ),
        place="{ha} ha đất rừng sản xuất của {ho_r} hộ tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: kiểm lâm địa bàn, {lanh_dao}. Tham gia: {ho_r} hộ, đoàn viên, hội viên.",
        resources="Vụ xuân và vụ thu năm {nam}; cây giống và vật tư {q} {tien}; {cong} ngày công đổi công giữa các hộ.",
        results="{ha} ha rừng được nghiệm thu; {cay} cây giống có nguồn gốc; sổ theo dõi của {ho_r} hộ.",
        sustainability=(
            "Các hộ ký quy ước giữ rừng chung, thành lập tổ bảo vệ rừng. Vườn ươm tại chỗ cung cấp giống cho năm sau."
        ),
        report=(
            "{ho_r} hộ đã trồng {ha} ha với {cay} cây, tỷ lệ sống đạt trên 90%. Bà con đã đổi {cong} ngày công trong "
            "hai vụ trồng."
        ),
    ),
    dict(
        fits="RU",
        hosts="xTN TN PN xPN",
        nums=dict(vien=(10, 46, 1), buoi=(6, 20, 1), don=(240, 2600, 20), sp=(6, 28, 1), tien=(12, 65, 1)),
        titles=(
            "Đoàn viên, hội viên giúp nhân dân {noi} bán hàng trên mạng",
            "“Phiên chợ số” của tuổi trẻ và phụ nữ {noi}",
            "Vận động thanh niên, phụ nữ {noi} khởi nghiệp từ {sp} sản phẩm địa phương",
        ),
        deeds=[
            "giúp nhân dân bán hàng trên mạng, khởi nghiệp từ sản phẩm địa phương",
            "vận động thanh niên, phụ nữ khởi nghiệp",
        ],
        situation=(
            "Nhiều hộ ở {cho} có sản phẩm tốt nhưng chỉ bán tại chợ, chưa quen chụp ảnh, đăng bài, giao hàng. Lực "
            "lượng trẻ có kỹ năng số, cần được kết nối với các hộ để cùng có việc làm."
        ),
        aims="{vien} hộ có gian hàng trực tuyến; đưa {sp} sản phẩm lên mạng; đạt {don} đơn hàng trong năm.",
        method=(
            "Mỗi đoàn viên kèm một hộ, làm trọn một vòng từ chụp ảnh đến giao đơn đầu tiên. Tổ chức {buoi} buổi “phiên "
            "chợ số” tại nhà văn hóa để bà con thực hành và chia sẻ."
        ),
        place="{vien} hộ sản xuất, kinh doanh nhỏ tại {noi}.",
        forces=(
            "Chủ trì: {chu_tri}. Phối hợp: Tổ công nghệ số cộng đồng, bưu điện. Tham gia: đoàn viên, hội viên và {vien} hộ."
        ),
        resources=(
            "Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; dùng điện thoại cá nhân, nhà văn hóa {cho}; chi phí "
            "{q} {tien} từ nguồn xã hội hóa."
        ),
        results="{vien} gian hàng hoạt động; {sp} sản phẩm có ảnh, mô tả; {don} đơn hàng theo thống kê của sàn.",
        sustainability="Các hộ đã tự đăng bài và kèm lại hộ mới. Bộ hướng dẫn sáu bước được in và chia sẻ miễn phí.",
        report=(
            "{vien} hộ đã có gian hàng, {sp} sản phẩm đã lên mạng và có {don} đơn hàng. {buoi} buổi “phiên chợ số” đã "
            "được tổ chức."
        ),
    ),
    dict(
        fits="SAPO",
        nums=dict(tien=(18, 90, 1), phan=(8, 20, 1), nguoi=(24, 78, 1), viec=(6, 14, 1)),
        unit_titles=(
            "{don_vi} thực hành tiết kiệm điện, nước, giấy in",
            "“Mỗi người một sáng kiến tiết kiệm” tại {don_vi}, năm {nam}",
            "Vận động cán bộ, người lao động {don_vi} tiết kiệm {phan}% chi phí điện, nước",
            "{don_vi}: {viec} việc nhỏ tiết kiệm mỗi ngày",
        ),
        deeds=["vận động đồng nghiệp thực hành tiết kiệm", "có nhiều sáng kiến tiết kiệm điện, nước, văn phòng phẩm"],
        situation=(
            "Chi phí điện, nước, văn phòng phẩm của {don_vi} tăng hằng năm, trong khi nhiều khoản có thể giảm bằng "
            "thói quen sử dụng hợp lý. Mọi người đồng tình tiết kiệm nhưng chưa có cách theo dõi chung."
        ),
        aims=(
            "{nguoi} cán bộ, người lao động thực hiện {viec} việc tiết kiệm; giảm {phan}% chi phí, tương đương {tien} "
            "trong năm."
        ),
        method=(
            "Mỗi bộ phận tự chọn việc, dán bảng theo dõi tại phòng. Chỉ số điện, nước được công bố hằng tuần; sáng "
            "kiến hay được áp dụng chung và khen trong buổi chào cờ."
        ),
        place="Toàn thể {nguoi} cán bộ, người lao động của {don_vi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}, Công đoàn, Đoàn Thanh niên. Tham gia: các bộ phận.",
        resources="Cả năm {nam}; không phát sinh kinh phí, tận dụng vật liệu sẵn có.",
        results="Bảng theo dõi hằng tháng; số tiền tiết kiệm {tien} theo hóa đơn; danh mục {viec} việc đã thực hiện.",
        sustainability=("Các việc đã thành nội quy, được kiểm tra chéo hằng quý. Có thể áp dụng cho mọi cơ quan, đơn vị."),
        report=("{nguoi} cán bộ, người lao động đã thực hiện {viec} việc, chi phí giảm {phan}%, tương đương {q} {tien}."),
    ),
    dict(
        fits="SAPO",
        nums=dict(ho_g=(4, 16, 1), moi=(30, 90, 5), cay=lambda n: n["ho_g"] * n["moi"], cong=(40, 220, 5), tien=(15, 80, 1)),
        unit_titles=(
            "{don_vi} giúp nhân dân {cho} xây dựng vườn mẫu, tăng thu nhập",
            "{don_vi} đồng hành cùng {ho_g} hộ dân {cho} phát triển kinh tế vườn",
            "Kết nghĩa cùng phát triển kinh tế giữa {don_vi} và {cho}",
        ),
        deeds=[
            "giúp nhân dân nơi kết nghĩa làm vườn mẫu, tăng thu nhập",
            "vận động đồng nghiệp giúp các hộ dân phát triển kinh tế vườn",
        ],
        situation=(
            "{don_vi} kết nghĩa với {cho}, nơi nhiều gia đình có vườn nhưng trồng xen nhiều loại cây, hiệu quả chưa "
            "cao. Cán bộ của đơn vị có người am hiểu kỹ thuật và có thể góp ngày công."
        ),
        aims="Giúp {ho_g} hộ cải tạo vườn, trồng {cay} cây giống tốt; góp {cong} ngày công trong năm.",
        method=(
            "Mỗi tổ nhận giúp một số hộ, cùng gia đình vẽ lại vườn và chọn cây. Cuối tháng đến chăm cây, ghi sổ thu, "
            "chi; sản phẩm đầu mùa được giới thiệu tại bếp ăn và gian hàng của đơn vị."
        ),
        place="{ho_g} hộ dân tại {cho}, {dia_ban}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: chi bộ và Chi hội Nông dân {cho}. Tham gia: cán bộ, đoàn viên {don_vi}.",
        resources=(
            "Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; {cong} ngày công; cây giống {q} {tien} do cán bộ đóng góp."
        ),
        results="{ho_g} vườn được cải tạo có sơ đồ; {cay} cây được trồng; sổ theo dõi ngày công.",
        sustainability="Biên bản kết nghĩa được ký ba năm; các hộ nhận lại cây giống để giúp hộ khác.",
        report=(
            "{ho_g} hộ đã cải tạo vườn với {cay} cây giống. Cán bộ {don_vi} đã góp {cong} ngày công và {q} {tien} tiền "
            "cây giống."
        ),
    ),
]
