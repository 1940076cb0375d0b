"""Security: quarters that look after themselves, cameras, school gates, fire safety, digital identity."""

THEMES = [
    dict(
        fits="RU",
        hosts="CB MT TQ CCB",
        nums=dict(to=(4, 16, 1), ho_tq=(60, 220, 2), hop=(6, 12, 1), phan=(97, 100, 1), tien=(8, 60, 1)),
        titles=(
            "Khu dân cư tự quản về an ninh, trật tự tại {noi}",
            "Tổ tự quản “Ánh sáng an ninh” tại {noi}",
            "Vận động {ho_tq} hộ dân {noi} tham gia {to} tổ tự quản an ninh, trật tự",
            "“Tiếng kẻng bình yên” tại {noi}",
        ),
        deeds=[
            "vận động nhân dân xây dựng khu dân cư tự quản an toàn",
            "giữ gìn an ninh, trật tự và vận động các hộ tự quản",
        ],
        situation=[
            (
                "{cho} có nhiều gia đình mới chuyển đến, hàng xóm chưa kịp quen nhau, thông tin trong ngõ còn chậm. "
                "Nhân dân muốn tự tổ chức để trông nhà giúp nhau và giải quyết việc nhỏ ngay tại chỗ."
            ),
            (
                "Quy ước của {cho} đã có phần an ninh, trật tự, nhưng mỗi ngõ hiểu một cách và chưa có đầu mối nhắc "
                "nhở. Các gia đình đề nghị lập tổ tự quản gần nhà, dễ gọi, dễ họp."
            ),
        ],
        aims=("{ho_tq} hộ tham gia {to} tổ tự quản; {phan}% hộ ký giao ước; các việc nhỏ trong ngõ được hòa giải ngay tại tổ."),
        method=(
            "Các hộ tự bầu tổ trưởng, thống nhất số điện thoại gọi nhau và hiệu lệnh chung. Mỗi tháng họp tổ 30 phút "
            "ngoài sân; cán bộ công an dự nghe và trả lời, không đọc báo cáo dài."
        ),
        place="{ho_tq} hộ dân tại {noi}, chia thành {to} tổ.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {ca}, {mt}, {to_antt}. Tham gia: {ho_tq} hộ dân.",
        resources="Cả năm {nam}; kẻng, đèn, biển số điện thoại {q} {tien} do nhân dân góp.",
        results=("Quyết định thành lập {to} tổ; giao ước của {phan}% hộ; biên bản {hop} kỳ họp; sổ ghi việc đã hòa giải."),
        sustainability=(
            "Tổ trưởng được luân phiên mỗi năm, số điện thoại dán tại từng nhà. Cách họp 30 phút ngoài sân dễ áp dụng "
            "ở mọi khu dân cư."
        ),
        report=(
            "{to} tổ tự quản với {ho_tq} hộ đã hoạt động đều, {hop} kỳ họp đã được tổ chức. {phan}% hộ đã ký giao "
            "ước; các việc nhỏ trong ngõ đã được hòa giải tại tổ."
        ),
    ),
    dict(
        fits="RU",
        hosts="CB MT xCA TQ",
        nums=dict(cam=(12, 90, 1), tuyen=(3, 14, 1), ho_gop=(40, 190, 2), tien=(30, 260, 2)),
        titles=(
            "Camera an ninh kết nối cộng đồng {noi}",
            "Vận động {ho_gop} hộ dân {noi} góp kinh phí lắp {cam} mắt camera an ninh",
            "Dân vận khéo xã hội hóa camera giữ bình yên tại {noi}",
            "“Mắt sáng bình yên” trên {tuyen} tuyến đường {noi}",
        ),
        deeds=["vận động nhân dân lắp camera an ninh", "vận động xã hội hóa hệ thống camera giữ bình yên khu dân cư"],
        situation=(
            "Các tuyến đường của {cho} đông người qua lại, nhân dân mong có camera để yên tâm và xử lý nhanh các tình "
            "huống giao thông. Một số hộ còn e ngại về chi phí và sự riêng tư."
        ),
        aims="Lắp {cam} mắt camera trên {tuyen} tuyến đường; {ho_gop} hộ tự nguyện góp; có quy chế xem và giữ dữ liệu.",
        method=(
            "Giải thích rõ camera chỉ quay đường chung, không quay vào nhà, ai được xem và giữ bao lâu. Nhân dân chọn "
            "vị trí, chọn đơn vị lắp qua ba báo giá; mọi khoản góp được dán công khai."
        ),
        place="{tuyen} tuyến đường chung tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {ca}, đơn vị viễn thông. Tham gia: {ho_gop} hộ dân, cơ sở kinh doanh.",
        resources="Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; {q} {tien} hoàn toàn xã hội hóa.",
        results="{cam} mắt camera hoạt động; sơ đồ vị trí; quy chế quản lý dữ liệu; danh sách {ho_gop} hộ đóng góp.",
        sustainability=(
            "Chi phí đường truyền chia theo quý, có hợp đồng bảo trì. Mẫu quy chế dữ liệu có thể dùng cho nơi khác."
        ),
        report=(
            "{cam} mắt camera trên {tuyen} tuyến đường đã hoạt động từ tháng {thang_cuoi}/{nam}. {ho_gop} hộ đã tự "
            "nguyện góp {q} {tien}; quy chế quản lý dữ liệu đã được nhân dân thông qua."
        ),
    ),
    dict(
        fits="RUSP",
        hosts="PN CB CCB xTN xCA",
        nums=dict(truong=(1, 4, 1), nguoi=(12, 60, 1), phan=(95, 100, 1), vach=(2, 8, 1), tien=(6, 50, 1)),
        titles=(
            "Cổng trường an toàn giao thông tại {noi}",
            "Vận động phụ huynh {noi} dừng, đỗ xe đúng nơi quy định tại cổng trường",
            "Cựu chiến binh, phụ nữ {noi} giữ cổng trường an toàn, văn minh",
        ),
        unit_titles=(
            "{don_vi} vận động phụ huynh xây dựng cổng trường an toàn giao thông tại {cho}",
            "“Cổng trường bình yên” của {don_vi}, năm {nam}",
            "{don_vi} cùng nhân dân {cho} giữ đường đến trường an toàn",
        ),
        deeds=[
            "vận động phụ huynh giữ cổng trường an toàn",
            "giữ trật tự giao thông trước cổng trường và vận động phụ huynh cùng làm",
        ],
        situation=(
            "Giờ tan học, đường trước trường ở {cho} đông xe của phụ huynh, nhiều người dừng chờ dưới lòng đường. Nhắc "
            "nhở nhiều lần nhưng chưa có chỗ chờ và cách sắp xếp hợp lý."
        ),
        aims="{phan}% phụ huynh dừng, đỗ đúng vạch; kẻ {vach} khu chờ; {nguoi} tình nguyện viên trực giờ cao điểm.",
        method=(
            "Họp phụ huynh để chọn khu chờ, lệch giờ tan học giữa các khối. Tình nguyện viên dùng nụ cười và bảng chỉ "
            "dẫn thay cho còi; lớp có phụ huynh thực hiện tốt được khen vào thứ Hai."
        ),
        place="Khu vực cổng {truong} trường tại {cho}, {dia_ban}.",
        forces=(
            "Chủ trì: {chu_tri}. Phối hợp: {ca}, nhà trường, Ban đại diện cha mẹ học sinh. Tham gia: {nguoi} tình nguyện viên."
        ),
        resources="Năm học {nam} – {nam_sau}; sơn vạch, bảng chỉ dẫn {q} {tien} từ xã hội hóa.",
        results="{vach} khu chờ được kẻ vạch; lịch trực của {nguoi} người; kết quả đếm xe đạt {phan}% đúng vạch.",
        sustainability="Lịch trực được bàn giao mỗi học kỳ, chi phí nhỏ nên trường nào cũng có thể làm.",
        report=(
            "{vach} khu chờ đã được kẻ vạch, {nguoi} tình nguyện viên đã trực đều. Kết quả đếm xe cho thấy {phan}% "
            "phụ huynh đã dừng, đỗ đúng vạch."
        ),
    ),
    dict(
        fits="RU",
        since=2022,
        hosts="CB MT xCA PN",
        nums=dict(to=(3, 18, 1), ho_pc=(30, 200, 2), binh=(40, 260, 2), buoi=(3, 9, 1), tien=(18, 150, 1)),
        titles=(
            "Tổ liên gia an toàn phòng cháy, chữa cháy tại {noi}",
            "Vận động {ho_pc} hộ dân {noi} trang bị bình chữa cháy, mở lối thoát thứ hai",
            "Dân vận khéo xây dựng điểm chữa cháy công cộng tại {noi}",
            "{to} tổ liên gia PCCC tại {noi}",
        ),
        deeds=[
            "vận động nhân dân tham gia tổ liên gia an toàn PCCC",
            "xây dựng tổ liên gia PCCC, hướng dẫn nhân dân dùng bình chữa cháy",
        ],
        situation=(
            "Nhà ở tại {cho} liền kề, nhiều hộ vừa ở vừa kinh doanh, chỉ có một lối ra vào. Người dân biết cần phòng "
            "cháy nhưng ít nhà có bình chữa cháy và biết cách sử dụng."
        ),
        aims=(
            "{ho_pc} hộ tham gia {to} tổ liên gia; trang bị {binh} bình chữa cháy; mỗi hộ có ít nhất một người biết sử dụng."
        ),
        method=(
            "Đến từng nhà cùng vẽ lối thoát thứ hai, kiểm tra dây điện và ghi vào phiếu. Các hộ mua chung bình để giảm "
            "giá; tổ chức {buoi} buổi thực hành dập lửa tại sân nhà văn hóa, có chuông báo nối giữa các nhà."
        ),
        place="{ho_pc} hộ nhà ở kết hợp kinh doanh tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: cảnh sát PCCC, {ca}. Tham gia: {ho_pc} hộ dân, {to_antt}.",
        resources="Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; {q} {tien} do các hộ đóng góp.",
        results=("{to} tổ liên gia được thành lập; {binh} bình chữa cháy có sổ theo dõi; {buoi} buổi thực hành có danh sách."),
        sustainability=(
            "Bình được kiểm tra sáu tháng một lần, tổ trưởng thử chuông báo ngày 1 hằng tháng. Cách mua chung phù hợp "
            "với mọi khu dân cư."
        ),
        report=(
            "{to} tổ liên gia với {ho_pc} hộ đã được thành lập, {binh} bình chữa cháy đã được trang bị. {buoi} buổi "
            "thực hành đã giúp mỗi hộ có người biết sử dụng bình."
        ),
    ),
    dict(
        fits="RUP",
        since=2022,
        hosts="xCA TDS xTN TN",
        nums=dict(nguoi=(220, 2400, 10), buoi=(8, 36, 1), tai_nha=(10, 80, 1), phan=(88, 99, 1)),
        titles=(
            "Giúp nhân dân {noi} kích hoạt, sử dụng tài khoản định danh điện tử",
            "“Đến từng ngõ, gõ từng nhà” hỗ trợ nhân dân {noi} dùng VNeID",
            "Khéo vận động người cao tuổi {noi} sử dụng định danh điện tử",
        ),
        unit_titles=(
            "{don_vi} giúp nhân dân {cho} sử dụng tài khoản định danh điện tử",
            "{don_vi} đến tận nhà làm căn cước cho người cao tuổi {cho}",
            "“Ngày cuối tuần vì nhân dân” của {don_vi} tại {cho}",
        ),
        deeds=["giúp nhân dân sử dụng định danh điện tử", "đến tận nhà hướng dẫn nhân dân dùng VNeID an toàn"],
        situation=(
            "Nhiều người ở {cho}, nhất là người cao tuổi, chưa kích hoạt tài khoản định danh hoặc ngại dùng vì sợ thao "
            "tác sai. Giờ hành chính lại trùng với giờ làm việc của công nhân."
        ),
        aims=("Hướng dẫn {nguoi} người; tỷ lệ kích hoạt đạt {phan}% số người đủ điều kiện; phục vụ {tai_nha} người tại nhà."),
        method=(
            "Tổ chức {buoi} buổi vào tối và cuối tuần tại nhà văn hóa, một người hướng dẫn một người. Với người già "
            "yếu thì đến tận nhà; mỗi buổi dành 10 phút nói về cách giữ an toàn thông tin."
        ),
        place="Nhân dân {cho}, {dia_ban}, ưu tiên người cao tuổi và công nhân đi ca.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {ca}, Tổ công nghệ số cộng đồng. Tham gia: đoàn viên, nhân dân.",
        resources=(
            "Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; thiết bị của công an và điện thoại cá nhân; không thu phí."
        ),
        results=(
            "Danh sách {nguoi} người được hướng dẫn; {buoi} buổi phục vụ; {tai_nha} lượt đến nhà; tỷ lệ kích hoạt {phan}%."
        ),
        sustainability=("Mỗi ngõ có một người nòng cốt tiếp tục giúp hàng xóm; tờ hướng dẫn chữ to được để tại nhà văn hóa."),
        report=(
            "{nguoi} người đã được hướng dẫn qua {buoi} buổi, trong đó {tai_nha} người được phục vụ tại nhà. Tỷ lệ "
            "kích hoạt đã đạt {phan}%."
        ),
    ),
    dict(
        fits="RU",
        hosts="CB MT CCB PN",
        nums=dict(vu=(6, 26, 1), phan=(90, 100, 1), vien=(5, 9, 1), buoi=(4, 12, 1)),
        titles=(
            "Tổ hòa giải “Nói lý, trọng tình” tại {noi}",
            "Dân vận khéo trong hòa giải ở cơ sở tại {noi}",
            "Hòa giải từ gốc, giữ tình làng nghĩa xóm tại {noi}",
        ),
        deeds=["hòa giải việc trong khu dân cư thấu tình đạt lý", "làm tốt hòa giải ở cơ sở, giữ tình làng nghĩa xóm"],
        situation=(
            "Trong sinh hoạt hằng ngày, các gia đình ở {cho} đôi khi có ý kiến khác nhau về ranh giới, lối đi, tiếng "
            "ồn. Nếu được lắng nghe sớm thì mọi việc đều dễ thống nhất."
        ),
        aims=(
            "{phan}% việc được hòa giải thành ngay tại {cho}; {vien} hòa giải viên được tập huấn; tổ chức {buoi} buổi "
            "phổ biến pháp luật."
        ),
        method=(
            "Hòa giải viên đến nghe riêng từng bên trước khi mời gặp chung, mời người mà cả hai bên tin cậy. Mọi việc "
            "được nói tại nhà, không đưa lên mạng; thống nhất xong thì ghi một tờ ngắn và giữ kín."
        ),
        place="{ho} hộ dân tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: công chức tư pháp, {ca}. Tham gia: {vien} hòa giải viên.",
        resources="Cả năm {nam}; chi hỗ trợ theo quy định; tủ sách pháp luật tại nhà văn hóa.",
        results="Sổ theo dõi {vu} việc; tỷ lệ hòa giải thành {phan}%; biên bản {buoi} buổi phổ biến pháp luật.",
        sustainability=(
            "Tổ rút kinh nghiệm hằng quý và kèm người mới. Quy trình nghe riêng trước, gặp chung sau dễ nhân rộng."
        ),
        report=(
            "Tổ đã tiếp nhận {vu} việc, tỷ lệ hòa giải thành đạt {phan}%. {buoi} buổi phổ biến pháp luật đã được tổ "
            "chức, {vien} hòa giải viên đã được tập huấn."
        ),
    ),
    dict(
        fits="RU",
        hosts="TN xTN PN xPN",
        nums=dict(nguoi=(160, 1400, 20), buoi=(6, 20, 1), nhom=(3, 12, 1), phan=(90, 99, 1)),
        titles=(
            "Vận động nhân dân {noi} cảnh giác, an toàn trên không gian mạng",
            "“3 chậm, 2 hỏi”: giúp người cao tuổi {noi} an toàn khi dùng mạng",
            "Nhóm Zalo “Bình yên mỗi nhà” tại {noi}",
        ),
        deeds=["vận động nhân dân an toàn trên không gian mạng", "hướng dẫn người cao tuổi dùng mạng an toàn"],
        situation=(
            "Người cao tuổi ở {cho} dùng điện thoại thông minh ngày càng nhiều, nhận nhiều cuộc gọi và đường dẫn lạ. "
            "Bà con cần những lời khuyên ngắn, dễ nhớ và có người để hỏi ngay."
        ),
        aims="{nguoi} người được hướng dẫn; {nhom} nhóm Zalo hoạt động; {phan}% người dự nhớ được các bước kiểm tra.",
        method=(
            "Con cháu đóng tiểu phẩm ngắn ngay trong buổi họp, người xem đoán tình huống. Mỗi nhóm Zalo có một người "
            "trả lời nhanh; mỗi tuần đăng một câu nhắc bằng giọng nói."
        ),
        place="Nhân dân {noi}, ưu tiên người cao tuổi.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {ca}, Hội Người cao tuổi. Tham gia: đoàn viên và {nguoi} người dân.",
        resources="Cả năm {nam}; {buoi} buổi tại nhà văn hóa; không phát sinh kinh phí.",
        results="{buoi} buổi có danh sách {nguoi} lượt người; {nhom} nhóm Zalo; kết quả hỏi nhanh {phan}%.",
        sustainability="Nhóm Zalo tiếp tục do đoàn viên phụ trách; tiểu phẩm đã ghi hình để chia sẻ.",
        report=(
            "{buoi} buổi hướng dẫn đã thu hút {nguoi} lượt người, {nhom} nhóm Zalo đã hoạt động. {phan}% người dự nhớ "
            "được các bước kiểm tra."
        ),
    ),
    dict(
        fits="RU",
        hosts="CB CCB MT xCCB",
        nums=dict(km=(1, 5, 1), ho_k=(40, 180, 2), buoi=(4, 14, 1), phan=(94, 100, 1)),
        titles=(
            "Tuyến đường tự quản an toàn giao thông {km} km tại {noi}",
            "Vận động nhân dân {noi} giữ hành lang an toàn giao thông",
            "Cựu chiến binh {noi} tự quản đoạn đường văn minh, an toàn",
        ),
        deeds=["vận động nhân dân giữ hành lang an toàn giao thông", "tự quản tuyến đường an toàn giao thông"],
        situation=(
            "Tuyến đường {km} km qua {cho} có nhiều ngõ rẽ, có nơi cây cối, mái che làm khuất tầm nhìn. Các hộ sẵn "
            "sàng tháo dỡ nếu mọi nhà cùng làm và được báo trước."
        ),
        aims="{ho_k} hộ ký cam kết, {phan}% hộ tự tháo dỡ vật che khuất; giữ thông thoáng {km} km đường.",
        method=(
            "Cùng các hộ đi dọc tuyến, đánh dấu chỗ khuất và hẹn ngày làm chung. Hội viên giúp cưa cây, dời mái; tổ "
            "chức {buoi} buổi nhắc nhở về đội mũ bảo hiểm, dừng đỗ xe."
        ),
        place="{ho_k} hộ dọc tuyến đường tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {ca}, {mt}. Tham gia: {ho_k} hộ dân, hội viên.",
        resources="Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; ngày công của hội viên và nhân dân.",
        results="{ho_k} bản cam kết; {phan}% hộ đã tự tháo dỡ; ảnh tuyến đường trước và sau; biên bản {buoi} buổi.",
        sustainability="Mỗi chi hội nhận một đoạn, kiểm tra ngày 15 hằng tháng.",
        report=(
            "{ho_k} hộ đã ký cam kết, {phan}% hộ đã tự tháo dỡ vật che khuất. Tuyến đường {km} km đã thông thoáng, "
            "{buoi} buổi nhắc nhở đã được tổ chức."
        ),
    ),
    dict(
        fits="RU",
        hosts="CB MT xCA PN",
        nums=dict(nha_tro=(6, 46, 1), nguoi=(90, 900, 10), buoi=(3, 10, 1), tien=(6, 40, 1)),
        titles=(
            "Khu nhà trọ tự quản, văn minh tại {noi}",
            "Vận động {nha_tro} chủ nhà trọ {noi} xây dựng nhà trọ an toàn",
            "Dân vận khéo với công nhân thuê trọ {noi}",
        ),
        deeds=["vận động chủ nhà trọ, công nhân xây dựng khu trọ tự quản", "chăm lo đời sống, giữ an toàn khu nhà trọ"],
        situation=(
            "{cho} có {nha_tro} nhà trọ với khoảng {nguoi} công nhân, lao động đi ca nên ít tham gia sinh hoạt khu dân "
            "cư. Chủ nhà trọ và người thuê cần có quy ước chung về giờ giấc, điện nước và khai báo cư trú."
        ),
        aims=(
            "{nha_tro}/{nha_tro} nhà trọ có nội quy và nhóm tự quản; {nguoi} người thuê được phổ biến quy ước; khai "
            "báo cư trú đầy đủ."
        ),
        method=(
            "Họp chủ nhà trọ vào buổi tối, cùng viết nội quy một trang. Tổ chức {buoi} buổi sinh hoạt theo ca, kết hợp "
            "tư vấn sức khỏe, cắt tóc miễn phí; mời người thuê vào nhóm Zalo của {cho}."
        ),
        place="{nha_tro} nhà trọ tại {noi}.",
        forces=("Chủ trì: {chu_tri}. Phối hợp: {ca}, Công đoàn các doanh nghiệp. Tham gia: chủ nhà trọ và {nguoi} người thuê."),
        resources="Cả năm {nam}; {q} {tien} cho biển, bình chữa cháy do chủ nhà trọ góp.",
        results="{nha_tro} bản nội quy; danh sách nhóm tự quản; biên bản {buoi} buổi sinh hoạt.",
        sustainability=(
            "Nhóm tự quản do chính người thuê bầu; nội quy được dán ngay cửa. Mẫu nội quy đã chia sẻ cho các khu trọ khác."
        ),
        report=(
            "{nha_tro} nhà trọ đã có nội quy và nhóm tự quản. {buoi} buổi sinh hoạt đã phổ biến quy ước tới {nguoi} "
            "người thuê; việc khai báo cư trú đã đầy đủ."
        ),
    ),
    dict(
        fits="RU",
        hosts="xCA xMT CB CCB",
        nums=dict(y_kien=(30, 180, 2), phan=(93, 100, 1), buoi=(3, 8, 1), luot=(260, 1600, 20)),
        titles=(
            "Diễn đàn “Công an lắng nghe ý kiến nhân dân” tại {noi}",
            "“Cà phê sáng với nhân dân” tại {noi}",
            "Hòm thư góp ý, đường dây thân thiện với nhân dân {noi}",
        ),
        deeds=["lắng nghe ý kiến nhân dân về an ninh, trật tự", "kết nối công an với nhân dân trong khu dân cư"],
        situation=(
            "Nhân dân {cho} có nhiều góp ý về trật tự đô thị, giao thông, thủ tục cư trú nhưng ngại đến trụ sở. Gặp gỡ "
            "gần gũi, có trả lời rõ ràng sẽ giúp công an hiểu dân và dân tin công an hơn."
        ),
        aims=("Tổ chức {buoi} diễn đàn với {luot} lượt người; {phan}% trong số {y_kien} ý kiến được trả lời trong 15 ngày."),
        method=(
            "Chọn nơi gặp quen thuộc như sân nhà văn hóa, quán nước. Ý kiến được ghi lên bảng, có người nhận và ngày "
            "trả lời; buổi sau mở đầu bằng việc báo kết quả của buổi trước."
        ),
        place="Nhân dân {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {ca}, {mt}. Tham gia: {luot} lượt người dân.",
        resources="Mỗi quý trong năm {nam}; chi phí nước uống do đơn vị tự bố trí.",
        results="Sổ {y_kien} ý kiến có kết quả trả lời; biên bản {buoi} diễn đàn; tỷ lệ đúng hẹn {phan}%.",
        sustainability="Sổ ý kiến được công khai tại nhà văn hóa; lịch gặp được cố định vào tuần đầu mỗi quý.",
        report=(
            "{buoi} diễn đàn đã tiếp nhận {y_kien} ý kiến từ {luot} lượt người. {phan}% ý kiến đã được trả lời trong 15 ngày."
        ),
    ),
    dict(
        fits="RU",
        hosts="CB TQ PN NCT",
        nums=dict(ho_nh=(30, 160, 2), cum=(4, 14, 1), phan=(94, 100, 1), gio=(21, 22, 1)),
        titles=(
            "Khu dân cư “Không tiếng ồn sau {gio} giờ” tại {noi}",
            "Vận động nhân dân {noi} giữ yên tĩnh, văn minh trong sinh hoạt",
            "Quy ước karaoke, loa kéo do nhân dân {noi} tự xây dựng",
        ),
        deeds=[
            "vận động nhân dân giữ yên tĩnh, trật tự khu dân cư",
            "thực hiện và vận động hàng xóm giữ quy ước về tiếng ồn",
        ],
        situation=(
            "Sinh hoạt vui chơi bằng loa kéo ở {cho} vào buổi tối đôi khi ảnh hưởng đến người cao tuổi và học sinh. "
            "Hàng xóm ngại góp ý trực tiếp nên cần một quy ước chung do chính mọi người đặt ra."
        ),
        aims="{ho_nh} hộ tham gia {cum} cụm tự quản; {phan}% hộ thực hiện không mở loa sau {gio} giờ.",
        method=(
            "Hỏi ý kiến từng nhà bằng phiếu, thống nhất khung giờ và cách nhắc. Ai có việc vui thì báo trước trong "
            "nhóm; khi cần nhắc, trưởng cụm gọi điện nhẹ nhàng chứ không nêu tên trên loa."
        ),
        place="{ho_nh} hộ dân tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {ca}, Hội Người cao tuổi. Tham gia: {ho_nh} hộ dân.",
        resources="Cả năm {nam}; chi phí in quy ước do quỹ {cho} chi.",
        results="Quy ước được thông qua; {cum} cụm tự quản; kết quả hỏi hàng quý đạt {phan}%.",
        sustainability="Quy ước được đọc lại mỗi quý, phiếu hỏi giúp điều chỉnh kịp thời.",
        report=(
            "Quy ước đã được {ho_nh} hộ thông qua, {cum} cụm tự quản đã hoạt động. {phan}% hộ đã thực hiện không mở "
            "loa sau {gio} giờ."
        ),
    ),
    dict(
        fits="RU",
        hosts="xCA CB MT xTN",
        nums=dict(tv=(3, 8, 1), so_ca=(90, 310, 5), viec=(20, 120, 2), phan=(93, 100, 1), tien=(12, 80, 2)),
        titles=(
            "Lực lượng giữ bình yên cơ sở gần dân, vì dân tại {noi}",
            "“Đi tuần cùng nhân dân, về báo với nhân dân” tại {noi}",
            "Dân vận khéo trong xây dựng lực lượng giữ gìn an ninh, trật tự tại {noi}",
        ),
        deeds=[
            "giữ gìn bình yên khu dân cư, gần dân, vì dân",
            "vận động nhân dân cùng lực lượng cơ sở giữ gìn bình yên",
        ],
        situation=(
            "Lực lượng giữ gìn an ninh, trật tự ở {cho} phần lớn kiêm nhiệm, nhân dân chưa biết hết tên và số điện "
            "thoại. Các hộ mong lực lượng này gần gũi, biết việc trong từng ngõ."
        ),
        aims=(
            "{tv} thành viên có lịch trực công khai; thực hiện {so_ca} ca trực; giúp nhân dân {viec} việc; {phan}% hộ "
            "được hỏi hài lòng."
        ),
        method=(
            "Dán ảnh, số điện thoại của từng người ở bảng tin mỗi ngõ. Khi đi tuần thì dừng hỏi thăm người cao tuổi, "
            "nhắc khóa cửa, tắt điện; cuối tuần báo lại trong nhóm Zalo những việc đã làm."
        ),
        place="{ho} hộ dân tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {ca}, {mt}. Tham gia: {to_antt}, nhân dân.",
        resources="Cả năm {nam}; đèn pin, áo phản quang, bảng tin {q} {tien} từ ngân sách và xã hội hóa.",
        results="Lịch và sổ {so_ca} ca trực; sổ ghi {viec} việc giúp dân; kết quả thăm dò {phan}%.",
        sustainability="Lịch trực được bàn giao theo quý, thành viên mới đi cùng người cũ một tháng.",
        report=("{tv} thành viên đã thực hiện {so_ca} ca trực và giúp nhân dân {viec} việc. {phan}% hộ được hỏi đã hài lòng."),
    ),
    dict(
        fits="C",
        hosts="xCCB CB xMT ND",
        nums=dict(tau=(10, 70, 1), to=(2, 9, 1), ao=(30, 260, 5), buoi=(4, 12, 1)),
        titles=(
            "Tổ tàu thuyền an toàn, đoàn kết trên biển tại {noi}",
            "Vận động ngư dân {noi} chấp hành quy định khi ra khơi",
            "Bến bãi tự quản, ngư dân yên tâm bám biển tại {noi}",
        ),
        deeds=["vận động ngư dân ra khơi an toàn, đúng quy định", "cùng ngư dân xây dựng tổ tàu thuyền đoàn kết"],
        situation=(
            "Ngư dân {cho} ra khơi theo từng gia đình, liên lạc chủ yếu qua điện thoại. Tổ tàu thuyền giúp các chủ tàu "
            "nhắc nhau về thời tiết, giấy tờ, thiết bị và hỗ trợ khi cần."
        ),
        aims="{tau} tàu thuyền tham gia {to} tổ; trang bị {ao} áo phao; 100% tàu tham gia khai báo khi ra vào bến.",
        method=(
            "Họp tại bến vào ngày biển động để ai cũng dự được. Tổ trưởng là chủ tàu có kinh nghiệm; mỗi tổ có nhóm "
            "liên lạc báo thời tiết và giúp nhau sửa máy."
        ),
        place="Bến bãi và {tau} tàu thuyền tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: Đồn Biên phòng trên địa bàn, {lanh_dao}. Tham gia: các chủ tàu.",
        resources="Cả năm {nam}; áo phao, bộ đàm từ nguồn xã hội hóa và chủ tàu.",
        results="Danh sách {to} tổ, {tau} tàu; {ao} áo phao được trao; biên bản {buoi} buổi họp bến.",
        sustainability="Các tổ họp theo con nước, quỹ nhỏ do chủ tàu góp; dễ áp dụng cho bến khác.",
        report=(
            "{tau} tàu thuyền đã tham gia {to} tổ, {ao} áo phao đã được trao. {buoi} buổi họp bến đã được tổ chức, các "
            "tàu tham gia đã khai báo đầy đủ."
        ),
    ),
    dict(
        fits="SAPO",
        nums=dict(nguoi=(24, 160, 2), buoi=(3, 9, 1), phan=(98, 100, 1), binh=(8, 60, 1)),
        unit_titles=(
            "{don_vi} xây dựng cơ quan, đơn vị an toàn về an ninh, trật tự",
            "{don_vi} chủ động phòng cháy, chữa cháy: {nguoi} người biết, {nguoi} người làm",
            "“Mỗi người một cam kết an toàn” của {don_vi}, năm {nam}",
            "{don_vi} phối hợp với {cho} giữ gìn an ninh, trật tự",
        ),
        deeds=["xây dựng đơn vị an toàn về an ninh, trật tự", "vận động đồng nghiệp giữ an toàn, phòng cháy"],
        situation=(
            "{don_vi} có nhiều khách và thiết bị điện, nên việc giữ an toàn phải là việc của mỗi người. Nội quy trước "
            "đây dài, ít người nhớ."
        ),
        aims=(
            "{nguoi} người ký cam kết và thực hành; {binh} bình chữa cháy được kiểm tra; {phan}% trả lời đúng khi "
            "kiểm tra đột xuất."
        ),
        method=(
            "Rút gọn nội quy thành năm việc cuối giờ, dán ngay công tắc. Tổ chức {buoi} buổi thực hành, đổi vai người "
            "hướng dẫn; phối hợp với {cho} trao đổi thông tin hằng tháng."
        ),
        place="{nguoi} cán bộ, người lao động của {don_vi} và khu vực giáp {cho}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {ca}, chi bộ {cho}. Tham gia: toàn đơn vị.",
        resources="Cả năm {nam}; {binh} bình chữa cháy và dụng cụ sẵn có của đơn vị.",
        results="{nguoi} bản cam kết; biên bản {buoi} buổi thực hành; phiếu kiểm tra {phan}% đúng.",
        sustainability="Năm việc cuối giờ được kiểm tra chéo hằng tuần. Cách làm gọn, phù hợp với mọi cơ quan.",
        report=(
            "{nguoi} người đã ký cam kết và thực hành qua {buoi} buổi, {binh} bình chữa cháy đã được kiểm tra. Kiểm "
            "tra đột xuất cho thấy {phan}% trả lời đúng."
        ),
    ),
    dict(
        fits="SAPO",
        nums=dict(buoi=(4, 14, 1), luot=(240, 1600, 20), tin=(20, 90, 2), phan=(90, 99, 1)),
        unit_titles=(
            "{don_vi} giúp nhân dân {cho} an toàn trên không gian mạng",
            "{don_vi} đồng hành cùng nhân dân {cho} xây dựng khu dân cư bình yên",
            "Bản tin “Một phút an toàn” của {don_vi}, {tin} số trong năm {nam}",
            "{don_vi} tuyên truyền an toàn giao thông tại {cho}",
        ),
        deeds=["tuyên truyền pháp luật dễ hiểu, gần gũi với nhân dân", "giúp nhân dân an toàn trên không gian mạng"],
        situation=(
            "Tài liệu tuyên truyền pháp luật thường dài, nhân dân {cho} ít có thời gian đọc. {don_vi} có người trẻ "
            "biết làm phim ngắn, bản tin, có thể giúp nội dung dễ nhớ hơn."
        ),
        aims=("Làm {tin} bản tin ngắn; tổ chức {buoi} buổi gặp với {luot} lượt người; {phan}% người dự nhớ nội dung chính."),
        method=(
            "Mỗi bản tin nói một việc trong một phút, gửi qua nhóm Zalo của {cho}. Các buổi gặp dùng tình huống đóng "
            "vai và trả lời trực tiếp."
        ),
        place="Nhân dân {cho}, {dia_ban}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {ca}, chi bộ {cho}. Tham gia: đoàn viên {don_vi}.",
        resources="Cả năm {nam}; thiết bị cá nhân; không phát sinh kinh phí.",
        results="{tin} bản tin được lưu; danh sách {luot} lượt người của {buoi} buổi; kết quả hỏi nhanh {phan}%.",
        sustainability="Bản tin được dùng lại, cập nhật mỗi năm; các đơn vị khác có thể phát cùng.",
        report=("{tin} bản tin đã phát, {buoi} buổi gặp đã có {luot} lượt người dự. {phan}% người dự nhớ nội dung chính."),
    ),
]
