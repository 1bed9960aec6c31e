"""Cards of plastic and on the phone: numbers, handing out, replacing."""
