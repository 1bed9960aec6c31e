"""What this room keeps about persons: nothing; staff and the business are no customers."""

NOBODY = frozenset(
    {
        "shops.apitoken",
        "shops.business",
        "shops.settingchange",
        "shops.staff",
        "shops.store",
        "shops.storealias",
    }
)
