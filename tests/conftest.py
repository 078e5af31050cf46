"""Settings for every test: the same examples each time where nobody looks for new ones."""

import os

from hypothesis import settings

settings.register_profile("planner", deadline=None)
settings.register_profile("planner-ci", parent=settings.get_profile("planner"), derandomize=True)
settings.load_profile("planner-ci" if os.environ.get("CI") == "true" else "planner")
