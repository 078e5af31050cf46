"""The tour: five steps on a copy of the example plan, each done by the person and noticed."""
