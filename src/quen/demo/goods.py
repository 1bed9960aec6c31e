"""What the chain sells. The goods are ordinary, the brands are none."""

from dataclasses import dataclass
from enum import Enum, IntEnum


class Category(IntEnum):
    """Product groups; the number is the column in a customer's tastes."""

    COFFEE = 0
    TEA = 1
    CAKES = 2
    BEANS = 3
    LEAVES = 4
    DAIRY = 5
    STAPLES = 6
    SPICES = 7
    SNACKS = 8
    FRESH = 9
    WATER = 10
    HOUSE = 11
    BABY = 12
    PETS = 13
    EQUIPMENT = 14
    GIFTS = 15


CATEGORY_NAMES = {
    Category.COFFEE: "Cà phê pha sẵn",
    Category.TEA: "Trà & nước ép",
    Category.CAKES: "Bánh tươi",
    Category.BEANS: "Cà phê hạt & bột",
    Category.LEAVES: "Trà gói",
    Category.DAIRY: "Sữa & đồ mát",
    Category.STAPLES: "Gạo, mì & đồ khô",
    Category.SPICES: "Gia vị & đồ hộp",
    Category.SNACKS: "Bánh kẹo & ăn vặt",
    Category.FRESH: "Rau quả & trứng",
    Category.WATER: "Nước đóng chai",
    Category.HOUSE: "Chăm sóc nhà cửa",
    Category.BABY: "Mẹ & bé",
    Category.PETS: "Thú cưng",
    Category.EQUIPMENT: "Dụng cụ pha chế",
    Category.GIFTS: "Quà theo mùa",
}


class Occasion(Enum):
    """The feast a product is sold for; everything else is sold all year."""

    TET = "tet"
    MID_AUTUMN = "mid-autumn"


@dataclass(frozen=True)
class Product:
    """One article. `price` in whole dong; `refill_days` is how long one pack lasts a household."""

    code: str
    name: str
    category: Category
    price: int
    weight: float = 1.0
    more: float = 0.15  # how many more than one are bought at a time, on average
    refill_days: int | None = None
    households: float = 0.0  # share of regulars who live on it, for refill products
    by_weight: bool = False
    warranty_months: int | None = None  # sold with a serial number
    occasion: Occasion | None = None


_C = Category
GOODS = (
    Product("CF01", "Cà phê sữa đá", _C.COFFEE, 29_000, 10, 0.3),
    Product("CF02", "Cà phê đen đá", _C.COFFEE, 25_000, 6, 0.2),
    Product("CF03", "Bạc xỉu", _C.COFFEE, 32_000, 6, 0.3),
    Product("CF04", "Cà phê muối", _C.COFFEE, 35_000, 4, 0.3),
    Product("CF05", "Cà phê trứng", _C.COFFEE, 42_000, 1),
    Product("CF06", "Espresso", _C.COFFEE, 35_000, 1.2),
    Product("CF07", "Americano đá", _C.COFFEE, 39_000, 2),
    Product("CF08", "Cappuccino", _C.COFFEE, 49_000, 2),
    Product("CF09", "Latte nóng", _C.COFFEE, 49_000, 2.5),
    Product("CF10", "Cold brew cam sả", _C.COFFEE, 52_000, 2),
    Product("TE01", "Trà đào cam sả", _C.TEA, 45_000, 6, 0.3),
    Product("TE02", "Trà vải", _C.TEA, 42_000, 4, 0.3),
    Product("TE03", "Trà sen vàng", _C.TEA, 45_000, 3, 0.2),
    Product("TE04", "Trà tắc", _C.TEA, 22_000, 4, 0.3),
    Product("TE05", "Matcha đá xay", _C.TEA, 55_000, 2),
    Product("TE06", "Nước ép cam", _C.TEA, 45_000, 3),
    Product("TE07", "Sinh tố bơ", _C.TEA, 49_000, 2),
    Product("TE08", "Sô-cô-la nóng", _C.TEA, 45_000, 1),
    Product("BK01", "Bánh mì thịt nướng", _C.CAKES, 30_000, 7, 0.3),
    Product("BK02", "Bánh mì ốp la", _C.CAKES, 25_000, 4, 0.2),
    Product("BK03", "Bánh sừng bò bơ", _C.CAKES, 28_000, 4, 0.4),
    Product("BK04", "Bông lan trứng muối", _C.CAKES, 35_000, 3),
    Product("BK05", "Bánh flan", _C.CAKES, 18_000, 3, 0.6),
    Product("BK06", "Bánh bao nhân thịt", _C.CAKES, 20_000, 3, 0.5),
    Product("BK07", "Tiramisu", _C.CAKES, 45_000, 1.5),
    Product("BK08", "Bánh mì sandwich lát 400 g", _C.CAKES, 32_000, 3),
    Product("HB01", "Cà phê hạt Robusta Đắk Lắk 500 g", _C.BEANS, 135_000, 4, refill_days=27, households=0.14),
    Product("HB02", "Cà phê hạt Arabica Cầu Đất 500 g", _C.BEANS, 195_000, 3, refill_days=25, households=0.10),
    Product("HB03", "Cà phê bột truyền thống 500 g", _C.BEANS, 98_000, 5, refill_days=30, households=0.16),
    Product("HB04", "Cà phê phin giấy, hộp 10 gói", _C.BEANS, 85_000, 2),
    Product("HB05", "Cà phê hòa tan 3 trong 1, 20 gói", _C.BEANS, 62_000, 4),
    Product("HB06", "Cà phê hạt rang mộc 250 g", _C.BEANS, 89_000, 2),
    Product("TG01", "Trà ô long 200 g", _C.LEAVES, 120_000, 2),
    Product("TG02", "Trà lài 100 g", _C.LEAVES, 45_000, 3),
    Product("TG03", "Trà atisô túi lọc, 50 gói", _C.LEAVES, 58_000, 2),
    Product("TG04", "Trà gừng mật ong, 20 gói", _C.LEAVES, 39_000, 2),
    Product("TG05", "Trà sen Tây Hồ 100 g", _C.LEAVES, 165_000, 0.8),
    Product("SU01", "Sữa đặc có đường, lon 380 g", _C.DAIRY, 26_500, 5, 0.4),
    Product("SU02", "Sữa tươi thanh trùng 1 lít", _C.DAIRY, 38_000, 5, 0.3),
    Product("SU03", "Sữa hạt 1 lít", _C.DAIRY, 55_000, 2),
    Product("SU04", "Sữa chua, lốc 4 hộp", _C.DAIRY, 28_500, 4, 0.4),
    Product("SU05", "Phô mai 8 miếng", _C.DAIRY, 36_500, 2),
    Product("SU06", "Bơ lạt 200 g", _C.DAIRY, 72_000, 1),
    Product("SU07", "Đậu hũ non", _C.DAIRY, 12_500, 2, 0.6),
    Product("GM01", "Gạo thơm 10 kg", _C.STAPLES, 235_000, 1.5, 0.02, refill_days=32, households=0.22),
    Product("GM02", "Gạo lứt 2 kg", _C.STAPLES, 78_000, 1),
    Product("GM03", "Mì gói, thùng 30", _C.STAPLES, 128_000, 1),
    Product("GM04", "Mì gói lẻ", _C.STAPLES, 4_500, 5, 3.0),
    Product("GM05", "Bún khô 500 g", _C.STAPLES, 24_500, 2, 0.3),
    Product("GM06", "Phở khô 400 g", _C.STAPLES, 27_500, 2, 0.3),
    Product("GM07", "Yến mạch 1 kg", _C.STAPLES, 89_000, 1.5),
    Product("GM08", "Đường tinh luyện 1 kg", _C.STAPLES, 27_000, 3),
    Product("GV01", "Nước mắm cốt 500 ml", _C.SPICES, 58_000, 3),
    Product("GV02", "Dầu ăn 1 lít", _C.SPICES, 48_500, 4),
    Product("GV03", "Nước tương 500 ml", _C.SPICES, 21_500, 3),
    Product("GV04", "Tương ớt 250 g", _C.SPICES, 14_500, 2),
    Product("GV05", "Hạt nêm 400 g", _C.SPICES, 38_500, 3),
    Product("GV06", "Cá hộp sốt cà", _C.SPICES, 19_500, 3, 0.8),
    Product("GV07", "Tiêu đen Phú Quốc 100 g", _C.SPICES, 45_000, 1),
    Product("AV01", "Hạt điều rang muối 250 g", _C.SNACKS, 95_000, 2),
    Product("AV02", "Khô gà lá chanh 200 g", _C.SNACKS, 68_000, 3),
    Product("AV03", "Bánh quy bơ 300 g", _C.SNACKS, 52_000, 3),
    Product("AV04", "Kẹo dừa Bến Tre 400 g", _C.SNACKS, 48_000, 1.5),
    Product("AV05", "Khoai tây chiên giòn", _C.SNACKS, 15_500, 4, 0.6),
    Product("AV06", "Sô-cô-la đen 100 g", _C.SNACKS, 65_000, 1.5),
    Product("AV07", "Mứt xoài dẻo 200 g", _C.SNACKS, 55_000, 1.5),
    Product("AV08", "Bánh tráng trộn", _C.SNACKS, 20_000, 3, 0.5),
    Product("RQ01", "Trứng gà, vỉ 10", _C.FRESH, 32_000, 6),
    Product("RQ02", "Chuối già", _C.FRESH, 28_000, 3, by_weight=True),
    Product("RQ03", "Thanh long ruột đỏ", _C.FRESH, 38_000, 2, by_weight=True),
    Product("RQ04", "Xoài cát", _C.FRESH, 72_000, 2, by_weight=True),
    Product("RQ05", "Cam sành", _C.FRESH, 34_000, 3, by_weight=True),
    Product("RQ06", "Rau cải ngọt, bó", _C.FRESH, 13_000, 3, 0.3),
    Product("RQ07", "Xà lách thủy canh 250 g", _C.FRESH, 22_000, 3),
    Product("RQ08", "Cà chua", _C.FRESH, 26_000, 2, by_weight=True),
    Product("NC01", "Nước suối 500 ml", _C.WATER, 6_500, 5, 1.0),
    Product("NC02", "Nước suối, thùng 24 chai", _C.WATER, 105_000, 2),
    Product("NC03", "Nước khoáng có ga 330 ml", _C.WATER, 12_000, 2, 0.6),
    Product("NC04", "Nước bình 20 lít", _C.WATER, 62_000, 1, refill_days=14, households=0.08),
    Product("NC05", "Nước dừa lon 330 ml", _C.WATER, 16_500, 3, 0.8),
    Product("NH01", "Nước rửa chén 750 ml", _C.HOUSE, 31_500, 3, refill_days=38, households=0.14),
    Product("NH02", "Bột giặt 3 kg", _C.HOUSE, 118_000, 2, refill_days=48, households=0.14),
    Product("NH03", "Nước lau sàn 1 lít", _C.HOUSE, 36_500, 2),
    Product("NH04", "Giấy vệ sinh, lốc 10 cuộn", _C.HOUSE, 72_000, 4),
    Product("NH05", "Khăn giấy hộp", _C.HOUSE, 24_500, 3, 0.5),
    Product("NH06", "Nhang trầm, hộp", _C.HOUSE, 42_000, 1.5),
    Product("MB01", "Tã quần size M, 54 miếng", _C.BABY, 265_000, 2, 0.02, refill_days=12, households=0.05),
    Product("MB02", "Tã quần size L, 48 miếng", _C.BABY, 275_000, 2, 0.02, refill_days=13, households=0.05),
    Product("MB03", "Khăn ướt em bé, 100 tờ", _C.BABY, 38_500, 4, 0.5),
    Product("MB04", "Bánh ăn dặm", _C.BABY, 46_000, 2),
    Product("MB05", "Sữa tắm em bé 400 ml", _C.BABY, 89_000, 1),
    Product("TC01", "Hạt cho mèo 1,5 kg", _C.PETS, 168_000, 3, 0.05, refill_days=24, households=0.05),
    Product("TC02", "Hạt cho chó 3 kg", _C.PETS, 255_000, 2, 0.05, refill_days=30, households=0.04),
    Product("TC03", "Cát vệ sinh cho mèo 8 lít", _C.PETS, 92_000, 2),
    Product("TC04", "Pa-tê cho mèo, gói", _C.PETS, 18_500, 3, 2.0),
    Product("DC01", "Phin nhôm", _C.EQUIPMENT, 55_000, 8),
    Product("DC02", "Phin inox cao cấp", _C.EQUIPMENT, 120_000, 4),
    Product("DC03", "Giấy lọc V60, 100 tờ", _C.EQUIPMENT, 95_000, 4),
    Product("DC04", "Bình French press 600 ml", _C.EQUIPMENT, 320_000, 1.5, 0.0),
    Product("DC05", "Cối xay tay", _C.EQUIPMENT, 690_000, 1.2, 0.0, warranty_months=12),
    Product("DC06", "Máy xay cà phê điện", _C.EQUIPMENT, 1_890_000, 0.8, 0.0, warranty_months=12),
    Product("DC07", "Ấm rót cổ ngỗng điện", _C.EQUIPMENT, 1_150_000, 0.7, 0.0, warranty_months=12),
    Product("DC08", "Máy pha espresso gia đình", _C.EQUIPMENT, 6_490_000, 0.5, 0.0, warranty_months=24),
    Product("DC09", "Cân điện tử pha chế", _C.EQUIPMENT, 450_000, 0.9, 0.0, warranty_months=6),
    Product("QT01", "Giỏ quà Tết Sum Vầy", _C.GIFTS, 650_000, 2, occasion=Occasion.TET),
    Product("QT02", "Hộp mứt Tết", _C.GIFTS, 185_000, 5, occasion=Occasion.TET),
    Product("QT03", "Hạt dưa 500 g", _C.GIFTS, 98_000, 5, occasion=Occasion.TET),
    Product("QT04", "Bánh chưng 1 kg", _C.GIFTS, 145_000, 4, occasion=Occasion.TET),
    Product("QT05", "Bánh tét lá cẩm", _C.GIFTS, 155_000, 4, occasion=Occasion.TET),
    Product("QT06", "Hộp trà & cà phê biếu Tết", _C.GIFTS, 420_000, 2, occasion=Occasion.TET),
    Product("QT07", "Hộp bánh trung thu 4 cái", _C.GIFTS, 380_000, 3, occasion=Occasion.MID_AUTUMN),
    Product("QT08", "Bánh trung thu thập cẩm", _C.GIFTS, 85_000, 5, 0.6, occasion=Occasion.MID_AUTUMN),
    Product("QT09", "Bánh dẻo đậu xanh", _C.GIFTS, 65_000, 4, 0.6, occasion=Occasion.MID_AUTUMN),
)  # fmt: skip

# Bought together: with the first, the second follows in that share of baskets.
COMPANIONS = {
    "CF01": ("BK01", 0.35), "CF02": ("BK02", 0.30), "CF03": ("BK03", 0.25), "CF09": ("BK03", 0.35),
    "CF08": ("BK07", 0.25), "TE01": ("AV08", 0.25), "HB03": ("SU01", 0.50), "HB01": ("SU01", 0.30),
    "HB02": ("DC03", 0.25), "MB01": ("MB03", 0.50), "MB02": ("MB03", 0.50), "GM04": ("RQ01", 0.40),
    "BK08": ("SU06", 0.25), "GM07": ("SU02", 0.35), "GV01": ("GV04", 0.20), "TC01": ("TC03", 0.45),
    "TC03": ("TC04", 0.30), "DC01": ("HB03", 0.50), "DC08": ("HB02", 0.60), "DC06": ("HB01", 0.50),
    "QT02": ("QT03", 0.45), "QT04": ("QT02", 0.25),
}  # fmt: skip
