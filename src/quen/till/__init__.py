"""The till: one screen to find, sell, redeem, take back and enrol."""
