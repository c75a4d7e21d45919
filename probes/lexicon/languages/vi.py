"""Vietnamese."""

from probes.lexicon.words import Words

WORDS = Words(
    code="vi",
    slot="lịch trống, chỗ trống, khung giờ, suất, giờ trống, lịch hẹn trống, ca trống, khung giờ trống, ngày trống,"
    " slot, suất hẹn",
    visit="lịch hẹn, cuộc hẹn, lịch khám, giờ hẹn, ngày, giờ, chỗ, lượt hẹn, lượt, buổi hẹn, khung giờ, ca",
    many="suất, chỗ, khung giờ, lịch hẹn, lượt",
    vague="lịch hẹn, cuộc hẹn, lịch khám, giờ hẹn, ngày, giờ, buổi hẹn, ca",
    none="không có, không còn, không tìm thấy, hết, chưa có, không tìm được, chẳng còn, đã hết, hết sạch, chẳng có,"
    " không có bất kỳ, không có sẵn, không hiển thị, không còn bất kỳ",
    pair="ngày khác, giờ khác, không có vấn đề, không có gì, hết hạn, trước hết, nhiều hơn, thêm thông tin, sớm hơn,"
    " giờ làm việc, ngày làm việc",
    free="trống, còn, khả dụng, có sẵn, sẵn có, còn chỗ, để đặt, đặt được, rảnh, nhận đặt",
    found="tìm thấy, phù hợp, tìm được, tìm kiếm, tiêu chí, kết quả",
    more="không còn, nữa, hết, đã hết, bất kỳ, thêm",
    unable="không thể cung cấp, không thể đưa ra, không thể sắp xếp",
    able="không thể, chúng tôi có thể",
    regret="rất tiếc, xin lỗi, tiếc, thành thật xin lỗi",
    all="tất cả, mọi, toàn bộ",
    taken="đã được đặt, đã đầy, kín, đã hết, đã kín, kín chỗ, được đặt, đặt hết, đặt kín, đầy, hết, đã có người đặt,"
    " đã được đặt hết",
    gone="đã kín, hết chỗ, kín lịch, đã hết chỗ, đã đầy, kín hết, đầy chỗ, hết suất, kín chỗ, hết slot,"
    " đã được đặt hết, đã đặt kín, kín lịch hẹn, đã kín lịch",
    full="hết chỗ, kín lịch, đã kín, đã đầy, hết suất",
    office="trung tâm, phòng khám, lịch, văn phòng, cơ quan, chi nhánh, đại sứ quán, lãnh sự quán, bác sĩ, chúng tôi,"
    " bệnh viện, khung giờ",
    service="dịch vụ, nhà cung cấp",
    booking="đặt chỗ, đặt lịch",
    unfree="không còn trống, không khả dụng, đã có người đặt, không còn khả dụng",
    one="này, đã chọn, bạn chọn, của bạn",
    day="ngày, hôm nay, ngày mai",
    week="tuần",
    month="tháng",
    period="khoảng thời gian, giai đoạn",
    now="hiện tại, hiện nay, lúc này, hiện",
    if_="nếu, khi, trong trường hợp",
    owner="bạn không có, của tôi, bạn chưa có, của bạn",
    need="cần, bắt buộc, miễn phí, phí",
    channel="điện thoại, chủ nhật, ngày lễ",
    waiting="danh sách chờ",
    hedge="thường, đôi khi, có thể, đã từng, theo, gần như, hầu hết, một số, hầu như, tự động",
    legend="màu, đỏ, xanh, xám",
    loading="đang tải, đang tìm",
    limit="mỗi, tối đa, sẽ",
    also="vui lòng, chọn, khác, cho, và, hoặc, sau, thử, lại, xin lỗi, rất tiếc, các, được, đã, trong, này, tại, đang,"
    " tất cả, ở",
)
