"""Building the political system: cells, dialogue, one-stop service, digital groups, party members and households."""

THEMES = [
    dict(
        fits="RUSAPO",
        hosts="CB xDU",
        unit_host="Chi bộ",
        nums=dict(dv=(18, 64, 1), ky=(10, 12, 1), cd=(3, 6, 1), phan=(92, 99, 1), viec=(8, 30, 1)),
        titles=(
            "Đổi mới sinh hoạt chi bộ, gắn với việc dân cần tại {noi}",
            "Chi bộ “Bốn tốt”: {cd} kỳ sinh hoạt chuyên đề thiết thực tại {noi}",
            "Sinh hoạt chi bộ hướng về nhân dân {noi}, năm {nam}",
            "“Chi bộ hỏi, nhân dân đáp” tại {noi}",
        ),
        unit_titles=(
            "{don_vi} đổi mới sinh hoạt chi bộ theo hướng thiết thực, ngắn gọn",
            "“Sinh hoạt chi bộ không giấy” của {don_vi}, năm {nam}",
            "Chi bộ {don_vi} với {cd} chuyên đề làm theo gương Bác",
        ),
        deeds=["đổi mới sinh hoạt chi bộ, gắn với việc dân cần", "nâng chất lượng sinh hoạt chi bộ, gần dân, sát việc"],
        situation=[
            (
                "Chi bộ nơi thực hiện có {dv} đảng viên, sinh hoạt đều nhưng có kỳ còn nặng đọc văn bản, ít thảo luận. "
                "Đảng viên mong được bàn những việc cụ thể mà quần chúng quan tâm."
            ),
            (
                "Nội dung sinh hoạt chi bộ trước đây chủ yếu phổ biến văn bản, {dv} đảng viên ít có thời gian nêu ý "
                "kiến. Việc nêu trong nghị quyết chưa được gắn với tên người, thời hạn rõ ràng."
            ),
        ],
        aims=(
            "{ky} kỳ sinh hoạt trong năm, trong đó {cd} kỳ chuyên đề; {phan}% đảng viên dự đầy đủ; hoàn thành {viec} "
            "việc đã đăng ký với quần chúng."
        ),
        method=(
            "Gửi tài liệu trước ba ngày, thời gian sinh hoạt dành hai phần ba cho thảo luận. Mỗi kỳ chọn một việc cụ "
            "thể, giao người, giao hạn và báo lại ở kỳ sau; mời quần chúng góp ý định kỳ."
        ),
        place="{dv} đảng viên và quần chúng tại {cho}, {dia_ban}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}, các đoàn thể. Tham gia: {dv} đảng viên.",
        resources="Cả năm {nam}; sử dụng hội trường sẵn có; tài liệu gửi qua ứng dụng, không in.",
        results="Biên bản {ky} kỳ sinh hoạt; bảng theo dõi {viec} việc đã hoàn thành; tỷ lệ dự sinh hoạt {phan}%.",
        sustainability=(
            "Bảng theo dõi việc được dùng lâu dài và chuyển cho cấp ủy kế tiếp. Cách làm không tốn kinh phí, chi bộ "
            "nào cũng áp dụng được."
        ),
        report=(
            "Trong năm {nam} đã tổ chức {ky} kỳ sinh hoạt, có {cd} kỳ chuyên đề, tỷ lệ dự đạt {phan}%. {viec} việc đã "
            "đăng ký với quần chúng đã hoàn thành."
        ),
    ),
    dict(
        fits="RU",
        hosts="xDU xMT CB MT",
        nums=dict(cuoc=(3, 10, 1), luot=(240, 1500, 10), y_kien=(30, 190, 1), phan=(91, 100, 1), ngay=(7, 15, 1)),
        titles=(
            "Đối thoại giữa người đứng đầu cấp ủy, chính quyền với nhân dân {noi}",
            "“Ngày thứ Bảy nghe dân nói” tại {noi}",
            "Dân vận khéo trong tiếp dân, đối thoại tại {noi}",
            "{cuoc} cuộc đối thoại, {y_kien} ý kiến được trả lời tại {noi}",
        ),
        deeds=[
            "lắng nghe, đối thoại và trả lời ý kiến nhân dân",
            "nắm bắt tâm tư, phản ánh kịp thời ý kiến của nhân dân",
        ],
        situation=(
            "Nhân dân {cho} có nhiều ý kiến về đường sá, thủ tục, vệ sinh môi trường nhưng thường chỉ nêu ở kỳ tiếp "
            "xúc cử tri. Có việc nhỏ chờ lâu vì chưa rõ ai trả lời."
        ),
        aims=(
            "Tổ chức {cuoc} cuộc đối thoại với {luot} lượt người dự; {phan}% trong số {y_kien} ý kiến được trả lời "
            "trong {ngay} ngày."
        ),
        method=(
            "Thu ý kiến trước qua phiếu và nhóm Zalo, xếp theo nhóm việc. Tại buổi đối thoại, người có trách nhiệm trả "
            "lời trực tiếp, nêu rõ việc làm ngay, việc cần thời gian; kết quả được dán tại nhà văn hóa."
        ),
        place="Nhân dân {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}, {mt}. Tham gia: các ban, ngành và {luot} lượt người dân.",
        resources="Năm {nam}; tổ chức tại nhà văn hóa, vào tối hoặc thứ Bảy; chi phí nằm trong hoạt động thường xuyên.",
        results="Biên bản {cuoc} cuộc đối thoại; sổ {y_kien} ý kiến; bảng kết quả trả lời {phan}% đúng hẹn.",
        sustainability="Lịch đối thoại được công bố từ đầu năm, kết quả trả lời là một tiêu chí đánh giá cán bộ.",
        report=(
            "{cuoc} cuộc đối thoại đã có {luot} lượt người dự và {y_kien} ý kiến. {phan}% ý kiến đã được trả lời "
            "trong {ngay} ngày."
        ),
    ),
    dict(
        fits="RU",
        hosts="xVP xTN",
        nums=dict(hs=(1200, 9800, 50), som=(12, 48, 1), phan=(97, 100, 1), tai_nha=(12, 120, 1)),
        titles=(
            "{mot_cua} thân thiện, vì nhân dân phục vụ của {don_vi}",
            "“5 biết, 3 thể hiện, 4 không” trong giải quyết thủ tục của {don_vi}, năm {nam}",
            "Trả kết quả tại nhà cho người cao tuổi {noi}",
            "“Nụ cười công sở” tại {mot_cua} {don_vi}",
            "Ngày không chờ, không hẹn giúp nhân dân {noi} làm thủ tục",
        ),
        deeds=[
            "hướng dẫn nhân dân làm thủ tục hành chính tận tình",
            "giúp người cao tuổi làm thủ tục, nhận kết quả tại nhà",
        ],
        situation=(
            "Người dân {cho} đi làm trong giờ hành chính, có người phải đi lại nhiều lần vì thiếu giấy tờ. {mot_cua} "
            "cần cách phục vụ chủ động, dễ hiểu hơn."
        ),
        aims=(
            "{phan}% trong số {hs} hồ sơ đúng và trước hạn; giảm {som}% thời gian chờ; trả kết quả tại nhà cho "
            "{tai_nha} người cao tuổi, người khuyết tật."
        ),
        method=(
            "Viết lại hướng dẫn bằng lời đơn giản, có mã QR và mẫu điền sẵn. Công chức luân phiên trực sáng thứ Bảy; "
            "đoàn viên đón người dân từ cửa và giúp kiểm tra giấy tờ."
        ),
        place="Nhân dân {noi} đến làm thủ tục hành chính.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}, bưu điện, Đoàn Thanh niên. Tham gia: công chức {mot_cua}.",
        resources="Cả năm {nam}; máy tính, máy quét sẵn có; ngày công trực của đoàn viên, công chức.",
        results=(
            "Báo cáo {hs} hồ sơ, {phan}% đúng và trước hạn; sổ trả kết quả tại nhà {tai_nha} lượt; phiếu đo thời gian chờ."
        ),
        sustainability="Bộ hướng dẫn và lịch trực được ban hành thành quy chế; nơi khác chỉ cần đổi tên là dùng được.",
        report=(
            "{hs} hồ sơ đã được giải quyết, {phan}% đúng và trước hạn, thời gian chờ đã giảm {som}%. {tai_nha} lượt "
            "người cao tuổi, người khuyết tật đã được trả kết quả tại nhà."
        ),
    ),
    dict(
        fits="RU",
        since=2022,
        hosts="TDS TN xTN",
        nums=dict(tv=(5, 14, 1), nguoi=(160, 1200, 10), buoi=(8, 36, 1), phan=(82, 97, 1)),
        titles=(
            "Tổ công nghệ số cộng đồng “đi từng ngõ, gõ từng nhà” tại {noi}",
            "Mỗi nhà một người biết dùng dịch vụ số tại {noi}",
            "Tổ công nghệ số cộng đồng giúp {nguoi} người dân {noi}",
            "Lớp học điện thoại thông minh cho người cao tuổi {noi}",
        ),
        deeds=["hướng dẫn nhân dân dùng công nghệ số", "kiên trì giúp người cao tuổi dùng dịch vụ số"],
        situation=(
            "Nhiều gia đình ở {cho} có điện thoại thông minh nhưng mới dùng để gọi và xem tin. Dịch vụ số giúp tiết "
            "kiệm thời gian, song người lớn tuổi cần người hướng dẫn từng bước."
        ),
        aims=("{nguoi} người được hướng dẫn; {phan}% hộ có ít nhất một người biết dùng dịch vụ số; tổ chức {buoi} buổi."),
        method=(
            "Mỗi thành viên phụ trách một ngõ, hẹn giờ phù hợp với gia đình. Hướng dẫn bằng việc thật như đặt lịch "
            "khám, trả tiền điện; người đã biết dạy lại người bên cạnh."
        ),
        place="Nhân dân {noi}, ưu tiên người cao tuổi.",
        forces=("Chủ trì: {chu_tri}. Phối hợp: {ca}, doanh nghiệp viễn thông. Tham gia: {tv} thành viên tổ và đoàn viên."),
        resources="Cả năm {nam}; điện thoại cá nhân, wifi nhà văn hóa; không thu phí.",
        results="Danh sách {nguoi} người; lịch {buoi} buổi; kết quả khảo sát {phan}% hộ.",
        sustainability="Tổ có lịch trực chiều thứ Bảy tại nhà văn hóa; tài liệu chữ to được chia sẻ miễn phí.",
        report=(
            "{tv} thành viên tổ đã hướng dẫn {nguoi} người qua {buoi} buổi. Khảo sát cho thấy {phan}% hộ có người "
            "biết dùng dịch vụ số."
        ),
    ),
    dict(
        fits="RU",
        since=2021,
        hosts="xTN xVP TDS CB",
        nums=dict(hs=(240, 3600, 20), phan=(80, 98, 1), nguoi=(30, 160, 2), diem=(1, 5, 1)),
        titles=(
            "Vận động nhân dân {noi} nộp hồ sơ trực tuyến",
            "Điểm hỗ trợ dịch vụ công trực tuyến tại {noi}",
            "“Làm thủ tục không cần đi xa”: dịch vụ công trực tuyến tại {noi}",
            "Đảng viên, đoàn viên {noi} đi đầu dùng dịch vụ công trực tuyến",
        ),
        deeds=[
            "vận động nhân dân sử dụng dịch vụ công trực tuyến",
            "đi đầu nộp hồ sơ trực tuyến và giúp nhân dân cùng làm",
        ],
        situation=(
            "Hồ sơ trực tuyến của nhân dân {cho} phần nhiều vẫn do công chức làm hộ. Người dân lo sai sót, chưa quen "
            "chụp giấy tờ và trả phí qua mạng."
        ),
        aims="{hs} hồ sơ nộp trực tuyến; {phan}% do người dân tự nộp; {diem} điểm hỗ trợ tại khu dân cư.",
        method=(
            "Đảng viên, đoàn viên nộp hồ sơ trực tuyến trước và kể lại. Tại điểm hỗ trợ, người dân tự bấm, người hướng "
            "dẫn chỉ nói; những lỗi hay gặp được in thành tờ một trang."
        ),
        place="Nhân dân {noi}; {diem} điểm hỗ trợ.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {mot_cua}, {ca}. Tham gia: {nguoi} tình nguyện viên.",
        resources="Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; máy quét, máy tính do {don_vi} bố trí.",
        results="{hs} hồ sơ trực tuyến theo hệ thống; tỷ lệ tự nộp {phan}%; lịch trực {diem} điểm hỗ trợ.",
        sustainability="Điểm hỗ trợ gắn với giờ mở cửa nhà văn hóa; tờ hướng dẫn được cập nhật khi thủ tục thay đổi.",
        report=(
            "{hs} hồ sơ đã được nộp trực tuyến, {phan}% do người dân tự nộp. {diem} điểm hỗ trợ với {nguoi} tình "
            "nguyện viên đã hoạt động."
        ),
    ),
    dict(
        fits="RU",
        hosts="CB xDU",
        nums=dict(dv=(18, 62, 1), ho_pt=(40, 220, 2), lan=(4, 12, 1), viec=(20, 120, 2)),
        titles=(
            "Đảng viên phụ trách hộ gia đình tại {noi}",
            "Mỗi đảng viên gắn với một nhóm hộ {noi}",
            "{dv} đảng viên đồng hành cùng {ho_pt} hộ dân {noi}",
            "Dân vận khéo “Đảng viên gần dân, hiểu dân” tại {noi}",
        ),
        deeds=["phụ trách nhóm hộ, gần dân, hiểu dân", "đồng hành, tháo gỡ việc khó cùng các hộ dân"],
        situation=(
            "Đảng viên ở {cho} được phân công phụ trách hộ nhưng mới chủ yếu thăm vào dịp Tết. Nhân dân muốn có người "
            "quen để hỏi chủ trương, thủ tục và báo việc chưa hợp lý."
        ),
        aims=(
            "{dv} đảng viên phụ trách {ho_pt} hộ; mỗi hộ được gặp {lan} lần trong năm; {viec} việc được giải quyết "
            "hoặc trả lời."
        ),
        method=(
            "Công khai tên, số điện thoại của đảng viên phụ trách. Mỗi lần gặp ghi một dòng vào sổ: hộ cần gì, ai làm, "
            "bao giờ xong; việc vượt khả năng được chuyển lên chi bộ."
        ),
        place="{ho_pt} hộ dân tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}, các đoàn thể. Tham gia: {dv} đảng viên.",
        resources="Cả năm {nam}; thời gian của đảng viên, không phát sinh kinh phí.",
        results="Sổ phụ trách của {dv} đảng viên; {viec} việc có kết quả; phiếu góp ý của các hộ.",
        sustainability=("Sổ được bàn giao khi đảng viên chuyển sinh hoạt; danh sách phụ trách rà soát sáu tháng một lần."),
        report=(
            "{dv} đảng viên đã phụ trách {ho_pt} hộ, mỗi hộ được gặp {lan} lần. {viec} việc đã được giải quyết hoặc trả lời."
        ),
    ),
    dict(
        fits="RU",
        hosts="MT xMT CB",
        nums=dict(kt=(3, 14, 1), kn=(8, 60, 1), phan=(90, 100, 1), tv=(5, 11, 1), buoi=(2, 8, 1)),
        titles=(
            "Ban Giám sát đầu tư của cộng đồng vì công trình chất lượng tại {noi}",
            "Công khai để dân biết, dân giám sát tại {noi}",
            "Vận động nhân dân {noi} giám sát {kt} công trình, khoản đóng góp",
        ),
        deeds=[
            "vận động nhân dân giám sát công trình, khoản đóng góp",
            "công khai, minh bạch mọi việc để nhân dân giám sát",
        ],
        situation=(
            "Nhân dân {cho} quan tâm đến công trình và các khoản đóng góp, nhưng bảng công khai thường dài, khó hiểu. "
            "Ban Giám sát cần được tập huấn và có cách ghi nhận ý kiến."
        ),
        aims=(
            "Giám sát {kt} công trình, khoản đóng góp; {phan}% trong số {kn} kiến nghị được phản hồi; {buoi} buổi "
            "công khai trực tiếp."
        ),
        method=(
            "Rút gọn bảng thu, chi thành một trang có hình minh họa. Thành viên giám sát chụp ảnh từng bước, mời nhân "
            "dân đến xem vào chiều Chủ nhật; đơn vị thi công trả lời tại chỗ."
        ),
        place="{kt} công trình, khoản đóng góp tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}, các đoàn thể. Tham gia: {tv} thành viên và nhân dân.",
        resources="Cả năm {nam}; hỗ trợ hoạt động theo quy định; điện thoại cá nhân để chụp ảnh.",
        results="Nhật ký giám sát {kt} công trình, khoản đóng góp; sổ {kn} kiến nghị; biên bản {buoi} buổi công khai.",
        sustainability=("Mẫu bảng công khai một trang được dùng thường xuyên; thành viên mới được kèm trước khi nhận việc."),
        report=(
            "Ban Giám sát đã theo dõi {kt} công trình, khoản đóng góp và tổ chức {buoi} buổi công khai. {phan}% trong "
            "số {kn} kiến nghị đã được phản hồi."
        ),
    ),
    dict(
        fits="RU",
        hosts="PN CCB NCT TN xPN",
        nums=dict(moi=(12, 96, 1), phan=(80, 97, 1), clb=(2, 6, 1), buoi=(8, 12, 1)),
        titles=(
            "Thu hút {moi} hội viên mới bằng sinh hoạt thiết thực tại {noi}",
            "Chi hội chủ động, sinh hoạt theo sở thích tại {noi}",
            "Đổi mới sinh hoạt đoàn thể, gần hội viên tại {noi}",
        ),
        deeds=["đổi mới sinh hoạt đoàn thể, thu hút hội viên", "vận động nhân dân tham gia tổ chức đoàn thể"],
        situation=(
            "Hội viên ở {cho} nhiều người đi ca, làm xa, ít dự sinh hoạt vào giờ cố định. Nội dung giống nhau cho mọi "
            "lứa tuổi nên chưa thật hấp dẫn."
        ),
        aims="Thêm {moi} hội viên; {phan}% hội viên dự sinh hoạt; {clb} câu lạc bộ theo sở thích.",
        method=(
            "Chia nhóm theo lứa tuổi, nghề nghiệp, cho hội viên tự chọn giờ và chủ đề. Sinh hoạt có việc làm chung như "
            "nấu ăn, trồng hoa, học nghề; người vắng được gửi tóm tắt."
        ),
        place="Hội viên và nhân dân tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {mt}, chi bộ. Tham gia: hội viên.",
        resources="Cả năm {nam}; địa điểm tại nhà văn hóa và nhà hội viên; kinh phí từ hội phí.",
        results="Danh sách {moi} hội viên mới; {clb} câu lạc bộ; biên bản {buoi} buổi sinh hoạt; tỷ lệ dự {phan}%.",
        sustainability="Câu lạc bộ tự quản, mỗi quý hỏi lại nhu cầu; các chi hội khác có thể chọn chủ đề phù hợp.",
        report=(
            "{moi} hội viên mới đã tham gia, {clb} câu lạc bộ đã hoạt động qua {buoi} buổi. {phan}% hội viên đã dự sinh hoạt."
        ),
    ),
    dict(
        fits="RU",
        hosts="CB xDU xTN",
        nums=dict(ung=(3, 14, 1), kn=(2, 9, 1), lop=(1, 4, 1), gap=(6, 30, 1)),
        titles=(
            "Bồi dưỡng quần chúng ưu tú, tạo nguồn phát triển đảng viên tại {noi}",
            "Phát triển đảng viên trẻ từ phong trào của nhân dân {noi}",
            "Khéo tạo nguồn {ung} quần chúng ưu tú giới thiệu cho Đảng tại {noi}",
        ),
        deeds=["bồi dưỡng, giới thiệu quần chúng ưu tú cho Đảng", "dìu dắt thanh niên phấn đấu vào Đảng"],
        situation=(
            "Thanh niên {cho} nhiều người năng động nhưng đi làm xa, ít gắn với sinh hoạt nơi cư trú. Chi bộ cần nguồn "
            "kế cận và cách giao việc để quần chúng thử sức."
        ),
        aims=(
            "Tạo nguồn {ung} quần chúng ưu tú; đề nghị kết nạp {kn} đảng viên; giao mỗi người ít nhất một việc vì cộng đồng."
        ),
        method=(
            "Mỗi đảng viên kèm một quần chúng, giao việc vừa sức như phụ trách nhóm Zalo, đội tình nguyện. Gặp trao "
            "đổi hằng tháng, lắng nghe cả gia đình; linh hoạt thời gian học lớp nhận thức về Đảng."
        ),
        place="Đoàn viên, hội viên tiêu biểu tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: Đoàn Thanh niên, các đoàn thể. Tham gia: đảng viên được phân công.",
        resources="Cả năm {nam}; {lop} lớp nhận thức về Đảng; không phát sinh kinh phí.",
        results="Danh sách {ung} quần chúng ưu tú; {kn} hồ sơ đề nghị kết nạp; sổ {gap} lần gặp trao đổi.",
        sustainability="Danh sách nguồn được cập nhật mỗi quý; việc kèm cặp trở thành nền nếp của chi bộ.",
        report=(
            "{ung} quần chúng ưu tú đã được tạo nguồn, {kn} hồ sơ đề nghị kết nạp đã hoàn thành sau {gap} lần gặp trao đổi."
        ),
    ),
    dict(
        fits="RU",
        hosts="xMT CB MT NCT",
        nums=dict(uy=(3, 18, 1), y_kien=(14, 90, 2), phan=(90, 99, 1), gap=(2, 6, 1)),
        titles=(
            "Phát huy vai trò người có uy tín, già làng, trưởng họ {noi}",
            "{uy} người có uy tín, nòng cốt của khối đại đoàn kết tại {noi}",
            "Nói dân hiểu, làm dân tin: người có uy tín {noi}",
        ),
        deeds=[
            "phát huy vai trò người có uy tín trong cộng đồng",
            "nói dân hiểu, làm dân tin, xây dựng khối đại đoàn kết",
        ],
        situation=(
            "Ở {cho} có nhiều người được bà con tin cậy như trưởng họ, người cao tuổi, nhà giáo nghỉ hưu. Nếu được "
            "cung cấp thông tin kịp thời, tiếng nói của họ rất có sức thuyết phục."
        ),
        aims="Mời {uy} người có uy tín tham gia; thu nhận {y_kien} ý kiến; {phan}% hộ nắm được chủ trương mới.",
        method=(
            "Gặp mặt {gap} lần, gửi bản tóm tắt chủ trương bằng chữ to. Người có uy tín nói chuyện trong họ, trong "
            "xóm, rồi báo lại băn khoăn của bà con; cán bộ trả lời trong tuần."
        ),
        place="{ho} hộ dân tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}, Hội Người cao tuổi. Tham gia: {uy} người có uy tín.",
        resources="Cả năm {nam}; chế độ thăm hỏi theo quy định; tài liệu do {don_vi} cung cấp.",
        results="Danh sách {uy} người; sổ {y_kien} ý kiến và trả lời; biên bản {gap} buổi gặp mặt.",
        sustainability="Lịch gặp được giữ hằng quý; nhóm bổ sung người trẻ được bà con tin cậy.",
        report=(
            "{uy} người có uy tín đã tham gia qua {gap} buổi gặp mặt và chuyển {y_kien} ý kiến. {phan}% hộ đã nắm "
            "được chủ trương mới."
        ),
    ),
    dict(
        fits="RU",
        hosts="xDU xMT CB MT",
        nums=dict(hop=(3, 9, 1), phan=(91, 100, 1), y_kien=(20, 160, 2), ho_sx=(50, 220, 5)),
        titles=(
            "Vận động nhân dân {noi} cùng bàn, cùng quyết định việc chung",
            "Dân chủ ở cơ sở: nhân dân {noi} bàn và quyết định",
            "Thực hiện Quy chế dân chủ ở cơ sở {noi}, lấy ý kiến từng hộ",
        ),
        deeds=["vận động nhân dân thực hiện dân chủ ở cơ sở", "lấy ý kiến từng hộ, tạo đồng thuận trong việc chung"],
        situation=(
            "Các việc chung của {cho} như tên gọi, quy ước, mức đóng góp đều cần nhân dân bàn và quyết định. Họp đông "
            "người thường chỉ ít ý kiến, người đi ca không có mặt."
        ),
        aims="{ho_sx} hộ được lấy ý kiến; {phan}% tán thành phương án cuối; {y_kien} góp ý được tổng hợp và trả lời.",
        method=(
            "Phát phiếu tận nhà, gặp hộ đi ca vào buổi tối. Tổ chức {hop} cuộc họp nhóm nhỏ, mời người ý kiến khác "
            "ngồi cùng nhau; phương án được sửa hai lần trước khi biểu quyết."
        ),
        place="{ho_sx} hộ dân tại {noi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}, {mt}. Tham gia: các hộ dân.",
        resources="Từ tháng {thang_dau} đến tháng {thang_cuoi}/{nam}; chi phí in phiếu trong kinh phí thường xuyên.",
        results="{ho_sx} phiếu lấy ý kiến; biên bản {hop} cuộc họp; kết quả biểu quyết {phan}% tán thành.",
        sustainability="Cách họp nhóm nhỏ và sửa phương án được đưa vào quy chế làm việc của {cho}.",
        report=(
            "{ho_sx} hộ đã được lấy ý kiến qua {hop} cuộc họp nhóm, {y_kien} góp ý đã được trả lời. Phương án cuối "
            "được {phan}% tán thành."
        ),
    ),
    dict(
        fits="SAPO",
        nums=dict(hs=(120, 1600, 20), phan=(97, 100, 1), gop=(20, 120, 2), viec=(4, 9, 1)),
        unit_titles=(
            "Cán bộ {don_vi} trọng dân, gần dân, hiểu dân",
            "{don_vi} nâng cao văn hóa công sở, phục vụ nhân dân",
            "“Nụ cười công sở” của {don_vi}, năm {nam}",
            "{don_vi} với {viec} việc làm hài lòng nhân dân",
        ),
        deeds=["đổi mới tác phong phục vụ nhân dân", "tận tụy, thân thiện với nhân dân đến làm việc"],
        situation=(
            "Nhân dân đến {don_vi} làm việc mong được đón tiếp niềm nở, giải thích rõ và không phải đi lại. Sổ góp ý "
            "cho thấy còn vài khâu chờ lâu."
        ),
        aims=(
            "{viec} việc làm hài lòng được thực hiện; {phan}% trong số {gop} góp ý được trả lời; {hs} lượt người được phục vụ."
        ),
        method=(
            "Mỗi bộ phận chọn việc của mình, niêm yết tên người phụ trách. Cuối tuần đọc góp ý chung, sửa ngay điều có "
            "thể; cuối tháng hỏi lại người đã góp ý."
        ),
        place="Nhân dân đến làm việc tại {don_vi}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}, Công đoàn. Tham gia: toàn thể cán bộ.",
        resources="Cả năm {nam}; không phát sinh kinh phí, sử dụng bảng, ghế sẵn có.",
        results="Sổ {gop} góp ý có trả lời; danh mục {viec} việc; phiếu hài lòng {phan}%.",
        sustainability="Việc làm hài lòng được đưa vào tiêu chí thi đua hằng quý.",
        report=(
            "{viec} việc làm đã được thực hiện, {hs} lượt người đã được phục vụ. {phan}% trong số {gop} góp ý đã được trả lời."
        ),
    ),
    dict(
        fits="SAPO",
        nums=dict(viec=(4, 12, 1), buoi=(3, 8, 1), nguoi=(20, 96, 1), phan=(91, 99, 1)),
        unit_titles=(
            "{don_vi} kết nghĩa với {cho} xây dựng hệ thống chính trị cơ sở vững mạnh",
            "Đảng viên {don_vi} giữ mối liên hệ với nơi cư trú",
            "{don_vi} đối thoại giữa lãnh đạo với cán bộ, người lao động",
            "{don_vi} thực hiện dân chủ, công khai, năm {nam}",
        ),
        deeds=["giữ mối liên hệ với nhân dân nơi cư trú", "thực hiện dân chủ, lắng nghe đồng nghiệp"],
        situation=(
            "{don_vi} có {nguoi} cán bộ, ý kiến đóng góp thường gửi riêng hoặc để cuối năm. Việc kết nối với {cho} "
            "cũng cần hoạt động thường xuyên hơn."
        ),
        aims="{buoi} buổi đối thoại trong năm; {viec} việc chung với {cho}; {phan}% cán bộ hài lòng về việc trả lời.",
        method=(
            "Thu câu hỏi không ghi tên, trả lời công khai bằng văn bản trong bảy ngày. Với {cho}, cùng chi bộ chọn "
            "việc thiết thực và phân công người theo dõi."
        ),
        place="{nguoi} cán bộ của {don_vi} và nhân dân {cho}, {dia_ban}.",
        forces="Chủ trì: {chu_tri}. Phối hợp: {lanh_dao}, chi bộ {cho}. Tham gia: {nguoi} cán bộ.",
        resources="Cả năm {nam}; không phát sinh kinh phí ngoài hoạt động thường xuyên.",
        results="Biên bản {buoi} buổi đối thoại; danh mục {viec} việc chung; kết quả thăm dò {phan}%.",
        sustainability="Lịch đối thoại được ghi vào kế hoạch năm; biên bản kết nghĩa được ký ba năm.",
        report=(
            "{buoi} buổi đối thoại đã được tổ chức, {viec} việc chung với {cho} đã hoàn thành. {phan}% cán bộ hài "
            "lòng về việc trả lời."
        ),
    ),
]
