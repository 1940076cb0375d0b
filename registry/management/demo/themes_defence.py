"""National defence: gratitude, army and people, militia, soldiers to be."""

THEMES = [
    dict(
        fits="RUAPO",
        hosts="CCB xCCB PN xMT TN",
        nums=dict(gd=(8, 46, 1), luot=(40, 260, 4), cong=(24, 160, 2), tien=(15, 120, 1), nha=(1, 5, 1)),
        titles=(
            "Chăm sóc gia đình người có công với cách mạng tại {noi}",
            "Vận động nhân dân {noi} nhận chăm sóc {gd} gia đình thương binh, liệt sĩ",
            "“Mỗi tháng một việc nghĩa” với gia đình chính sách {noi}",
            "Bữa cơm tri ân, giếng nước sạch, vườn cây xanh: việc làm nghĩa tình tại {noi}",
        ),
        unit_titles=(
            "{don_vi} nhận chăm sóc {gd} gia đình người có công tại {cho}",
            "“Mỗi tháng một việc nghĩa” của {don_vi} với gia đình chính sách {cho}",
            "{don_vi} với hoạt động “Uống nước nhớ nguồn” tại {cho}, năm {nam}",
        ),
        deeds=[
            "vận động nhân dân chăm sóc gia đình người có công",
            "tận tụy chăm sóc, giúp đỡ các gia đình thương binh, liệt sĩ",
        ],
        situation=[
            (
                "{cho} có {gd} gia đình thương binh, liệt sĩ và người có công, phần lớn đã cao tuổi. Việc thăm hỏi tập "
                "trung vào dịp 27 tháng 7 và Tết, trong khi các gia đình cần sự giúp đỡ hằng ngày như sửa điện, dọn "
                "vườn, đưa đi khám bệnh."
            ),
            (
                "Nhiều người có công ở {cho} tuổi đã cao, con cháu đi làm xa. Đoàn thể và nhân dân muốn chăm sóc "
                "thường xuyên nhưng chưa phân công cụ thể."
            ),
        ],
        aims=(
            "{gd}/{gd} gia đình có người nhận chăm sóc; thực hiện {luot} lượt thăm hỏi; giúp {cong} ngày công và sửa "
            "chữa nhỏ cho {nha} ngôi nhà."
        ),
        method=(
            "Lập sổ ghi nhu cầu của từng gia đình, phân công người ở gần nhất nhận việc. Ngày 27 hằng tháng là “ngày "
            "việc nghĩa”; bác sĩ, thợ điện, thợ xây tình nguyện cùng tham gia theo chuyên môn."
        ),
        place="{gd} gia đình người có công tại {cho}, {dia_ban}.",
        forces=("Chủ trì: {chu_tri}. Phối hợp: trạm y tế, {mt}. Tham gia: đoàn viên, hội viên và các gia đình láng giềng."),
        resources="Cả năm {nam}; {q} {tien} do nhân dân và nhà hảo tâm ủng hộ; {cong} ngày công.",
        results=(
            "Sổ theo dõi {luot} lượt thăm hỏi; bảng kê {cong} ngày công; {nha} ngôi nhà được sửa chữa có biên bản bàn giao."
        ),
        sustainability=(
            "Việc chăm sóc gắn với người ở gần nên không phụ thuộc dịp lễ. Mẫu sổ nhu cầu được chia sẻ để các nơi khác dùng."
        ),
        report=(
            "{gd} gia đình người có công đã có người nhận chăm sóc, {luot} lượt thăm hỏi đã được thực hiện. Nhân dân "
            "đã góp {cong} ngày công, sửa chữa {nha} ngôi nhà và ủng hộ {q} {tien}."
        ),
    ),
    dict(
        fits="RUA",
        hosts="xQS CB CCB xMT",
        nums=dict(met=(150, 1300, 10), cong=(120, 900, 10), bs=(20, 90, 1), tien=(80, 620, 10)),
        titles=(
            "Bộ đội, dân quân cùng nhân dân {noi} làm {met} m đường bê tông",
            "Tuyến đường quân dân tại {noi}",
            "Dân vận khéo gắn kết quân dân trong làm đường giao thông {noi}",
        ),
        unit_titles=(
            "{don_vi} giúp nhân dân {cho} làm {met} m đường giao thông",
            "Tuyến đường quân dân của {don_vi} và nhân dân {cho}",
            "{don_vi} hành quân dã ngoại làm công tác dân vận, góp {cong} ngày công tại {cho}",
        ),
        deeds=["vận động bộ đội, dân quân và nhân dân cùng làm đường", "góp công làm tuyến đường quân dân"],
        situation=(
            "Đường ngõ của {cho} còn {met} m chưa được cứng hóa, đi lại mùa mưa vất vả. Vật liệu đã có nguồn hỗ trợ "
            "nhưng nhân lực thiếu vì nhiều người đi làm ca, làm xa."
        ),
        aims=("Hoàn thành {met} m đường bê tông; huy động {bs} cán bộ, chiến sĩ, dân quân và {cong} ngày công cùng nhân dân."),
        method=(
            "Cán bộ, chiến sĩ cùng ăn, cùng làm với nhân dân theo từng tổ ghép. Trước khi làm, họp dân thống nhất lịch "
            "và nơi để vật liệu; buổi tối tổ chức giao lưu văn nghệ, cắt tóc miễn phí."
        ),
        place="{met} m đường ngõ tại {cho}, {dia_ban}.",
        forces=("Chủ trì: {chu_tri}. Phối hợp: {qs}, chi bộ {cho}. Tham gia: {bs} cán bộ, chiến sĩ, dân quân và nhân dân."),
        resources=(
            "Thực hiện trong tháng {thang_cuoi}/{nam} và các ngày nghỉ trước đó; vật liệu {q} {tien}; {cong} ngày công."
        ),
        results="{met} m đường được nghiệm thu; bảng chấm {cong} ngày công; biên bản bàn giao cho {cho} quản lý.",
        sustainability="{cho} thành lập tổ tự quản tuyến đường; đơn vị và nhân dân giữ lịch gặp mặt hằng quý.",
        report=(
            "{met} m đường đã hoàn thành và bàn giao. {bs} cán bộ, chiến sĩ, dân quân cùng nhân dân đã góp {cong} ngày "
            "công; vật liệu hết {q} {tien}."
        ),
    ),
    dict(
        fits="RU",
        hosts="xQS xTN CB xPN TN",
        nums=dict(tn=(6, 38, 1), gap=(2, 5, 1), tien=(10, 90, 1), phan=(98, 100, 1), thu=(10, 60, 1)),
        titles=(
            "Tiễn tân binh lên đường: khéo vận động thanh niên {noi} tình nguyện nhập ngũ",
            "Câu lạc bộ gia đình quân nhân tại {noi}",
            "Vận động gia đình, dòng họ {noi} động viên thanh niên lên đường nhập ngũ",
            "“Hũ gạo, lá thư” động viên tân binh {noi}",
        ),
        deeds=[
            "vận động thanh niên tình nguyện lên đường nhập ngũ",
            "động viên con em nhập ngũ và giúp đỡ gia đình quân nhân",
        ],
        situation=(
            "Hằng năm {cho} có thanh niên trong độ tuổi đi khám sức khỏe nghĩa vụ quân sự. Các gia đình tự hào nhưng "
            "cũng lo việc nhà, việc làm sau khi xuất ngũ, cần được chia sẻ cụ thể."
        ),
        aims=(
            "{phan}% thanh niên được gọi có mặt khám sức khỏe đúng hẹn; ít nhất {tn} thanh niên được gặp mặt, động "
            "viên; 100% quân nhân xuất ngũ được tư vấn việc làm."
        ),
        method=(
            "Đến từng nhà cùng cựu chiến binh và quân nhân đã xuất ngũ kể chuyện thật về đời sống quân ngũ. Tổ chức "
            "{gap} buổi gặp mặt, tặng quà trước ngày lên đường; viết thư thăm hỏi hằng quý và giúp gia đình khi vắng "
            "người."
        ),
        place="Thanh niên trong độ tuổi và gia đình quân nhân tại {noi}.",
        forces=("Chủ trì: {chu_tri}. Phối hợp: Hội Cựu chiến binh, Đoàn Thanh niên, {qs}. Tham gia: dòng họ và gia đình."),
        resources="Từ tháng 1/{nam} đến tháng 12/{nam}; quà và hoạt động {q} {tien} từ xã hội hóa.",
        results=(
            "Biên bản {gap} buổi gặp mặt; {tn} thanh niên được động viên; {thu} lá thư thăm hỏi được gửi; danh sách tư "
            "vấn việc làm."
        ),
        sustainability=("Câu lạc bộ gia đình quân nhân sinh hoạt hằng quý, quân nhân xuất ngũ trở thành tuyên truyền viên."),
        report=(
            "{gap} buổi gặp mặt đã được tổ chức, {tn} thanh niên đã được động viên và {thu} lá thư đã được gửi. {phan}"
            "% thanh niên được gọi đã có mặt khám sức khỏe đúng hẹn."
        ),
    ),
    dict(
        fits="R",
        hosts="xQS TN CCB xTN",
        nums=dict(ha=(4, 42, 1), ho_gat=(9, 62, 1), dq=(18, 64, 1), cong=(60, 420, 10)),
        titles=(
            "Dân quân khéo giúp nhân dân {noi} thu hoạch lúa, hoa màu",
            "“Ngày thứ Bảy giúp dân” của lực lượng dân quân {noi}",
            "Dân quân giúp {ho_gat} hộ {noi} gặt {ha} ha lúa trước mùa mưa bão",
        ),
        deeds=[
            "vận động dân quân giúp nhân dân thu hoạch mùa màng",
            "giúp các gia đình neo người thu hoạch lúa, hoa màu",
        ],
        situation=(
            "Vào vụ, nhiều gia đình ở {cho} neo người, lúa chín đồng loạt trong khi thời tiết thất thường. Lực lượng "
            "dân quân khỏe, có tổ chức và có thể giúp nhanh nếu biết trước nhu cầu."
        ),
        aims="Giúp {ho_gat} hộ thu hoạch {ha} ha; huy động {dq} dân quân với {cong} ngày công trong hai vụ.",
        method=(
            "Lập danh sách gia đình cần giúp trước vụ một tuần, xếp lịch theo cánh đồng. Dân quân tự mang cơm nước, "
            "không nhận thù lao; kết hợp tuyên truyền chủ trương, chính sách ngay tại ruộng."
        ),
        place="{ho_gat} hộ neo người, gia đình chính sách tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: Hội Nông dân, {mt}. Tham gia: {dq} dân quân, đoàn viên.",
        resources="Hai vụ thu hoạch năm {nam}; {cong} ngày công; máy gặt của hợp tác xã cho mượn.",
        results="{ha} ha được thu hoạch kịp thời; bảng chấm {cong} ngày công; phiếu ghi ý kiến của {ho_gat} hộ.",
        sustainability=("Danh sách gia đình cần giúp được cập nhật mỗi vụ, lịch “ngày thứ Bảy giúp dân” được giữ cố định."),
        report=(
            "{dq} dân quân đã giúp {ho_gat} hộ thu hoạch {ha} ha lúa và hoa màu với {cong} ngày công. Các hộ đã thu "
            "hoạch xong trước mùa mưa bão."
        ),
    ),
    dict(
        fits="CA",
        hosts="xQS xCCB TN xTN",
        nums=dict(km=(1, 7, 1), tan=(4, 40, 1), luot=(160, 1400, 20), buoi=(6, 20, 1)),
        titles=(
            "Quân dân chung tay làm sạch {km} km bờ biển {noi}",
            "Dân quân biển giữ sạch bãi, bến neo đậu tại {noi}",
            "“Biển xanh, bãi sạch”: bộ đội, dân quân và nhân dân {noi}",
        ),
        unit_titles=(
            "{don_vi} cùng nhân dân {cho} làm sạch cảnh quan, thu gom {tan} tấn rác",
            "“Ngày thứ Bảy vì môi trường” của {don_vi} tại {cho}",
            "{don_vi} vận động nhân dân {cho} thu gom rác thải nhựa",
        ),
        deeds=["vận động quân dân làm sạch bờ biển, bến bãi", "thu gom rác, giữ sạch nơi ở, nơi làm việc cùng bộ đội"],
        situation=(
            "Khu vực bến bãi, đường dạo của {cho} hay có rác trôi dạt và vỏ chai từ sinh hoạt. Cán bộ, chiến sĩ và "
            "nhân dân cùng sử dụng khu vực này nên muốn cùng giữ gìn."
        ),
        aims="Ra quân {buoi} buổi với {luot} lượt người; thu gom {tan} tấn rác trên tuyến {km} km.",
        method=(
            "Chia tuyến thành đoạn có biển tên từng đơn vị, chi hội. Mỗi buổi ra quân kèm một nội dung tuyên truyền "
            "ngắn; rác tái chế được bán gây quỹ tặng quà gia đình chính sách."
        ),
        place="Tuyến {km} km tại {cho}, {dia_ban}.",
        forces=(
            "Chủ trì: {chu_tri}. Phối hợp: {qs}, Hội Phụ nữ, Đoàn Thanh niên. Tham gia: {luot} lượt cán bộ, chiến sĩ "
            "và nhân dân."
        ),
        resources=(
            "Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; dụng cụ của đơn vị, xe vận chuyển của đội vệ sinh môi trường."
        ),
        results="{buoi} buổi ra quân có danh sách; {tan} tấn rác có phiếu cân; sơ đồ phân đoạn {km} km.",
        sustainability="Sơ đồ phân đoạn và lịch ra quân được giữ cố định, mỗi năm bổ sung đoàn thể mới tham gia.",
        report=(
            "{buoi} buổi ra quân đã huy động {luot} lượt người, thu gom {tan} tấn rác trên tuyến {km} km. Tiền bán rác "
            "tái chế đã được dùng làm quà tặng gia đình chính sách."
        ),
    ),
    dict(
        fits="RU",
        hosts="xQS CB xCCB xTN",
        nums=dict(dq=(18, 56, 1), buoi=(6, 16, 1), ho_tt=(40, 170, 1), km=(2, 14, 1), cong=(60, 260, 10)),
        titles=(
            "Dân quân khéo vận động nhân dân {noi} phòng, chống cháy rừng",
            "Vận động {ho_tt} hộ dân {noi} chủ động phòng, chống thiên tai theo phương châm “bốn tại chỗ”",
            "Dân quân, cựu chiến binh giúp nhân dân {noi} chằng chống nhà cửa trước mùa mưa bão",
        ),
        deeds=[
            "vận động nhân dân chủ động phòng, chống thiên tai",
            "giúp nhân dân phòng, chống thiên tai theo phương châm “bốn tại chỗ”",
        ],
        situation=(
            "Mùa khô và mùa mưa bão hằng năm đòi hỏi mỗi gia đình ở {cho} biết tự chuẩn bị. Phương án đã có trên giấy, "
            "nhưng người dân cần được hướng dẫn bằng việc làm cụ thể."
        ),
        aims=(
            "{ho_tt} hộ có phương án phòng, chống thiên tai; dọn {km} km đường băng, rãnh thoát nước; tổ chức {buoi} "
            "buổi tuyên truyền."
        ),
        method=(
            "Dân quân đến từng nhà cùng kiểm tra mái, cây cao, đường điện và ghi một phiếu việc cần làm. Mỗi cụm dân "
            "cư diễn tập ngắn; loa lưu động nhắc lịch phát dọn."
        ),
        place="{ho_tt} hộ dân tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {ca}, kiểm lâm, {mt}. Tham gia: {dq} dân quân và nhân dân.",
        resources="Trước mùa khô và trước mùa mưa bão năm {nam}; {cong} ngày công; loa, dây, bao cát của {don_vi}.",
        results=(
            "{ho_tt} phiếu kiểm tra; {km} km được phát dọn, khơi thông; {buoi} buổi tuyên truyền và diễn tập có biên bản."
        ),
        sustainability="Phiếu kiểm tra được rà soát hai lần mỗi năm; mẫu phiếu một trang dễ dùng cho nơi khác.",
        report=(
            "{dq} dân quân đã cùng {ho_tt} hộ kiểm tra nhà cửa, phát dọn và khơi thông {km} km với {cong} ngày công. "
            "{buoi} buổi tuyên truyền và diễn tập đã hoàn thành."
        ),
    ),
    dict(
        fits="RU",
        hosts="CCB xCCB",
        nums=dict(buoi=(6, 24, 1), luot=(300, 2800, 20), vien=(14, 60, 1), truong=(2, 5, 1)),
        titles=(
            "Cựu chiến binh {noi} kể chuyện truyền thống cho thế hệ trẻ",
            "“Tiếp lửa truyền thống” của cựu chiến binh {noi}",
            "Dân vận khéo trong giáo dục truyền thống yêu nước tại {noi}",
        ),
        deeds=[
            "giáo dục truyền thống cho thế hệ trẻ",
            "kể chuyện truyền thống, vận động thanh niên sống có trách nhiệm",
        ],
        situation=(
            "Thế hệ trẻ ở {cho} biết về lịch sử chủ yếu qua sách và mạng. Các cựu chiến binh có nhiều ký ức quý, nhưng "
            "các buổi nói chuyện còn thưa và nặng về đọc bài."
        ),
        aims="Tổ chức {buoi} buổi kể chuyện cho {luot} lượt người nghe tại {truong} trường và nhà văn hóa.",
        method=(
            "Mỗi buổi chỉ kể một câu chuyện thật trong 20 phút, kèm kỷ vật, sau đó trả lời câu hỏi. Đoàn viên ghi "
            "hình, đăng lên trang của Đoàn; các cựu chiến binh cùng tập kể trước với nhau."
        ),
        place="Thanh niên, học sinh và nhân dân tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {truong} trường học, Đoàn Thanh niên. Tham gia: {vien} hội viên.",
        resources="Cả năm {nam}; kỷ vật của hội viên, hội trường của nhà trường; không phát sinh kinh phí.",
        results="Lịch và ảnh của {buoi} buổi; {luot} lượt người nghe; bộ phim ngắn ghi lại các câu chuyện.",
        sustainability="Các câu chuyện đã ghi hình được dùng lâu dài; mỗi năm thêm người kể mới.",
        report=(
            "{buoi} buổi kể chuyện đã được tổ chức với {luot} lượt người nghe tại {truong} trường và nhà văn hóa. "
            "{vien} hội viên đã tham gia."
        ),
    ),
    dict(
        fits="RU",
        hosts="CCB xCCB TN PN xMT",
        nums=dict(mo=(24, 260, 2), buoi=(8, 14, 1), cong=(50, 260, 10), cay=(40, 320, 10), tien=(10, 95, 1)),
        titles=(
            "Vận động nhân dân {noi} chăm sóc, làm đẹp nghĩa trang liệt sĩ",
            "Thắp nến tri ân, mỗi tháng một lần chăm sóc phần mộ liệt sĩ tại {noi}",
            "Cựu chiến binh, thanh niên {noi} trồng {cay} cây xanh, hoa tại khu tưởng niệm",
        ),
        deeds=["vận động nhân dân chăm sóc nghĩa trang liệt sĩ", "tự nguyện chăm sóc phần mộ liệt sĩ"],
        situation=(
            "Nhân dân {cho} luôn dành tình cảm cho các anh hùng liệt sĩ, song việc chăm sóc nghĩa trang, khu tưởng "
            "niệm mới tập trung vào vài ngày lễ. Các đoàn thể mong có lịch chung để nơi đây luôn sạch đẹp."
        ),
        aims="Chăm sóc {mo} phần mộ trong {buoi} buổi; trồng {cay} cây xanh, hoa; huy động {cong} ngày công.",
        method=(
            "Xếp lịch luân phiên giữa các chi hội vào ngày 25 hằng tháng. Cựu chiến binh kể chuyện liệt sĩ trước mỗi "
            "buổi; hoa và cây do các gia đình tự ươm."
        ),
        place="Nghĩa trang, khu tưởng niệm liệt sĩ nơi {cho} nhận chăm sóc; nhân dân và đoàn viên.",
        forces="Chủ trì: {chu_tri}. Phối hợp: Đoàn Thanh niên, các trường học. Tham gia: hội viên và nhân dân {cho}.",
        resources="Cả năm {nam}; {cong} ngày công; cây, hương hoa {q} {tien} do nhân dân ủng hộ.",
        results="{buoi} buổi chăm sóc có danh sách; {cay} cây, hoa được trồng; {mo} phần mộ được lau dọn đều.",
        sustainability=(
            "Lịch luân phiên được gắn ngay tại nhà quản trang; thế hệ trẻ tiếp nối dưới sự hướng dẫn của cựu chiến binh."
        ),
        report=(
            "{buoi} buổi chăm sóc {mo} phần mộ đã được tổ chức với {cong} ngày công. {cay} cây, hoa đã được trồng từ "
            "nguồn ủng hộ {q} {tien}."
        ),
    ),
    dict(
        fits="RU",
        hosts="xQS xTN",
        nums=dict(dq=(24, 62, 1), phan=(98, 100, 1), ho_th=(22, 90, 1), viec=(4, 9, 1), tien=(12, 80, 1)),
        titles=(
            "Xây dựng lực lượng dân quân vững mạnh, gần dân tại {noi}",
            "Mỗi dân quân kết nghĩa với một gia đình tại {noi}",
            "Dân quân {noi} với phong trào “{viec} việc giúp dân”",
        ),
        deeds=["xây dựng lực lượng dân quân gần dân, giúp dân", "vận động dân quân kết nghĩa với các gia đình"],
        situation=(
            "Dân quân ở {cho} phần lớn vừa lao động vừa tham gia huấn luyện. Nếu được gia đình, nơi làm việc ủng hộ, "
            "anh em sẽ yên tâm và có điều kiện giúp dân nhiều hơn."
        ),
        aims=(
            "{phan}% dân quân tham gia huấn luyện đầy đủ; {dq} dân quân kết nghĩa với {ho_th} gia đình; thực hiện "
            "{viec} việc giúp dân."
        ),
        method=(
            "Gặp gỡ gia đình và chủ cơ sở sử dụng lao động để thống nhất lịch. Mỗi tổ dân quân đăng ký việc giúp dân "
            "theo quý; kết quả được nhân dân nhận xét vào sổ."
        ),
        place="Lực lượng dân quân và {ho_th} gia đình tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}, chi bộ các khu dân cư. Tham gia: {dq} dân quân.",
        resources="Cả năm {nam}; kinh phí động viên {q} {tien} từ ngân sách và xã hội hóa.",
        results="Sổ kết nghĩa {ho_th} gia đình; {viec} việc giúp dân có xác nhận; tỷ lệ tham gia huấn luyện {phan}%.",
        sustainability="Kết nghĩa được duy trì khi thay đổi quân số, việc giúp dân nằm trong kế hoạch hằng quý.",
        report=(
            "{dq} dân quân đã kết nghĩa với {ho_th} gia đình và hoàn thành {viec} việc giúp dân. {phan}% dân quân đã "
            "tham gia huấn luyện đầy đủ."
        ),
    ),
    dict(
        fits="RU",
        hosts="xPN PN",
        nums=dict(qua=(60, 420, 10), chuyen=(1, 4, 1), tien=(15, 110, 1), vien=(30, 120, 1), thu=(40, 220, 5)),
        titles=(
            "Phụ nữ {noi} hướng về biên giới, hải đảo",
            "“Tết hải đảo, ấm tình hậu phương” của phụ nữ {noi}",
            "Vận động hội viên {noi} gửi {qua} suất quà tới cán bộ, chiến sĩ",
        ),
        deeds=["vận động hội viên hướng về bộ đội nơi biên giới, hải đảo", "động viên, giúp đỡ gia đình bộ đội"],
        situation=(
            "Nhiều gia đình ở {cho} có con em công tác trong quân đội. Hội viên muốn gửi tình cảm tới cán bộ, chiến sĩ "
            "bằng những món quà thiết thực, tự làm."
        ),
        aims="Chuẩn bị {qua} suất quà, {thu} lá thư; tổ chức {chuyen} chuyến thăm; {vien} hội viên tham gia.",
        method=(
            "Hội viên gói bánh, đan khăn, ươm rau giống và viết thư theo nhóm. Danh sách quà và tiền ủng hộ công khai "
            "trong nhóm chi hội; mời gia đình có con em tại ngũ cùng đi thăm."
        ),
        place="{vien} hội viên và gia đình quân nhân tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {qs}, {mt}. Tham gia: {vien} hội viên.",
        resources="Quý IV năm {nam} và dịp Tết; {q} {tien} do hội viên, nhà hảo tâm ủng hộ.",
        results="{qua} suất quà có biên bản trao; {thu} lá thư; {chuyen} chuyến thăm có ảnh chụp.",
        sustainability="Hoạt động được tổ chức thường niên; nhóm viết thư giữ liên lạc với các đơn vị.",
        report=(
            "{vien} hội viên đã chuẩn bị {qua} suất quà và {thu} lá thư, tổ chức {chuyen} chuyến thăm với kinh phí {q} {tien}."
        ),
    ),
    dict(
        fits="RU",
        hosts="xQS CB xMT xCCB",
        nums=dict(
            viec=(6, 38, 1),
            hoc=(3, 16, 1),
            du=(0, 5, 1),
            tn=lambda n: n["viec"] + n["hoc"] + n["du"],
            buoi=(2, 5, 1),
        ),
        titles=(
            "Vận động doanh nghiệp, cơ sở sản xuất giúp quân nhân xuất ngũ {noi} có việc làm",
            "Đồng hành cùng quân nhân xuất ngũ học nghề, lập nghiệp tại {noi}",
            "Dân vận khéo kết nối việc làm cho {tn} quân nhân xuất ngũ {noi}",
        ),
        deeds=["kết nối việc làm, học nghề cho quân nhân xuất ngũ", "giúp quân nhân xuất ngũ lập nghiệp"],
        situation=(
            "Quân nhân xuất ngũ về {cho} có sức khỏe, kỷ luật tốt nhưng cần thông tin việc làm và học nghề. Các cơ sở "
            "trên địa bàn cũng cần lao động mà chưa có đầu mối kết nối."
        ),
        aims="Tư vấn cho {tn} quân nhân xuất ngũ; {viec} người có việc làm, {hoc} người học nghề trong năm {nam}.",
        method=(
            "Lập danh sách trước ngày xuất ngũ, gặp từng người để biết nguyện vọng. Tổ chức {buoi} buổi gặp gỡ với cơ "
            "sở sử dụng lao động; cựu chiến binh làm kinh tế giỏi nhận kèm nghề."
        ),
        place="{tn} quân nhân xuất ngũ tại {noi}.",
        forces=("Chủ trì: {chu_tri}. Phối hợp: trung tâm dịch vụ việc làm, {qs}. Tham gia: các cơ sở sản xuất, hội viên."),
        resources=("Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; thẻ học nghề theo quy định; địa điểm do {cho} bố trí."),
        results="Danh sách {tn} người được tư vấn; {viec} hợp đồng lao động; {hoc} giấy nhập học nghề.",
        sustainability="Nhóm kết nối họp mỗi đợt xuất ngũ; danh bạ cơ sở tuyển dụng được cập nhật hằng quý.",
        report=(
            "{tn} quân nhân xuất ngũ đã được tư vấn qua {buoi} buổi gặp gỡ; {viec} người đã có việc làm và {hoc} người "
            "đã học nghề."
        ),
    ),
    dict(
        fits="RU",
        hosts="TN xTN xCCB CCB",
        nums=dict(met=(300, 2200, 50), co=(40, 260, 2), ho_co=(40, 170, 1), tien=(8, 62, 1)),
        titles=(
            "Tuyến đường cờ Tổ quốc {met} m tại {noi}",
            "Vận động {ho_co} hộ dân {noi} treo cờ Tổ quốc đúng quy cách",
            "Cựu chiến binh, đoàn viên {noi} xây dựng tuyến đường rực rỡ cờ hoa",
        ),
        deeds=[
            "vận động nhân dân treo cờ Tổ quốc, xây dựng tuyến đường cờ",
            "ủng hộ kinh phí và vận động xây dựng tuyến đường cờ Tổ quốc",
        ],
        situation=(
            "Vào ngày lễ, việc treo cờ ở {cho} còn có hộ dùng cờ cũ, cán thấp cao khác nhau. Nhân dân muốn tuyến đường "
            "trang nghiêm, đẹp và thể hiện niềm tự hào dân tộc."
        ),
        aims="Lắp {co} trụ cờ trên {met} m đường; {ho_co}/{ho_co} hộ treo cờ đúng quy cách vào ngày lễ.",
        method=(
            "Thống nhất một mẫu trụ, ống cắm để các hộ tự lắp hoặc đoàn viên lắp giúp. Trước ngày lễ, loa của {cho} "
            "nhắc và đoàn viên kiểm tra, thay cờ cũ."
        ),
        place="{met} m đường với {ho_co} hộ tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {mt}, chi bộ. Tham gia: {ho_co} hộ dân, đoàn viên.",
        resources="Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; {q} {tien} do nhân dân ủng hộ.",
        results="{co} trụ cờ được lắp; danh sách {ho_co} hộ thực hiện; ảnh chụp ngày lễ.",
        sustainability="Mỗi hộ giữ gìn trụ cờ trước nhà; đoàn viên kiểm tra trước các ngày lễ lớn.",
        report=(
            "{co} trụ cờ trên {met} m đường đã hoàn thành, {ho_co} hộ đã treo cờ đúng quy cách. Kinh phí thực hiện {q} {tien}."
        ),
    ),
    dict(
        fits="ASPO",
        nums=dict(nguoi=(120, 900, 10), buoi=(2, 8, 1), thuoc=(60, 480, 10), cong=(30, 180, 5)),
        unit_titles=(
            "{don_vi} phối hợp tư vấn sức khỏe cho nhân dân {cho}",
            "“Ngày hội quân dân” của {don_vi} và nhân dân {cho}",
            "{don_vi} với phong trào chung sức xây dựng nền quốc phòng toàn dân tại {cho}",
        ),
        deeds=[
            "gắn kết quân dân, chăm lo sức khỏe nhân dân nơi đóng quân",
            "vận động đồng nghiệp tham gia các hoạt động quân dân",
        ],
        situation=(
            "{don_vi} gắn bó với nhân dân {cho}, song các hoạt động chung thường chỉ diễn ra vào ngày lễ. Người cao "
            "tuổi mong được tư vấn sức khỏe gần nhà, thanh niên mong có sân chơi."
        ),
        aims="Tổ chức {buoi} buổi hoạt động; {nguoi} lượt người được tư vấn sức khỏe; tặng {thuoc} túi thuốc gia đình.",
        method=(
            "Cùng {cho} chọn ngày phù hợp với công việc của nhân dân, mời bác sĩ tình nguyện. Xen giữa hoạt động y tế "
            "là văn nghệ, bóng chuyền và kể chuyện truyền thống."
        ),
        place="Nhân dân {cho}, {dia_ban}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: trạm y tế, chi bộ {cho}. Tham gia: cán bộ {don_vi} và nhân dân.",
        resources="{buoi} buổi trong năm {nam}; {cong} ngày công; thuốc từ nguồn xã hội hóa.",
        results="Danh sách {nguoi} lượt người; {thuoc} túi thuốc có ký nhận; kế hoạch, ảnh của {buoi} buổi.",
        sustainability="Hoạt động được đưa vào kế hoạch phối hợp hằng năm giữa đơn vị và {cho}.",
        report=(
            "{buoi} buổi hoạt động đã tư vấn sức khỏe cho {nguoi} lượt người và trao {thuoc} túi thuốc. Cán bộ đã góp "
            "{cong} ngày công."
        ),
    ),
    dict(
        fits="SPO",
        nums=dict(lop=(6, 18, 1), buoi=(3, 12, 1), luot=(240, 1800, 20), phan=(94, 100, 1)),
        unit_titles=(
            "{don_vi} đổi mới tuyên truyền, giáo dục quốc phòng",
            "“Em yêu biển, đảo quê hương” của {don_vi}, năm {nam}",
            "{don_vi} kết nghĩa, giao lưu với bộ đội và cựu chiến binh {cho}",
            "{don_vi} tổ chức {buoi} buổi tìm hiểu truyền thống Quân đội nhân dân Việt Nam",
        ),
        deeds=[
            "đổi mới cách tuyên truyền về quốc phòng, biển đảo",
            "vận động đồng nghiệp tham gia hậu phương quân đội",
        ],
        situation=(
            "Tuyên truyền về quốc phòng, biển đảo ở {don_vi} trước đây chủ yếu qua bài nói dài, khó nhớ. Cán bộ, người "
            "học thích hình thức sinh động, có sự tham gia của nhân chứng."
        ),
        aims="Tổ chức {buoi} buổi với {luot} lượt người; {phan}% người tham gia nắm được nội dung chính.",
        method=(
            "Mời cựu chiến binh {cho} và bộ đội kể chuyện, làm góc trưng bày, thi rung chuông vàng. Mỗi bộ phận tự "
            "chuẩn bị một phần, ban tổ chức chỉ góp ý."
        ),
        place="Cán bộ, người lao động, người học của {don_vi}; cựu chiến binh {cho}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: Hội Cựu chiến binh, {qs}. Tham gia: {lop} bộ phận, lớp.",
        resources="Cả năm {nam}; hội trường và thiết bị sẵn có; quà giải thưởng từ nguồn Công đoàn.",
        results="Kế hoạch và ảnh của {buoi} buổi; {luot} lượt người tham gia; kết quả khảo sát {phan}%.",
        sustainability="Góc trưng bày được giữ lâu dài; bộ câu hỏi được chia sẻ cho đơn vị bạn.",
        report=(
            "{buoi} buổi đã được tổ chức với {luot} lượt người tham gia, {phan}% nắm được nội dung chính. Góc trưng "
            "bày đã hoàn thành."
        ),
    ),
]
