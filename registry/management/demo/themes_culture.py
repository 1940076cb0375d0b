"""Culture and society: light, flowers, waste, books, health, help for neighbours."""

THEMES = [
    dict(
        fits="RU",
        hosts="CB PN TN MT",
        nums=dict(met=(300, 2600, 50), bong=(12, 90, 1), tien=(22, 190, 2), ho_gop=(30, 160, 1), cong=(20, 96, 2)),
        titles=(
            "Thắp sáng đường quê: vận động nhân dân {noi} lắp {bong} bóng đèn chiếu sáng",
            "Tuyến đường sáng, xanh, sạch, đẹp tại {noi}",
            "Vận động {ho_gop} hộ dân {noi} góp kinh phí thắp sáng {met} m đường",
            "Công trình “Thắp sáng ngõ, xóm” tại {noi}",
        ),
        deeds=[
            "vận động nhân dân lắp điện chiếu sáng đường làng, ngõ phố",
            "ủng hộ và vận động xã hội hóa công trình thắp sáng",
        ],
        situation=(
            "Đoạn đường {met} m của {cho} chưa có đèn, nhân dân đi lại, tập thể dục buổi tối còn bất tiện. Các hộ sẵn "
            "sàng góp tiền, góp điện nếu có phương án công khai, chi phí hợp lý."
        ),
        aims=(
            "Lắp {bong} bóng đèn tiết kiệm điện trên {met} m đường; {ho_gop} hộ tham gia đóng góp; đèn sáng từ 18 giờ "
            "đến 23 giờ."
        ),
        method=[
            (
                "Họp các hộ dọc tuyến để thống nhất vị trí cột, loại bóng và cách trả tiền điện. Hộ có mặt tiền cho "
                "đấu nối nhờ, các hộ khác góp tiền vật tư; đoàn viên cùng thợ điện của {cho} lắp đặt vào cuối tuần."
            ),
            (
                "Công khai ba bảng báo giá để nhân dân chọn. Đảng viên ủng hộ những bóng đèn đầu tiên, con em xa quê "
                "được mời góp qua nhóm Zalo của {cho}."
            ),
        ],
        place="{met} m đường tại {noi} với {ho_gop} hộ dọc tuyến.",
        forces=("Chủ trì: {chu_tri}. Phối hợp: {mt}, điện lực khu vực. Tham gia: {ho_gop} hộ dân và thợ điện tình nguyện."),
        resources=(
            "Trong quý II và quý III năm {nam}; tổng kinh phí {q} {tien}, toàn bộ do nhân dân và con em xa quê ủng hộ; "
            "{cong} ngày công."
        ),
        results=(
            "{bong} bóng đèn sáng ổn định trên {met} m; danh sách {ho_gop} hộ đóng góp; biên bản nghiệm thu an toàn điện."
        ),
        sustainability=(
            "Tiền điện chia đều theo quý, một nhóm ba người phụ trách bật, tắt và thay bóng. Thiết kế đơn giản nên các "
            "ngõ khác có thể tự làm."
        ),
        report=(
            "{bong} bóng đèn đã thắp sáng {met} m đường. {ho_gop} hộ đã đóng góp {q} {tien} và {cong} ngày công; tổ "
            "quản lý đèn đã hoạt động đều."
        ),
    ),
    dict(
        fits="RU",
        hosts="PN xPN NCT CB",
        nums=dict(met=(200, 1900, 50), cay=(300, 4200, 50), ho_hoa=(24, 130, 1), tien=(8, 60, 1), nhom=(4, 12, 1)),
        titles=(
            "Con đường hoa {met} m tại {noi}",
            "Vận động hội viên {noi} biến bãi đất trống thành vườn hoa, trồng {cay} cây",
            "Dân vận khéo “Nhà có hoa, đường có sắc” tại {noi}",
            "Mỗi hộ một bồn hoa: {ho_hoa} hộ {noi} làm đẹp tuyến đường",
        ),
        deeds=[
            "vận động nhân dân trồng và chăm sóc đường hoa",
            "tự tay trồng hoa, nhặt cỏ và vận động các hộ cùng làm đẹp đường",
        ],
        situation=(
            "Lề đường {cho} cỏ mọc nhanh, có đoạn để vật liệu và rác. Các gia đình yêu thích hoa nhưng mỗi nhà trồng "
            "một kiểu, cây hay hỏng vì không có người chăm chung."
        ),
        aims="Trồng {cay} cây hoa trên {met} m đường; {ho_hoa} hộ nhận chăm sóc; tỷ lệ cây sống trên 85%.",
        method=(
            "Vận động từng hộ dọn phần lề trước nhà, sau đó cùng chọn loại hoa dễ trồng. {nhom} nhóm liên gia thi đua "
            "chăm đoạn của mình, cuối quý chấm điểm; cây giống được nhân từ vườn của hội viên."
        ),
        place="{met} m đường tại {noi}, {ho_hoa} hộ hai bên đường.",
        forces=(
            "Chủ trì: {chu_tri}. Phối hợp: Đoàn Thanh niên, Hội Cựu chiến binh. Tham gia: {ho_hoa} hộ chia thành {nhom} nhóm."
        ),
        resources=("Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; kinh phí {q} {tien} do các hộ góp; cây giống tự nhân."),
        results="{met} m đường hoa với {cay} cây; bảng phân công {nhom} nhóm; ảnh chụp hằng quý.",
        sustainability=(
            "Có lịch chăm sóc cố định vào sáng Chủ nhật; hạt giống được giữ lại cho vụ sau và chia cho các chi hội khác."
        ),
        report=(
            "{met} m đường hoa đã hoàn thành với {cay} cây, {ho_hoa} hộ đã nhận chăm sóc. {nhom} nhóm đã thực hiện đều "
            "lịch ngày Chủ nhật, chi phí {q} {tien}."
        ),
    ),
    dict(
        fits="RU",
        hosts="PN xPN MT xMT CB",
        nums=dict(ho_pl=(40, 180, 1), phan=(75, 96, 1), thung=(40, 300, 5), tan=(6, 42, 1), tien=(12, 90, 1)),
        titles=(
            "Vận động {ho_pl} hộ dân {noi} phân loại rác tại nhà, ủ phân hữu cơ",
            "Ngôi nhà thu gom phế liệu gây quỹ vì cộng đồng {noi}",
            "“Biến rác thành tiền” giúp quỹ khuyến học tại {noi}",
            "Dân vận khéo trong phân loại rác tại nguồn tại {noi}",
        ),
        deeds=["vận động nhân dân phân loại rác tại nguồn", "phân loại rác tại nhà và hướng dẫn các hộ làm theo"],
        situation=(
            "Rác sinh hoạt của {cho} được thu gom chung, chi phí vận chuyển tăng và nhiều thứ tái chế được vẫn bị bỏ "
            "đi. Người dân ngại phân loại vì chưa thấy rõ lợi ích và chưa có chỗ để."
        ),
        aims=(
            "{ho_pl} hộ phân loại rác, đạt {phan}% số hộ; cấp {thung} thùng phân loại; thu gom {tan} tấn rác tái chế trong năm."
        ),
        method=(
            "Cán bộ hội đến tận bếp hướng dẫn cách chia ba loại, để lại tờ hướng dẫn dán trên thùng. Mỗi tháng một lần "
            "thu phế liệu, công khai cân và số tiền; hộ làm tốt được nêu tên trong buổi họp."
        ),
        place="{ho_pl} hộ dân tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: đơn vị vệ sinh môi trường, {mt}. Tham gia: {ho_pl} hộ dân.",
        resources="Cả năm {nam}; {thung} thùng do xã hội hóa, trị giá {q} {tien}; nhà tập kết đặt cạnh nhà văn hóa.",
        results=("{phan}% hộ phân loại đúng qua kiểm tra ngẫu nhiên; {tan} tấn rác tái chế có phiếu cân; sổ quỹ công khai."),
        sustainability=(
            "Tiền bán phế liệu nuôi quỹ và bù chi phí thay thùng. Tờ hướng dẫn một trang được các nơi khác sử dụng."
        ),
        report=(
            "{phan}% số hộ được vận động đã phân loại đúng, {tan} tấn rác tái chế đã được thu gom, {thung} thùng đã "
            "được cấp. Tiền bán phế liệu đã được đưa vào quỹ chung."
        ),
    ),
    dict(
        fits="C",
        hosts="TN PN xTN xMT CCB",
        nums=dict(km=(1, 6, 1), tan=(5, 48, 1), luot=(240, 1900, 20), buoi=(8, 24, 1), tien=(10, 70, 1)),
        titles=(
            "Chủ nhật xanh: vận động nhân dân và du khách giữ sạch {km} km bờ biển {noi}",
            "Bãi biển không rác thải nhựa tại {noi}",
            "Dân vận khéo “Đổi rác lấy quà, giữ biển sạch” tại {noi}",
        ),
        deeds=["vận động nhân dân giữ sạch bờ biển", "nhặt rác, giữ sạch bờ biển và vận động du khách cùng làm"],
        situation=(
            "Bờ biển {cho} dài {km} km thường có rác trôi dạt sau mỗi đợt gió mùa và vào mùa du lịch. Lực lượng vệ "
            "sinh môi trường không thể làm hết, cần sự chung tay của nhân dân, cơ sở kinh doanh và du khách."
        ),
        aims="Làm sạch {km} km bờ biển mỗi tuần; thu gom {tan} tấn rác; huy động {luot} lượt người qua {buoi} buổi.",
        method=(
            "Chia bờ biển thành đoạn, giao cho từng đoàn thể và cơ sở kinh doanh. Mỗi sáng Chủ nhật ra quân một giờ; "
            "du khách nhặt rác được tặng quà lưu niệm do hội viên tự làm từ vỏ sò, vải vụn."
        ),
        place="{km} km bờ biển tại {noi}; nhân dân, cơ sở kinh doanh và du khách.",
        forces=("Chủ trì: {chu_tri}. Phối hợp: Đồn Biên phòng trên địa bàn, các cơ sở lưu trú. Tham gia: {luot} lượt người."),
        resources=("Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; bao, găng tay, quà tặng {q} {tien} từ xã hội hóa."),
        results="{buoi} buổi ra quân có danh sách; {tan} tấn rác có phiếu cân; bảng phân công từng đoạn bờ biển.",
        sustainability=(
            "Các cơ sở kinh doanh đã ký cam kết giữ đoạn bờ biển trước mặt. Hoạt động ít chi phí, có thể làm ở mọi bãi biển."
        ),
        report=(
            "{buoi} buổi ra quân đã thu hút {luot} lượt người, thu gom {tan} tấn rác trên {km} km bờ biển. Các cơ sở "
            "kinh doanh đã cùng giữ sạch đoạn trước mặt."
        ),
    ),
    dict(
        fits="RU",
        hosts="TN NCT MT xTN",
        nums=dict(sach=(400, 3600, 50), luot=(500, 5200, 50), buoi=(10, 40, 1), tien=(10, 85, 1)),
        titles=(
            "Tủ sách cộng đồng tại nhà văn hóa {noi}",
            "Vận động nhân dân {noi} góp {sach} cuốn sách xây dựng thư viện nhỏ",
            "“Góp một cuốn sách, đọc ngàn cuốn sách” tại {noi}",
        ),
        deeds=["vận động nhân dân góp sách, mở tủ sách cộng đồng", "mở tủ sách gia đình phục vụ cộng đồng"],
        situation=(
            "Nhà văn hóa {cho} thường chỉ mở khi có cuộc họp, thanh thiếu niên ít nơi đọc sách, sinh hoạt vào kỳ nghỉ "
            "hè. Nhiều gia đình có sách hay đã đọc xong và sẵn sàng chia sẻ."
        ),
        aims="Góp {sach} cuốn sách; mở cửa ba buổi mỗi tuần; đạt {luot} lượt đọc và mượn trong năm.",
        method=(
            "Vận động mỗi gia đình góp ít nhất một cuốn, đoàn viên phân loại và dán mã. Người cao tuổi luân phiên "
            "trông tủ sách; tổ chức {buoi} buổi kể chuyện theo sách vào tối thứ Sáu."
        ),
        place="Nhà văn hóa {noi}; nhân dân mọi lứa tuổi.",
        forces=("Chủ trì: {chu_tri}. Phối hợp: trường học, Thư viện tỉnh. Tham gia: các gia đình góp sách, người cao tuổi."),
        resources="Từ tháng {thang_dau}/{nam}; giá sách, bàn ghế {q} {tien} do nhân dân ủng hộ.",
        results="{sach} cuốn sách có danh mục; sổ mượn ghi {luot} lượt; {buoi} buổi kể chuyện theo sách.",
        sustainability=(
            "Sách được luân chuyển sáu tháng một lần với tủ sách nơi khác; lịch trực được duy trì bằng tình nguyện viên."
        ),
        report=(
            "Tủ sách đã có {sach} cuốn, phục vụ {luot} lượt đọc và mượn. {buoi} buổi kể chuyện theo sách đã được tổ "
            "chức vào tối thứ Sáu."
        ),
    ),
    dict(
        fits="RU",
        hosts="CB MT xMT",
        nums=dict(
            dat=(200, 1200, 20),
            tien_dan=(120, 620, 10),
            tien_nn=(300, 900, 50),
            tien=lambda n: n["tien_dan"] + n["tien_nn"],
            cong=(120, 540, 10),
            clb=(3, 7, 1),
        ),
        titles=(
            "Vận động nhân dân {noi} hiến đất, góp công xây dựng nhà văn hóa",
            "Nhân dân {noi} chung tay chỉnh trang nhà văn hóa và sân thể thao",
            "Nhà văn hóa của nhân dân, do nhân dân {noi} xây dựng và quản lý",
        ),
        deeds=[
            "vận động nhân dân xây dựng, phát huy nhà văn hóa",
            "hiến đất làm nhà văn hóa và vận động nhân dân góp công",
        ],
        situation=(
            "Nhà văn hóa {cho} được xây dựng từ lâu, chỗ ngồi chật, sân chưa đủ rộng cho hoạt động thể thao. Nhân dân "
            "mong có nơi sinh hoạt chung nhưng nguồn ngân sách chỉ bố trí được một phần."
        ),
        aims=(
            "Mở rộng khuôn viên thêm {dat} m²; hoàn thành nhà văn hóa với tổng kinh phí {tien}; thành lập {clb} câu "
            "lạc bộ hoạt động hằng tuần."
        ),
        method=(
            "Lấy ý kiến nhân dân về thiết kế bằng phiếu đến từng hộ. Các hộ góp tùy khả năng, có thể bằng ngày công "
            "hoặc vật liệu; bảng ghi công treo ngay tại công trình và cập nhật hằng tuần."
        ),
        place="Nhà văn hóa {noi}; {ho} hộ dân.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}. Tham gia: {ho} hộ dân, các đoàn thể, con em xa quê.",
        resources="Năm {nam}; nhân dân góp {tien_dan}, ngân sách hỗ trợ {tien_nn}; {cong} ngày công.",
        results=(
            "Nhà văn hóa được nghiệm thu; {dat} m² đất mở rộng; {clb} câu lạc bộ có lịch sinh hoạt; bảng công khai thu, chi."
        ),
        sustainability="Quy chế sử dụng do nhân dân thông qua; các câu lạc bộ tự quản và đóng góp tiền điện, nước.",
        report=(
            "Nhà văn hóa đã hoàn thành với tổng kinh phí {q} {tien}, trong đó nhân dân góp {tien_dan} và {cong} ngày "
            "công. Khuôn viên đã mở rộng thêm {dat} m², {clb} câu lạc bộ đã hoạt động."
        ),
    ),
    dict(
        fits="RUSAPO",
        hosts="xMT xTN MT TN",
        nums=dict(don=(45, 260, 1), them=(8, 60, 1), nguoi=lambda n: n["don"] + n["them"], dot=(2, 3, 1), tien=(6, 40, 1)),
        titles=(
            "Giọt máu nghĩa tình: vận động nhân dân {noi} hiến máu tình nguyện",
            "Câu lạc bộ hiến máu tình nguyện tại {noi}",
            "Dân vận khéo đưa hiến máu thành nét đẹp của nhân dân {noi}",
        ),
        unit_titles=(
            "{don_vi} cùng nhân dân {cho} hiến máu tình nguyện",
            "Câu lạc bộ hiến máu tình nguyện của {don_vi}",
            "“Giọt hồng tri ân” năm {nam} của {don_vi}",
        ),
        deeds=[
            "vận động người thân, đồng nghiệp, bạn bè hiến máu tình nguyện",
            "vận động nhân dân tham gia hiến máu tình nguyện",
        ],
        situation=(
            "Nhu cầu máu cho cấp cứu, điều trị luôn cao vào dịp hè và Tết. Nhiều người ở {cho} đủ sức khỏe nhưng còn e "
            "ngại vì chưa hiểu rõ quy trình hiến máu an toàn."
        ),
        aims=(
            "Vận động {nguoi} người đăng ký, thu được ít nhất {don} đơn vị máu qua {dot} đợt; thành lập danh sách hiến "
            "máu dự bị."
        ),
        method=(
            "Người đã hiến máu nhiều lần kể chuyện của mình tại các buổi sinh hoạt, giải đáp băn khoăn về sức khỏe. Tư "
            "vấn viên gọi điện nhắc lịch, bố trí xe đưa đón và chăm sóc sau hiến máu."
        ),
        place="Người từ 18 tuổi đủ sức khỏe tại {cho}, {dia_ban}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: Hội Chữ thập đỏ, trạm y tế. Tham gia: {nguoi} người đăng ký.",
        resources="{dot} đợt trong năm {nam}; kinh phí bồi dưỡng, nước uống {q} {tien} từ xã hội hóa.",
        results=(
            "{don} đơn vị máu theo giấy chứng nhận; danh sách {nguoi} người đăng ký; danh sách hiến máu dự bị có số điện thoại."
        ),
        sustainability="Danh sách dự bị được cập nhật hằng quý; người hiến máu tiếp tục là tuyên truyền viên.",
        report=(
            "{dot} đợt hiến máu đã được tổ chức với {nguoi} người đăng ký, thu được {don} đơn vị máu. Danh sách hiến "
            "máu dự bị đã được lập."
        ),
    ),
    dict(
        fits="RUAPO",
        hosts="xMT MT CCB xPN CB",
        nums=dict(
            nha=(2, 9, 1),
            moi=(18, 46, 2),
            tien=lambda n: n["nha"] * n["moi"],
            cong=lambda n: n["nha"] * n["moi"] // 20 * 10 + 10,
        ),
        titles=(
            "Chung tay sửa chữa nhà ở cho gia đình người có công, người cao tuổi neo đơn tại {noi}",
            "Mái ấm tình làng: nhân dân {noi} góp {cong} ngày công sửa {nha} ngôi nhà",
            "Khéo vận động cộng đồng {noi} sửa nhà giúp hội viên",
        ),
        unit_titles=(
            "{don_vi} góp công sửa chữa nhà ở giúp người cao tuổi {cho}",
            "Mái ấm nghĩa tình của {don_vi} dành cho nhân dân {cho}",
            "{don_vi} vận động góp {cong} ngày công sửa {nha} ngôi nhà tại {cho}",
        ),
        deeds=[
            "vận động cộng đồng góp công sửa nhà giúp người cao tuổi neo đơn",
            "góp công, góp vật liệu sửa nhà giúp gia đình neo đơn",
        ],
        situation=(
            "Một số người cao tuổi, gia đình người có công tại {cho} cần sửa mái, nền nhà nhưng thiếu người đứng ra lo "
            "liệu. Trong cộng đồng có nhiều thợ xây, thợ mộc sẵn sàng góp công."
        ),
        aims="Sửa chữa {nha} ngôi nhà; huy động {cong} ngày công và {tien} vật liệu.",
        method=(
            "Cùng các gia đình xem nhà, lập danh mục việc cần làm và dự toán tối giản. Vận động cửa hàng vật liệu bán "
            "giá gốc, thợ góp ngày công cuối tuần; gia đình được giúp cũng góp sức theo khả năng."
        ),
        place="{nha} gia đình tại {cho}, {dia_ban}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {mt}, đoàn thể, nhà hảo tâm. Tham gia: thợ xây, thợ mộc và hàng xóm.",
        resources=("Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; vật liệu {q} {tien}; {cong} ngày công tình nguyện."),
        results="{nha} ngôi nhà được sửa, có biên bản bàn giao; bảng kê vật liệu và {cong} ngày công.",
        sustainability=(
            "Nhóm thợ tình nguyện được duy trì, mỗi quý xem lại các ngôi nhà. Danh mục việc tối giản giúp nơi khác làm theo."
        ),
        report=(
            "{nha} ngôi nhà đã được sửa và bàn giao trong tháng "
            "{thang_cuoi}/{nam}. Cộng đồng đã góp {cong} ngày công và {q} {tien} vật liệu."
        ),
    ),
    dict(
        fits="R",
        hosts="PN xPN CB MT",
        nums=dict(ct=(12, 74, 1), tien=(60, 460, 10), cong=(60, 300, 10), phan=(96, 100, 1)),
        titles=(
            "Vận động nhân dân {noi} xây dựng {ct} công trình nhà tắm, nhà vệ sinh hợp vệ sinh",
            "Phụ nữ {noi} với ba công trình sạch: bếp, nước, nhà vệ sinh",
            "Dân vận khéo trong xây dựng công trình vệ sinh hộ gia đình tại {noi}",
        ),
        deeds=[
            "vận động các hộ xây dựng công trình vệ sinh",
            "làm công trình vệ sinh trước và vận động bà con cùng làm",
        ],
        situation=(
            "Một số hộ ở {cho} vẫn dùng công trình vệ sinh tạm, nước sinh hoạt chưa có bể lọc. Bà con biết lợi ích "
            "nhưng ngại chi phí và chưa có thợ quen làm."
        ),
        aims="{ct} hộ xây dựng công trình hợp vệ sinh; nâng tỷ lệ của {cho} lên {phan}%.",
        method=(
            "Chọn mẫu thiết kế gọn, tính chi phí chi tiết, mời các hộ xem công trình làm mẫu. Lập nhóm đổi công năm "
            "hộ, cùng mua vật liệu để có giá tốt; hội viên được giới thiệu vốn vay nước sạch."
        ),
        place="{ct} hộ tại {noi}.",
        forces=("Chủ trì: {chu_tri}. Phối hợp: trạm y tế, Ngân hàng Chính sách xã hội. Tham gia: {ct} hộ và thợ xây tại chỗ."),
        resources=("Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; vốn vay và vốn tự có {q} {tien}; {cong} ngày công đổi."),
        results="{ct} công trình được nghiệm thu theo mẫu của trạm y tế; tỷ lệ hộ có công trình hợp vệ sinh {phan}%.",
        sustainability=(
            "Các hộ tự bảo quản, trạm y tế kiểm tra mỗi năm một lần. Nhóm đổi công và bản thiết kế mẫu dùng được cho thôn khác."
        ),
        report=(
            "{ct} công trình đã hoàn thành, tỷ lệ hộ có công trình hợp vệ sinh đạt {phan}%. Các nhóm đã đổi {cong} "
            "ngày công, tổng vốn {q} {tien}."
        ),
    ),
    dict(
        fits="RU",
        hosts="MT CB NCT",
        nums=dict(tien=(18, 130, 1), suat=(20, 110, 1), ho_hh=(30, 150, 1), phan=(88, 99, 1)),
        titles=(
            "Vận động các gia đình {noi} xây dựng quỹ khuyến học, khu dân cư học tập",
            "Dân vận khéo “Gia đình học tập, dòng họ khuyến học” tại {noi}",
            "Góc học tập sáng đèn từ 19 giờ đến 21 giờ tại {noi}",
        ),
        deeds=[
            "vận động các gia đình, dòng họ khuyến học",
            "xây dựng quỹ khuyến học và động viên các gia đình cùng tham gia",
        ],
        situation=(
            "Các dòng họ ở {cho} có truyền thống hiếu học nhưng quỹ khuyến học còn nhỏ, mỗi dòng họ làm một cách. Buổi "
            "tối vẫn còn gia đình mở nhạc lớn trong giờ học bài."
        ),
        aims="Quỹ khuyến học đạt {tien}; trao {suat} suất động viên; {phan}% gia đình thực hiện giờ học yên tĩnh.",
        method=(
            "Mời trưởng các dòng họ cùng bàn một quy ước chung, ghi nhận đóng góp dù lớn hay nhỏ. Loa của {cho} nhắc "
            "giờ học; người cao tuổi đến thăm, động viên những gia đình có góc học tập mới."
        ),
        place="{ho_hh} gia đình có con đang đi học tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: Hội Khuyến học, các trường học. Tham gia: dòng họ và {ho_hh} gia đình.",
        resources="Năm học {nam} – {nam_sau}; quỹ {q} {tien} do dòng họ, con em thành đạt và nhân dân ủng hộ.",
        results=("Sổ quỹ {tien}; {suat} suất động viên có danh sách ký nhận; quy ước giờ học được {phan}% gia đình thực hiện."),
        sustainability=("Quỹ được bổ sung vào dịp Tết và lễ giỗ tổ các dòng họ. Quy ước ngắn gọn, dễ áp dụng cho nơi khác."),
        report=(
            "Quỹ khuyến học đã đạt {q} {tien} và trao {suat} suất động viên. {phan}% gia đình đã thực hiện giờ học yên tĩnh."
        ),
    ),
    dict(
        fits="RU",
        hosts="NCT PN MT TN",
        nums=dict(nguoi=(40, 240, 5), buoi=(3, 6, 1), dung_cu=(4, 14, 1), tien=(20, 140, 1)),
        titles=(
            "Vận động nhân dân {noi} tập thể dục, sống khỏe mỗi ngày",
            "Câu lạc bộ dưỡng sinh, dân vũ tại {noi}",
            "Sân tập cộng đồng {noi}: {nguoi} người luyện tập thường xuyên",
        ),
        deeds=[
            "vận động nhân dân rèn luyện thể thao, sống khỏe",
            "mở lớp dưỡng sinh miễn phí và vận động nhân dân tham gia",
        ],
        situation=(
            "Nhiều người ở {cho} muốn tập luyện nhưng chưa có nơi tập và người hướng dẫn. Sân nhà văn hóa còn trống "
            "vào sáng sớm và chiều tối."
        ),
        aims="{nguoi} người tập ít nhất {buoi} buổi mỗi tuần; lắp {dung_cu} dụng cụ tập ngoài trời.",
        method=(
            "Bắt đầu từ một nhóm nhỏ người cao tuổi, mời thêm mỗi người một bạn tập. Vận động các gia đình, doanh "
            "nghiệp góp dụng cụ; hướng dẫn viên là hội viên đã qua lớp tập huấn."
        ),
        place="Sân nhà văn hóa {noi}; người dân mọi lứa tuổi, trước hết là người cao tuổi.",
        forces="Chủ trì: {chu_tri}. Phối hợp: trạm y tế, cán bộ văn hóa. Tham gia: {nguoi} người dân.",
        resources="Cả năm {nam}; dụng cụ {q} {tien} do xã hội hóa; hướng dẫn viên tình nguyện.",
        results="Danh sách {nguoi} người tập; {dung_cu} dụng cụ được lắp và kiểm tra an toàn; sổ theo dõi buổi tập.",
        sustainability="Câu lạc bộ có quy chế và quỹ nhỏ để bảo dưỡng dụng cụ; hướng dẫn viên kèm người kế tiếp.",
        report=(
            "{nguoi} người đã tập đều {buoi} buổi mỗi tuần, {dung_cu} dụng cụ đã được lắp. Trạm y tế đã kiểm tra sức "
            "khỏe cho hội viên hai lần trong năm."
        ),
    ),
    dict(
        fits="RU",
        hosts="MT CB NCT xMT",
        nums=dict(dam=(8, 46, 1), phan=(92, 100, 1), gio=(22, 23, 1), hop=(3, 7, 1)),
        titles=(
            "Vận động nhân dân {noi} thực hiện nếp sống văn minh trong việc cưới, việc tang",
            "Việc cưới vui tươi, việc tang trang nghiêm, tiết kiệm tại {noi}",
            "Dân vận khéo thực hiện quy ước khu dân cư tại {noi}",
        ),
        deeds=[
            "vận động nhân dân thực hiện nếp sống văn minh trong việc cưới, việc tang",
            "tổ chức việc cưới của gia đình tiết kiệm, làm gương cho nhân dân",
        ],
        situation=(
            "Việc cưới, việc tang ở {cho} vẫn có gia đình tổ chức dài ngày, tốn kém. Quy ước đã có nhưng viết chung "
            "chung, người dân khó nhớ, khó làm theo."
        ),
        aims=("{phan}% đám cưới, đám tang thực hiện đúng quy ước; không mở loa đài sau {gio} giờ; sửa quy ước còn một trang."),
        method=(
            "Tổ chức {hop} buổi họp để nhân dân tự sửa quy ước bằng lời lẽ dễ hiểu. Khi gia đình có việc, đại diện chi "
            "bộ và Mặt trận đến chia sẻ, cùng bàn cách tổ chức; gia đình đảng viên làm trước."
        ),
        place="{ho} hộ dân tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {mt}, người cao tuổi có uy tín. Tham gia: {ho} hộ dân.",
        resources="Cả năm {nam}; kinh phí in quy ước do quỹ {cho} chi; không huy động thêm.",
        results="Quy ước mới được thông qua; sổ theo dõi {dam} đám cưới, đám tang; tỷ lệ thực hiện đúng {phan}%.",
        sustainability=("Quy ước được đọc lại vào ngày hội Đại đoàn kết hằng năm. Mẫu quy ước một trang đã được chia sẻ."),
        report=(
            "Quy ước mới đã được thông qua sau {hop} buổi họp. Trong năm {nam}, {phan}% trong số {dam} đám cưới, đám "
            "tang đã thực hiện đúng quy ước."
        ),
    ),
    dict(
        fits="S",
        nums=dict(lop=(8, 26, 1), kg=(300, 2600, 50), cay=(60, 520, 10), phan=(90, 99, 1), tien=(8, 50, 1)),
        unit_titles=(
            "“Trường học xanh, lớp học hạnh phúc” của {don_vi}",
            "{don_vi} vận động phụ huynh xây dựng trường học xanh, không rác thải nhựa",
            "“Kế hoạch nhỏ, việc tử tế” của {don_vi}, năm học {nam} – {nam_sau}",
            "{don_vi} khéo vận động phụ huynh {cho} đồng hành cùng nhà trường",
            "{don_vi}: {lop} lớp học thu gom {kg} kg giấy, vỏ chai gây quỹ",
        ),
        deeds=[
            "vận động phụ huynh, giáo viên xây dựng trường học xanh",
            "đổi mới cách phối hợp giữa nhà trường và gia đình",
        ],
        situation=(
            "{don_vi} có {lop} lớp, khuôn viên cần thêm bóng mát và việc phân loại rác chưa thành nếp. Phụ huynh sẵn "
            "sàng góp sức nếu nhà trường có cách phối hợp thiết thực, không đặt nặng đóng góp bằng tiền."
        ),
        aims=(
            "{lop} lớp phân loại rác, thu {kg} kg giấy và vỏ chai; trồng {cay} cây; {phan}% phụ huynh hài lòng về sự phối hợp."
        ),
        method=(
            "Mỗi lớp cùng phụ huynh chọn một góc sân để chăm sóc. Thứ Sáu hằng tuần thu giấy, vỏ chai; hằng tháng nhà "
            "trường gặp đại diện phụ huynh, trả lời ý kiến bằng bảng tin công khai."
        ),
        place="{lop} lớp của {don_vi}, phụ huynh tại {cho} và các khu dân cư lân cận.",
        forces=("Chủ trì: {chu_tri}. Phối hợp: Ban đại diện cha mẹ học sinh, {mt}. Tham gia: giáo viên, học sinh, phụ huynh."),
        resources="Năm học {nam} – {nam_sau}; cây và chậu trị giá {q} {tien} do phụ huynh tự nguyện tặng.",
        results="{kg} kg giấy, vỏ chai có sổ cân; {cay} cây được trồng; phiếu hỏi ý kiến đạt {phan}% hài lòng.",
        sustainability=(
            "Các góc xanh được bàn giao cho lớp sau; lịch gặp phụ huynh cố định. Mọi trường học đều có thể làm theo."
        ),
        report=(
            "{lop} lớp đã thu {kg} kg giấy, vỏ chai và trồng {cay} cây. Phiếu hỏi ý kiến cho thấy {phan}% phụ huynh hài lòng."
        ),
    ),
    dict(
        fits="SAPO",
        nums=dict(suat=(20, 150, 5), tien=(12, 96, 1), dot=(2, 6, 1), nguoi=(30, 120, 2)),
        unit_titles=(
            "{don_vi} với chương trình “Nồi cháo nghĩa tình” dành cho nhân dân {cho}",
            "Tủ quần áo, sách vở sẻ chia của {don_vi} tại {cho}",
            "“Tết sum vầy” {nam}: {don_vi} vận động {suat} suất quà tặng nhân dân {cho}",
            "{don_vi} chung tay vì cộng đồng {cho}",
        ),
        deeds=[
            "vận động đồng nghiệp chia sẻ với người cao tuổi, người ốm",
            "làm công tác xã hội, kết nối sẻ chia với cộng đồng",
        ],
        situation=(
            "Trên {dia_ban} có người cao tuổi sống một mình, người ốm dài ngày cần sự quan tâm. Cán bộ của {don_vi} "
            "muốn giúp đỡ thường xuyên thay vì chỉ vào dịp lễ, Tết."
        ),
        aims="Trao {suat} suất quà qua {dot} đợt; vận động {tien}; {nguoi} cán bộ tham gia trực tiếp.",
        method=(
            "Khảo sát cùng chi bộ {cho} để giúp đúng việc cần. Mỗi tổ nhận một đợt, tự chuẩn bị và đến tận nhà trò "
            "chuyện; không chụp ảnh người nhận khi chưa được đồng ý."
        ),
        place="Người cao tuổi, người ốm tại {cho}, {dia_ban}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: chi bộ, Ban Công tác Mặt trận {cho}. Tham gia: {nguoi} cán bộ.",
        resources="Cả năm {nam}; {q} {tien} do cán bộ và nhà hảo tâm đóng góp.",
        results="{suat} suất quà có danh sách ký nhận; {dot} đợt thăm hỏi; sổ thu, chi công khai.",
        sustainability=(
            "Quỹ được góp đều hằng tháng nên chủ động. Cách khảo sát trước, giúp sau có thể áp dụng cho đơn vị khác."
        ),
        report=(
            "{dot} đợt thăm hỏi đã trao {suat} suất quà với {q} {tien}. {nguoi} cán bộ đã trực tiếp đến thăm các gia đình."
        ),
    ),
]
