"""The commands of the command line, with a description each: registered here and nowhere else."""

COMMANDS = {
    "open": "edit plans on a timeline in the terminal; what `planner` alone does",
    "check": "judge plans by their policies, for people, editors and CI",
    "diff": "what became of a plan: dates moved, promises touched, violations gained and lost",
    "fix": "the least moves and notices that make a plan keep its policy; --write saves them",
    "when": "the earliest legal day for a date, and what must go out when for it",
    "explain": "why a date can be no earlier and no later, and how far it may slip",
    "rule": "what a rule demands, its clause, an example with dates",
    "status": "what each version is on a day, and what requests get",
    "agenda": "what must be sent or done by when",
    "sent": "record that a notice went out, and what it told",
    "recover": "unsaved work that a planner left behind: list it, restore it, drop it",
    "export": "a plan for review and for other tools: documents, pictures, calendars, data, drafts",
    "policy": "the policies there are: list them, read one, check one",
    "fmt": "plans and policies in canonical order and spacing",
    "schema": "the JSON Schema of plans or policies, for editors",
    "completions": "completion of commands and options, for bash, zsh and fish",
    "help": "the help of a command, as `planner COMMAND --help`",
}
