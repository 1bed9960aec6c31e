"""The sentences the till's script says, in the language of the page: they go with it, also where the line is cut."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Each by the name the script knows it by."""
    return {
        **_of_the_line(),
        **_of_the_customer(),
        **_of_the_sale(),
        **_of_one_point(),
        **_of_vouchers(),
        **_of_the_sheets(),
    }


def _of_the_line() -> dict[str, str]:
    return {
        "online": _("Online"),
        "offline": _("Offline"),
        "no_session": _("Signed out"),
        "waiting": _("%(count)s waiting"),
        "sent": _("%(count)s sent"),
        "to_look_at": _("%(count)s to look at"),
        "signed_out": _(
            "Your session has ended. Sales go on and are kept here (%(waiting)s waiting); sign in to send them."
        ),
        "sign_in": _("Sign in"),
        "sale_refused": _("Sale %(receipt)s could not be recorded: %(why)s It is still kept here."),
    }


def _of_the_customer() -> dict[str, str]:
    return {
        "customer": _("Customer"),
        "other_customer": _("Another customer"),
        "nobody": _("Nobody and nothing is called so."),
        "nobody_offline": _("Offline, only customers this till saw lately are found."),
        "enrol_phone": _("Enrol %(phone)s"),
        "enrol_new": _("Enrol a new customer"),
        "enrol": _("Enrol"),
        "enrolled": _("%(name)s is a member now."),
        "enrol_waits": _("%(phone)s becomes a member when the till is online again."),
        "new_member": _("New member"),
        "phone": _("Phone"),
        "name_optional": _("Name (if she likes)"),
        "consent_question": _("Ask: “May we send you offers and news? You can say no at any time.”"),
        "enrol_yes": _("Yes, enrol"),
        "enrol_no": _("Enrol without news"),
        "phone_needed": _("Type a phone number of at least nine digits."),
        "not_member": _("Not a member yet: no points are collected."),
        "as_of": _("As this till knew her at %(time)s."),
        "birthday_today": _("Birthday today: wish her well!"),
        "birthday_tomorrow": _("Birthday tomorrow."),
        "birthday_in": _("Birthday in %(days)s days."),
        "open_complaint": _("Her complaint of %(day)s is not settled yet: %(topic)s."),
        "points_ready": _("points to spend"),
        "points_pending": _("%(points)s points still wait"),
        "points_owed": _("%(points)s points owed"),
        "points_expire": _("%(points)s points expire on %(day)s"),
        "usual": _("Usually takes"),
        "unused_vouchers": _("Vouchers to use"),
        "until": _("until %(day)s"),
    }


def _of_the_sale() -> dict[str, str]:
    return {
        "ask": _("How was it? Scan and tap once."),
        "goods": _("Goods"),
        "price_of": _("Price of %(name)s"),
        "one_less": _("One less of %(name)s"),
        "one_more": _("One more of %(name)s"),
        "to_pay": _("To pay"),
        "finish": _("Take %(due)s"),
        "finish_empty": _("Finish"),
        "member_price": _("Member's price"),
        "points_to_come": _("points to come"),
        "points_later": _("Points are added when the till is online again."),
        "sold_later": _("The sale is kept here and sent when the till is online again."),
        "voucher_to_come": _("Brings a voucher: %(kind)s"),
        "voucher_pays": _("Vouchers pay %(money)s."),
        "goods_first": _("Type the amount first, then the voucher."),
        "voucher_refused": _("The voucher %(code)s cannot be used here."),
        "without_voucher": _("Without the voucher %(code)s"),
        "paid_with": _("Paid with"),
        "points_to_spend": _("Points to spend"),
        "spend_points": _("Pay with points"),
        "spend_most": _("All %(points)s"),
        "spend_none": _("None"),
        "worth": _("Up to %(points)s points, worth %(money)s."),
        "spending": _("%(points)s points pay %(money)s."),
        "most_points": _("At most %(points)s points can be spent on this sale."),
        "fewer_points_offline": _(
            "The line is cut: at most %(points)s points can be spent on this sale now."
        ),
        "no_offline_points": _("Offline, no points can be spent; the owner may set a limit."),
    }


def _of_one_point() -> dict[str, str]:
    """What is said instead of the words of the same name where `points` is one."""
    return {
        "points_pending_one": _("%(points)s point still waits"),
        "points_owed_one": _("%(points)s point owed"),
        "points_expire_one": _("%(points)s point expires on %(day)s"),
        "worth_one": _("Up to %(points)s point, worth %(money)s."),
        "spending_one": _("%(points)s point pays %(money)s."),
        "most_points_one": _("At most %(points)s point can be spent on this sale."),
        "fewer_points_offline_one": _(
            "The line is cut: at most %(points)s point can be spent on this sale now."
        ),
        "claim_points_one": _("%(points)s point is held for it."),
        "paid_with_points_one": _("Paid with %(points)s point"),
    }


def _of_vouchers() -> dict[str, str]:
    return {
        "no_offline_vouchers": _("Offline, no vouchers can be used; the owner may set a limit."),
        "voucher_not_held": _(
            "Offline, the voucher %(code)s cannot be used: this till did not see it while the line was up."
        ),
        "voucher_not_held_why": _("Offline, the voucher %(code)s cannot be used. %(why)s"),
        "voucher_ran_out": _(
            "Offline, the voucher %(code)s cannot be used any more: this till held it until %(time)s."
        ),
        "voucher_of_other": _("The voucher %(code)s belongs to another customer."),
        "voucher_not_now": _("The voucher %(code)s does not count at this time."),
        "one_voucher_offline": _("Offline, one voucher can be used on a sale."),
        "voucher_minimum": _("The voucher %(code)s counts from %(money)s on."),
        "voucher_too_much": _(
            "The voucher %(code)s takes off %(money)s; offline the owner allows %(most)s on a sale."
        ),
        "voucher_asked_back": _(
            "%(why)s It was asked to give the voucher back: try again in half a minute. If that till is lost, "
            "a manager frees %(code)s on the voucher's page."
        ),
        "claim": _("Reward to hand over"),
        "claim_for": _("For %(name)s"),
        "claim_points": _("%(points)s points are held for it."),
        "claim_until": _("Held until %(time)s."),
        "claim_pay": _("To pay for it"),
        "claim_over": _("Do not hand it over: %(state)s."),
        "claim_needs_line": _("Rewards are handed over when the till is online. Nothing was taken."),
        "claim_voucher": _("Voucher for it: %(code)s"),
        "hand_over": _("Hand over"),
        "handed_over": _("“%(reward)s” is handed over."),
    }


def _of_the_sheets() -> dict[str, str]:
    return {
        "done": _("Done."),
        "kept_for_later": _("Kept on this device; it is sent when the till is online again."),
        "print": _("Print"),
        "next_customer": _("Next customer"),
        "receipt_of": _("Receipt %(receipt)s"),
        "receipt": _("Receipt"),
        "total": _("Total"),
        "paid_with_points": _("Paid with %(points)s points"),
        "paid_with_vouchers": _("Paid with vouchers"),
        "thanks": _("Thank you, %(name)s!"),
        "earned": _("Points earned: %(points)s"),
        "balance": _("Points to spend: %(points)s"),
        "voucher_given": _("Voucher %(code)s, valid until %(day)s"),
        "queue": _("Sales on this device"),
        "queue_up": _("Sales that wait are sent by themselves, each counted once."),
        "queue_cut": _(
            "Offline: go on selling. Everything is kept here and sent later, each sale counted once."
        ),
        "queue_empty": _("No sales on this device yet."),
        "send_now": _("Send now"),
        "state_waiting": _("Waits to be sent"),
        "state_sent": _("Sent"),
        "state_refused": _("Refused"),
        "try_again": _("Try again"),
        "drop": _("Discard"),
        "drop_sure": _("Discard sale %(receipt)s of %(money)s? It is in no book and cannot be brought back."),
        "seen": _("Seen"),
        "return": _("Return"),
        "return_needs_line": _("Returns need the line. Try again when the till is online."),
        "return_how": _("Everything comes back, or choose how much of each."),
        "receipt_number": _("Receipt number"),
        "find_receipt": _("Find"),
        "take_back": _("Take back"),
        "returned": _("Taken back."),
        "give_back": _("Give back"),
        "points_taken": _("Points taken back: %(points)s"),
        "points_restored": _("Points restored: %(points)s"),
        "points_now_owed": _("Points now owed: %(points)s"),
        "choose_store": _("Which store is this till in?"),
        "no_store": _("There is no store yet. The owner adds one in the settings."),
        "camera": _("Scan a code"),
        "camera_how": _("Hold the code before the camera."),
        "camera_failed": _("The camera cannot be used. Allow it in the browser, or type the number."),
    }
