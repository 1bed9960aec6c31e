-- Gone with the transaction anyway, but that may be part of a longer one.
DROP TABLE staged_store, staged_product, staged_person, staged_identity, staged_purchase, staged_line, staged_return,
    staged_return_line, staged_adjustment, store_of, product_of, ranked_identity, customer_of, found_anew, purchase_of,
    unknown_line, told_again, added_line, return_of, added_return_line, to_judge, linked, cancelled_now,
    cancelled_before, taken_back, receipt_taken_back
