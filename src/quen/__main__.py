"""`python -m quen`."""

from quen.cli.main import main

if __name__ == "__main__":
    main()
