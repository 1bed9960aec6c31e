"""What customers of the chain say: made up, like all of the chain."""

from quen.surveys.scales import Band

_Said = tuple[tuple[str, tuple[str, ...]], ...]

LOW: _Said = (
    ("Chờ lâu quá, gần 20 phút mới có ly cà phê", ("wait",)),
    ("Nhân viên nói trống không, hỏi gì cũng khó chịu", ("staff",)),
    ("Cà phê hôm nay nhạt, không giống mọi lần", ("quality",)),
    ("Giá tăng mà ly nhỏ đi", ("price",)),
    ("Bàn dơ, gọi mãi không ai lau", ("clean", "staff")),
    ("Giao thiếu một món, gọi lại không ai nghe", ("delivery",)),
    ("Gạo bị mọt, mở bao ra mới thấy", ("quality",)),
    ("Tính tiền nhầm, phải chờ in lại hóa đơn", ("staff", "wait")),
    ("Đông mà có một quầy mở", ("wait",)),
    ("Đổ đá vào trà đào dù tôi đã dặn không đá", ("staff",)),
    ("Trà đào bị chua, chắc để lâu", ("quality",)),
    ("The waiting time was too long at noon", ("wait",)),
    ("", ("wait",)),
    ("", ("price",)),
    ("", ("quality", "price")),
)
MIDDLE: _Said = (
    ("Cũng được, nhưng giá hơi cao", ("price",)),
    ("Nước ngon, chỗ ngồi hơi chật", ("clean",)),
    ("Thêm người lúc trưa thì tốt", ("wait",)),
    ("Bình thường", ()),
    ("Nên có thêm món ít đường", ("quality",)),
    ("", ("wait",)),
    ("", ()),
    ("", ()),
)
HIGH: _Said = (
    ("Nhân viên rất dễ thương, nhớ cả tên tôi", ()),
    ("Cà phê sữa đá ngon nhất khu này", ()),
    ("Phục vụ nhanh, sạch sẽ", ()),
    ("Hạt rang thơm, tư vấn nhiệt tình", ()),
    ("Giá hợp lý, hàng tươi", ()),
    ("Chỗ ngồi thoáng, nhạc nhẹ", ()),
    ("Giao hàng đúng giờ, gói cẩn thận", ()),
    ("Tích điểm đổi quà rất thích", ()),
    ("Friendly staff and great coffee", ()),
    ("Gạo ngon, lần nào mua cũng đều", ()),
    ("", ()),
    ("", ()),
    ("", ()),
    ("", ()),
)
OF_BAND = {Band.LOW: LOW, Band.MIDDLE: MIDDLE, Band.HIGH: HIGH}
OF_STAFF = (
    "Lịch làm nên báo trước một tuần", "Đồng đội vui, quản lý biết lắng nghe", "Ca trưa thiếu người", "",
    "Lương thưởng Tết rõ ràng", "", "Cần thêm buổi học pha chế",
)  # fmt: skip
