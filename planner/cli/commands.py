"""The commands of the command line with their descriptions: registered here and nowhere else."""

COMMANDS = {
    "open": "edit plans on a timeline in the terminal; what `planner` alone does",
    "new": "begin a plan: a product, its policy, its first versions, legal from the start",
    "check": "check plans against their policies, for people, editors and CI",
    "diff": "compare two states of a plan: dates, promises, violations gained and lost",
    "fix": "propose the least moves and notices that make a plan keep its policy; --write saves them",
    "when": "find the earliest legal day for a date, and the notices that it needs",
    "explain": "explain why a date can be no earlier and no later, and how far it may slip",
    "rule": "explain a rule: what it demands, its clause, an example with dates",
    "status": "show the phase of each version on a day, and what requests get",
    "agenda": "list what must be sent or done, and by when",
    "sent": "record that a notice went out, and the dates that it told",
    "recover": "list, restore or drop unsaved work that a planner left behind",
    "import": "make a plan from data that exists: endoflife.date, schedules, CSV, OpenAPI, tags, plans",
    "export": "export a plan for review and for other tools: documents, pictures, calendars, data, drafts",
    "policy": "list the policies, show one, check one, or try another number in one",
    "fmt": "format plans and policies: canonical order and spacing",
    "schema": "print the JSON Schema of plans or policies, for editors",
    "keys": "list the keys of the screen, as the settings have them",
    "completions": "print a script that completes commands and options in bash, zsh or fish",
    "help": "show the help of a command, as `planner COMMAND --help` does",
}
