"""Large data let go in small pieces: Python frees a structure in one go, and holds up all threads."""


def let_go(*large: object) -> None:
    """Empty lists and dictionaries, and the lists in dictionaries, that nobody uses any more."""
    for each in large:
        if isinstance(each, list):
            while each:
                each.pop()
        if isinstance(each, dict):
            while each:
                _, value = each.popitem()
                while isinstance(value, list) and value:
                    value.pop()
