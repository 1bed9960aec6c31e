"""Some goods come back, with the receipt or without."""

from tests.demo.conftest import Ask


def test_about_one_receipt_in_a_hundred_sees_a_return(ask: Ask) -> None:
    [(share,)] = ask("""
        select count(distinct receipt) filter (type = 'return') / count(distinct receipt) filter (type = 'sale')
        from lines
    """)
    assert 0.006 <= share <= 0.015


def test_returns_have_numbers_of_their_own_without_a_gap(ask: Ask) -> None:
    numbers = [
        number for (number,) in ask("select distinct receipt from lines where type = 'return' order by 1")
    ]
    assert numbers == [f"TH{n:06d}" for n in range(1, len(numbers) + 1)]


def test_a_linked_return_undoes_a_line_of_an_earlier_purchase_of_the_same_store_and_customer(
    ask: Ask,
) -> None:
    [(linked, unlinked)] = ask("""
        select count(original_receipt), count(*) - count(original_receipt) from lines where type = 'return'
    """)
    assert linked > 5 * unlinked > 500
    assert ask("""
        select count(*) from lines as back
        where type = 'return' and original_receipt is not null and not exists (
            from lines as sold
            where sold.receipt = back.original_receipt and sold.product = back.product and sold.store = back.store
              and sold.customer is not distinct from back.customer and sold."at" < back."at"
              and sold.serial is not distinct from back.serial and sold.unit_price = back.unit_price
              and sold.quantity >= -back.quantity and sold.amount >= -back.amount)
    """) == [(0,)]


def test_no_purchase_gives_back_more_than_it_took(ask: Ask) -> None:
    assert ask("""
        with back as (select original_receipt as receipt, product, -sum(quantity) as quantity, -sum(amount) as amount
                      from lines where type = 'return' group by all),
        sold as (select receipt, product, sum(quantity) as quantity, sum(amount) as amount
                 from lines where type = 'sale' group by all)
        select count(*) from back join sold using (receipt, product)
        where back.quantity > sold.quantity or back.amount > sold.amount
    """) == [(0,)]


def test_some_unlinked_returns_are_known_customers_and_some_are_nobody_s(ask: Ask) -> None:
    [(known, anonymous)] = ask("""
        select count(customer), count(*) - count(customer) from lines where type = 'return' and original_receipt is null
    """)
    assert known > 50
    assert anonymous > 50


def test_a_cup_of_coffee_is_never_returned(ask: Ask) -> None:
    assert ask("""
        select count(*) from lines join products on code = product
        where type = 'return' and category in ('Cà phê pha sẵn', 'Trà & nước ép', 'Bánh tươi')
    """) == [(0,)]
