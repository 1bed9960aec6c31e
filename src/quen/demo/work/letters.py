"""What customers of the chain ask and how it answers: made up, like all of the chain."""

from quen.tickets.choices import TicketKind, Topic

ASKED: tuple[tuple[TicketKind, Topic, str], ...] = (
    (TicketKind.REQUEST, Topic.POINTS, "Em ơi, điểm hôm qua của chị chưa thấy cộng vào thẻ"),
    (TicketKind.REQUEST, Topic.STORE, "Chi nhánh mình mở cửa đến mấy giờ ngày lễ ạ?"),
    (TicketKind.REQUEST, Topic.PAYMENT, "Xuất hóa đơn đỏ cho công ty giúp mình với"),
    (TicketKind.REQUEST, Topic.DELIVERY, "Cho mình đổi địa chỉ giao sang quận 7"),
    (TicketKind.REQUEST, Topic.PRODUCT, "Hạt rang tuần này còn loại nào ít chua không shop?"),
    (TicketKind.REQUEST, Topic.POINTS, "How do I change the phone number on my card?"),
    (TicketKind.COMPLAINT, Topic.DELIVERY, "Giao trễ một tiếng, cà phê nguội hết"),
    (TicketKind.COMPLAINT, Topic.PRODUCT, "Túi cà phê bị hở, mất mùi thơm"),
    (TicketKind.COMPLAINT, Topic.STAFF, "Nhân viên quầy tính nhầm mà còn cự lại khách"),
    (TicketKind.COMPLAINT, Topic.PAYMENT, "Thẻ của tôi bị trừ tiền hai lần"),
    (TicketKind.PRAISE, Topic.STAFF, "Bạn thu ngân dễ thương, nhớ cả món mình hay uống"),
    (TicketKind.IDEA, Topic.PRODUCT, "Quán thêm món ít đường cho người lớn tuổi đi"),
)
ANSWERS: dict[TicketKind, tuple[str, ...]] = {
    TicketKind.REQUEST: (
        "Dạ quán đã kiểm tra và xử lý xong ạ.",
        "Dạ, quán gửi thông tin mình cần bên dưới ạ.",
    ),
    TicketKind.COMPLAINT: (
        "Dạ quán xin lỗi, quán đổi lại ngay và đã nhắc ca trực ạ.",
        "Dạ quán rất tiếc. Quán đã hoàn tiền, mình kiểm tra giúp quán nhé.",
    ),
    TicketKind.PRAISE: ("Dạ quán cảm ơn, quán chuyển lời đến bạn ấy ngay ạ.",),
    TicketKind.IDEA: ("Dạ quán cảm ơn góp ý, quán đã chuyển cho bộ phận pha chế ạ.",),
}
READY = (
    (
        "Xin lỗi, giao lại",
        'Dạ {{ dear|capital|or:"mình" }}, {{ business }} xin lỗi. Quán giao lại ngay ạ.',
    ),
    ("Điểm còn lại", "Dạ {{ dear|capital }}, hiện thẻ có {{ points }} điểm ạ."),
)
