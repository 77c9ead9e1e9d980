"""Rebuild the index from the plans and publish it in one step, or look at what there is."""

if __name__ == "__main__":
    # Not above: the processes that read the plans load this file too, and need none of it.
    from bot.rebuild_command import main

    raise SystemExit(main())
