"""`python -m generator`: the same as `serendip`."""

if __name__ == "__main__":
    # Worker processes import this module too, and must do nothing.
    from generator.cli import main

    main()
