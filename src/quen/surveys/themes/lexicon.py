"""The lexicon: which words speak of which theme, and which change what others mean.

Entries stand between commas, in small letters, Vietnamese before the bar and with its diacritics (who types without
them is read, too), English after it. It was written from what shops are praised and blamed for, and mended only with
the part of tests/surveys/reviews.txt that is for it; accuracy.py tells how right it is on the rest. Whoever changes it
raises VERSION and runs `python tools/themes.py write`.
"""

from collections.abc import Mapping

from quen.surveys.themes.theme import Theme, Words

VERSION = 1

THEMES: Mapping[Theme, Words] = {
    Theme.QUALITY: Words(
        names="""chất lượng, đồ ăn, thức ăn, món ăn, đồ uống, nước uống, hương vị, mùi vị, cà phê, trà sữa, trà đào,
            bánh, bánh mì, cơm, phở, bún, rau, thịt, trái cây, sản phẩm, vải, gạo, kem, vị, gà, bò, cá, hải sản, nước
            dùng, nước chấm, topping, đồ nướng, lẩu, pizza, sữa, trứng, hạt, son, mỹ phẩm, hàng hóa | quality, food,
            drink, drinks, taste, tastes, tasted, coffee, tea, cake, bread, meat, fruit, product, products, material,
            chicken, beef, fish, rice, soup, noodles, beans, beer, wine, shirt, dress, fabric, battery, quality of""",
        weak="""món, nước, hàng, áo, giày, máy, điện thoại, pin, ăn, uống, xài, dùng, mặc, tai nghe, quần, túi, loa, tủ
            lạnh, nồi | items, item, meal, dish, eat, phone, bag, shoes, headphones, dishes""",
        praise="""ngon, thơm, tươi, đậm đà, vị đậm, giòn, mềm mịn, bền, chính hãng, hàng thật, vừa miệng, đúng vị, đúng
            gu, ngọt thanh, nóng hổi, chạy tốt, chạy êm, dẻo, mát da, đường may đẹp, hàng đẹp, vải đẹp, no căng, phần
            nhiều, phần ăn nhiều, chất lượng tốt, hàng tốt, vải mát, chất lượng cao, mịn, mướt, tươi ngon, bổ dưỡng,
            béo, bùi, thanh mát, đậm vị, mềm, chín tới, vừa vặn, nhạy, nét, như hình, đúng mô tả, chắc chắn, êm tai |
            delicious, tasty, yummy, fresh, crispy, flavorful, flavourful, durable, authentic, well made, works well,
            works perfectly, high quality, good quality, generous portion, generous portions, to perfection, juicy,
            tender, crunchy, sturdy, as described, fits well, authentic taste""",
        blame="""nhạt, lạt, dở, khó uống, khó ăn, ôi, thiu, héo, hôi tanh, có mùi lạ, hết hạn, quá hạn, ẩm mốc, mốc,
            mọt, nguội, ngấy, nhiều dầu, quá ngọt, hơi ngọt, ngọt quá, mặn quá, quá mặn, chua, đắng, cháy, khét, kém
            chất lượng, hàng giả, hàng nhái, ra màu, phai màu, bong keo, bong tróc, xù lông, nóng máy, tụt nhanh, mau
            hết pin, kích ứng, nổi mẩn, mẩn đỏ, đau bụng, ngộ độc, không giống hình, khác hình, không như hình, toàn
            đá, phần ăn ít, ít topping, khô khan, bánh khô, sạn, dai nhách, sống sượng, loãng, nhạt nhẽo, một đằng, nhỏ
            đi, ly nhỏ, dai, khô, cứng ngắc, tanh, nhão, bở, chảy nước, ôi thiu, tê đầu lưỡi, mặn, hơi mặn, lạt lẽo,
            phèn, đứt, gãy, tắt ngúm, không lên nguồn, chập, rỉ, sét, phai, co rút, chật chội hơn, giả, nhái, kém tươi,
            hết đát, hạn sử dụng, lẫn tạp, sâu | stale, bland, watery, sour, rotten, spoiled, expired, undercooked,
            overcooked, burnt, salty, too sweet, soggy, tasteless, cold food, was cold, broke, broken after, fake,
            counterfeit, faded, defective, faulty, poor quality, low quality, cheap material, small portion, small
            portions, stomach ache, disgusting, dry, chewy, tough, lukewarm, oily, greasy, mushy, lumpy, moldy, mouldy,
            shrank, shrunk, stopped working, stopped charging, died, leaked, fell apart, not as described, knockoff""",
    ),
    Theme.PRICE: Words(
        names="""giá, giá cả, giá tiền, giá bán, giá thành, mức giá, chi phí, tiền | price, prices, pricing, cost,
            money, bill total""",
        praise="""rẻ, giá mềm, hợp lý, phải chăng, vừa túi tiền, đáng tiền, đáng đồng tiền, giá tốt, giá ổn, hời, giá
            sinh viên, giảm giá nhiều, tiết kiệm, bình dân, quá lời, giá yêu thương, kinh tế, giá hạt dẻ, giá rẻ, hạt
            dẻ, rẻ bèo, nhẹ ví | cheap, affordable, inexpensive, good value, great value, value for money, worth the
            money, worth every, good price, fair price, good deal, bargain, cheaper, good prices, low price, low
            prices, half the price, half price, well priced, reasonably priced, great price""",
        blame="""đắt, mắc, mắc quá, giá cao, giá hơi cao, giá chát, chát quá, trên trời, cắt cổ, chặt chém, tăng giá,
            giá tăng, lên giá, hét giá, phí ship, phí giao, tốn tiền, phí tiền, đội giá, nâng giá, bán rẻ hơn, xót ví,
            nói thách, bằng tô phở, ngang khách sạn, chát, giá trên trời, giá khá cao, giá quá cao, chưa tương xứng,
            không tương xứng, không xứng, cao hơn | expensive, overpriced, pricey, costly, rip off, ripoff, waste of
            money, price increase, prices went up, high price, high prices, cheaper elsewhere, fee, too much money,
            steep, not worth, cost a fortune, pay for the name, price hike""",
    ),
    Theme.STAFF: Words(
        names="""nhân viên, thu ngân, bảo vệ, phục vụ bàn, chủ quán, chị chủ, anh chủ, cô bán, tư vấn viên, quản lý,
            bạn bán hàng, bác sĩ, thái độ, cách phục vụ, nhân viên bán hàng, lễ tân, bạn thu ngân, bạn phục vụ, em bán
            hàng, chị bán hàng, cô chủ, ông chủ, bà chủ, chú bảo vệ, kỹ thuật viên | staff, cashier, waiter, waitress,
            waiters, barista, baristas, employee, employees, manager, owner, salesperson, personnel, attitude, guard,
            hospitality, servers, server, receptionist, clerk, workers, crew, security, bartender, seller""",
        weak="""phục vụ, tư vấn, mấy bạn, các bạn, mấy em, các em, mấy đứa, bạn nhân viên | service, people, team, guy,
            lady, everyone, girls, guys, man, woman, boy""",
        praise="""nhiệt tình, thân thiện, dễ thương, lịch sự, niềm nở, chu đáo, tận tình, tận tâm, vui vẻ, vui tính, lễ
            phép, ngoan, hiếu khách, ân cần, chuyên nghiệp, cười tươi, tư vấn kỹ, giải thích kỹ, biết lắng nghe, nhớ
            tên, hỗ trợ tốt, xin lỗi, dễ mến, lanh lợi, nhã nhặn, mến khách, tử tế, hòa nhã, thật thà, tới nơi tới
            chốn, miệng cười, luôn cười, hướng dẫn tận nơi, giúp đỡ, gần gũi | friendly, helpful, polite, kind,
            courteous, welcoming, attentive, patient, patiently, professional, knowledgeable, smiling, caring,
            remembered my name, apologised, apologized, felt welcome, very welcome, cheerful, smiled, smile, smiles,
            helped, hats off, lovely people, respectful, warm welcome, honest, went out of their way""",
        blame="""cau có, khó chịu, thô lỗ, lồi lõm, cộc lốc, trống không, hỗn, quát, la khách, vô lễ, bất lịch sự, lơ
            đãng, hách dịch, chảnh, coi thường, khinh khách, thờ ơ, lạnh nhạt, lạnh lùng, không thèm, mặt nặng, làm lơ,
            thiếu chuyên nghiệp, tư vấn sai, chèo kéo, ép mua, mời chào, nói chuyện riêng, không ai chào, dửng dưng,
            chưa nắm rõ, không nắm rõ, không rành, không trả lời, không rep, cãi, cãi lại, lạnh tanh, mặt lạnh, lớn
            tiếng, quát mắng, la mắng, chửi, xua đuổi, đuổi khách, cọc cằn, gắt gỏng, hống hách, vô duyên, qua loa,
            thiếu tôn trọng, nhăn nhó, lườm, bấm điện thoại, làm việc riêng, thiếu trách nhiệm, lươn lẹo, gian dối |
            rude, unfriendly, impolite, ignored, ignoring, arrogant, careless, unhelpful, unprofessional, lazy, yelled,
            pushy, pushing me, nobody said hello, nobody helped, shouted, shouting, grumpy, yelling, argued, dishonest,
            lied, disrespectful, condescending, indifferent, on their phone, blamed, did not care""",
    ),
    Theme.WAIT: Words(
        names="tốc độ, thời gian chờ | speed",
        praise="""có ngay, có liền, không mất thời gian, in no time, right away, nhanh gọn, khỏi chờ, không phải xếp
            hàng, thoăn thoắt | in and out, no queue, no wait, within minutes""",
        blame="""chờ, chờ đợi, đợi, xếp hàng, chờ lâu, đợi lâu, lề mề, ra món chậm, một quầy, kẹt cứng, nhắc mới, mãi
            mới, mới có người, mất thời gian, dài cổ, mòn mỏi, mỏi cổ, kiên nhẫn, chưa tới lượt, cả tiếng, nửa tiếng,
            hàng dài, kẹt, thiếu người, ít người, quá tải, mỗi một người | wait, waited, waiting, queue, queues,
            queued, long line, took forever, took ages, slow service, one counter, understaffed, half an hour, an hour,
            still no, still waiting, lines, overloaded, short staffed""",
    ),
    Theme.CLEAN: Words(
        names="""vệ sinh, nhà vệ sinh, toilet, rửa, lau, khăn, bếp | restroom, bathroom, hygiene, cleanliness, kitchen
            hygiene, toilets, washroom""",
        praise="""sạch, sạch sẽ, gọn gàng, ngăn nắp, tinh tươm, thơm tho, sạch bong, vệ sinh tốt, sáng bóng, trắng tinh
            | clean, spotless, tidy, hygienic, immaculate, well kept, sanitary""",
        blame="""bẩn, dơ, hôi, mùi hôi, hôi hám, bụi, bụi bặm, gián, chuột, ruồi, kiến, rác, nhớp, nhớp nháp, dính son,
            mất vệ sinh, có tóc, sợi tóc, tóc trong, ố vàng, cáu bẩn, nấm mốc, mùi ẩm, ẩm thấp, ẩm mốc, cáu, mạng nhện,
            ghê, tởm, dầu mỡ, dính mỡ, dính bẩn, mùi khó chịu, bốc mùi, nhếch nhác, bừa bộn, lem luốc | dirty, filthy,
            smelly, dusty, cockroach, cockroaches, flies, rat, rats, hair in, greasy table, greasy tables, sticky,
            stinks, messy, unhygienic, lipstick, ants, grimy, stained, mold on the wall, stench, bugs, mice, mouse,
            unclean, trash everywhere""",
    ),
    Theme.PLACE: Words(
        names="""không gian, chỗ ngồi, bãi xe, bãi giữ xe, chỗ để xe, chỗ đậu xe, chỗ đỗ xe, máy lạnh, điều hòa, wifi,
            ổ cắm, ghế, nhạc, view, vị trí, mặt bằng, trang trí, khu vui chơi, bàn ghế, phòng, chỗ gửi xe, gửi xe, sân,
            ánh sáng, quạt, đèn, tầng, lầu, mặt tiền | parking, seats, seating, atmosphere, ambience, decor, music, air
            conditioner, air conditioning, location, space, place, lights, lighting, room, garden, table, tables,
            terrace, interior""",
        weak="quán, cửa hàng, tiệm, chỗ, shop | store",
        praise="""thoáng, thoáng mát, rộng, rộng rãi, yên tĩnh, ấm cúng, quán đẹp, view đẹp, gần nhà, tiện đường, ngồi
            mát, nhiều cây, sống ảo, chill, thoải mái, lãng mạn, xinh, mát mẻ, sang trọng, decor đẹp, dễ tìm, gần
            trường, gần công ty | cozy, cosy, spacious, comfortable, quiet, convenient location, close to, near my,
            near my house, lovely atmosphere, beautiful place, nice place, relaxing, cool, gem, airy, easy to find,
            good location, bright, charming""",
        blame="""chật, chật chội, chật hẹp, ồn, ồn ào, nóng nực, ngột ngạt, bí bách, nóng quá, khó tìm, sát rạt, nhạc
            to, mở to, khói thuốc, đóng cửa sớm, đau lưng, chập chờn, bí, tối, tối tăm, nóng, đông quá, quá đông, la
            hét, nhỏ xíu, hẹp, nhỏ hẹp, xuống cấp, cũ kỹ, xa quá, khó gửi xe | noisy, loud, cramped, crowded, stuffy,
            closes too early, hard to find, no parking, too small, too dark, hot inside, dark, wobble, wobbly, run
            down, shabby, tight, nowhere to park, nowhere to leave, far away, too cold""",
    ),
    Theme.DELIVERY: Words(
        names="""giao hàng, giao, ship, shipper, vận chuyển, đóng gói, người giao, đơn hàng, kiện hàng, thùng hàng, gói
            hàng, bên giao, nhận hàng, bọc, đóng hộp | delivery, deliver, delivered, shipping, courier, driver, parcel,
            package, packaging, box, shipment, tracking, deliveries, doorstep""",
        praise="""đóng gói cẩn thận, gói cẩn thận, gói kỹ, đóng gói kỹ, giao đúng, đúng giờ, chống sốc, bọc kỹ, tận
            nhà, giao sớm | well packed, on time, at my door, arrived early, arrived quickly, carefully packed,
            doorstep delivery""",
        blame="""giao trễ, giao chậm, đi lạc, thất lạc, ném hàng, sơ sài, giao lâu, hẹn rồi không giao, không giao, hủy
            đơn, tự hủy | arrived late, arrived damaged, late delivery, never arrived, soaked, not delivered, lost
            parcel, never came, left it with, wrong address""",
    ),
    Theme.STOCK: Words(
        names="""mẫu mã, size, menu, thực đơn, lựa chọn, chủng loại, cỡ, mẫu, loại, màu sắc, hàng mới | selection,
            choice, variety, range, stock, sizes, colours, colors, options""",
        praise="""đa dạng, phong phú, đầy đủ, đủ loại, gì cũng có, nhiều hàng, nhiều mẫu, nhiều món, mẫu mới, tìm gì
            cũng, nhiều loại, nhiều lựa chọn, đủ size, đủ màu, mẫu mã đẹp, cập nhật | everything i need, wide range,
            large selection, huge selection, great selection, many choices, so many, plenty of, lots of choice, well
            stocked, full range""",
        blame="""hết hàng, hết món, hết size, không còn, chỉ còn, ít mẫu, ít món, ít hàng, ít lựa chọn, trống trơn, lúc
            nào cũng hết, là hết, lại hết, cháy hàng, tạm hết, không có hàng, thiếu size, hàng cũ, không có món, nghèo
            nàn | out of stock, sold out, ran out, half empty, never have, unavailable, limited choice, empty shelves,
            not available, no stock, few options, nothing left""",
    ),
    Theme.ORDER: Words(
        names="hóa đơn | receipt, invoice",
        weak="bill, order",
        praise="""đúng ý, làm đúng, đúng món, đúng đơn, đúng như yêu cầu, y như dặn | order was right, correct order,
            exactly as ordered, exactly what i ordered""",
        blame="""nhầm, lộn món, sai món, tính sai, tính tiền sai, tính nhầm, giao thiếu, thiếu món, bỏ sót, quên món,
            thối thiếu, thối tiền thiếu, tính dư, tính hai lần, dặn, lộn, lên nhầm, đưa nhầm, giao sai, làm sai, ghi
            chú, cộng thừa, cộng nhầm, tính lố, tính tiền lộn, dư tiền, nhận có, lên sai, không đúng yêu cầu, ghi sai |
            wrong order, wrong item, mixed up, charged twice, overcharged, forgot, missing item, missing items, not
            what i ordered, wrong size, left out, left off, never ordered, double charged, added items, extra charge,
            incorrect, wrong change, not what we ordered""",
    ),
    Theme.POINTS: Words(
        names="""app, ứng dụng, điểm, tích điểm, thẻ thành viên, thành viên, khuyến mãi, khuyến mại, ưu đãi, voucher,
            mã giảm giá, quét mã, đổi quà, đổi điểm, quà tặng, otp, đăng nhập, mã giảm, mã khuyến mãi, chương trình
            thành viên, thẻ, phần mềm, phiếu, phiếu quà, giảm giá, quà | points, vouchers, coupon, coupons, promotion,
            promotions, reward, rewards, membership, member, loyalty, login, code, codes, discount, discounts, stamp
            card, stamps, perks, log in, sign in, gift""",
        praise="""nhiều ưu đãi, nhiều khuyến mãi, quà sinh nhật, tặng quà, được tặng, dễ dùng, tiện lợi, được giảm,
            quyền lợi tốt, phiếu quà | easy to use, birthday gift, birthday reward, free drink, great app, free gift,
            great rewards, generous rewards""",
        blame="""mất điểm, không lên điểm, văng ra, bị văng, ít khuyến mãi, ít ưu đãi, khó dùng, không cộng điểm, trừ
            điểm, không hợp lệ, không tích điểm, không được tích, hết hạn điểm, không áp dụng | crashes, crash,
            crashed, points disappeared, points expired, not get my points, invalid, rejected, expire, expired points,
            cannot log in, not working""",
    ),
    Theme.AFTERCARE: Words(
        names="""bảo hành, đổi trả, hậu mãi, chăm sóc khách hàng, cskh, tổng đài, khiếu nại, hoàn tiền, trả hàng, sửa,
            sửa chữa, linh kiện, trả lại tiền, đổi hàng, đổi lại, trả máy, trung tâm bảo hành | warranty, refund,
            return policy, exchange, after sales, aftersales, customer service, customer support, hotline, complaint,
            repair, returns, money back, repairs, replacement, spare part, support, guarantee""",
        praise="""hỏi thăm, đổi cái mới, hoàn tiền ngay, chịu đổi, được đổi, đổi mới, thay miễn phí, đền, bồi thường,
            gọi hỏi thăm | refunded, replaced, swapped, money back, fixed for free, exchanged, compensated, followed
            up""",
        blame="""không cho đổi, không giải quyết, từ chối bảo hành, bỏ mặc, đùn đẩy, không gọi lại, chưa giải quyết,
            sửa đi sửa lại, lỗi do khách, không cho trả, không chịu, trốn tránh, phủi tay, đổ cho, không nhận lại,
            không hoàn tiền | refused, no refund, never called back, still open, still waiting for, blamed me, would
            not, no response, silence, never replied, no reply, not covered, excuses""",
    ),
}

# Of speed: what was quick or slow is the delivery, the repair, the app, else the wait.
QUICK = "nhanh, lẹ, nhanh chóng, nhanh nhẹn, mau, liền, ngay | fast, quick, quickly, prompt, promptly"
SLOW = "chậm, lâu, trễ, muộn, lâu lắc, chậm chạp, trì trệ | slow, slowly, late, delayed, forever, ages"

# Of damage: what was hurt on its way is the delivery's, what broke and was brought back is the repair's.
DAMAGED = """vỡ, bể, ướt, trầy, trầy xước, rách, móp, méo, hư, hư hỏng, hỏng, nứt | damaged, cracked, dented, broken,
    torn, scratched, crushed"""

# Opinions of whatever is named beside them.
GOOD = """tốt, ổn, đẹp, tuyệt, tuyệt vời, hài lòng, thích, ưng, xuất sắc, hoàn hảo, ok, oke, chu đáo, được, cẩn thận,
    kỹ, tiện, vui, dễ, nhiều, miễn phí, đúng, ưng ý, yên tâm, êm, hợp, 10 điểm, mười điểm, hợp lệ, mê, ngon lành, đỉnh,
    xịn, chất, hay, đáng, hữu ích, chuẩn | good, great, excellent, amazing, perfect, nice, love, loved, lovely, best,
    wonderful, awesome, fine, easy, happy, satisfied, fantastic, beautiful, free, fair, reasonable, worked,
    comfortable, huge, recommended, brilliant, superb, impressive, pleasant, fun, cute, smooth, solid, top"""
BAD = """tệ, kém, chán, thất vọng, xấu, tồi, lỗi, bị lỗi, yếu, cao, tăng, ít, mất, khó, sai, thiếu, bực, tức, quá đáng,
    phiền, từ chối, dở tệ, khủng khiếp, ghê, nản, ức, phẫn nộ, không ổn, xuống cấp, tệ hại, tào lao, vô lý | bad, poor,
    terrible, awful, horrible, worst, disappointing, disappointed, annoying, problem, problems, wrong, failed, fails,
    difficult, confusing, high, lost, missing, hate, few, dropping, disappeared, lacking, useless, unacceptable,
    frustrating, mediocre, pathetic, worse, nightmare, joke, avoid"""

# Neither praise nor blame.
SO_SO = "bình thường, tạm, tạm ổn, tạm được, cũng được, trung bình | okay, average, so so, acceptable"

NOT = """không, chưa, chẳng, chả, đâu có, không hề, đừng, không phải, chưa bao giờ, không bao giờ, chẳng bao giờ, hết,
    chẳng còn, chưa lần nào, chưa từng, không còn, đâu | not, no, never, isn't, wasn't, aren't, weren't, don't,
    doesn't, didn't, can't, couldn't, won't, without, hardly, nothing, cannot, isnt, wasnt, dont, didnt, doesnt, cant,
    none, neither, nowhere"""
NOT_ONLY = "không chỉ, không những, chẳng những | not only"
SKIPPED = """rất, quá, lắm, thật, hề, được, thấy, có, phải, bị, hơi, khá, còn, mấy, cho, cái, gì, là | really, very,
    so, too, that, at, all, a, an, the, any, be, been, as, particularly, quite, much, enough, have, to, feel, more"""
LACKING = "không có, chưa có, thiếu, hết, không còn, ít | no, lack of, without, not enough, too few"
WISHES = "nên, cần, mong, ước gì, phải chi, giá mà | should, could, please, wish, hope"
BREAKS = (
    "nhưng, mà, tuy, tuy nhiên, song, chỉ tiếc, và | but, although, though, however, yet, and, while, except"
)

SHORT_FORMS: Mapping[str, str] = {
    "k": "không", "ko": "không", "kg": "không", "hok": "không", "hong": "không", "khum": "không", "kh": "không",
    "nv": "nhân viên", "sp": "sản phẩm", "dc": "được", "đc": "được", "cl": "chất lượng", "bh": "bảo hành",
    "km": "khuyến mãi", "tl": "trả lời", "sz": "size", "vs": "với", "wá": "quá", "wa": "quá",
    "ks": "khách sạn", "ntn": "như thế nào", "okie": "ok", "oki": "ok",
}  # fmt: skip
ENGLISH = """the, a, an, and, is, was, were, are, to, i, my, we, they, it, of, for, in, on, at, not, very, too, but,
    with, this, that, when, had, have, has, again, always, never, one, me, you, your, or, than, all, after, will, be,
    so, as"""
