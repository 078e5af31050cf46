"""`python -m planner`."""

from planner.cli import run_as_process

if __name__ == "__main__":
    run_as_process()
