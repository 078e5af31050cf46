"""Large data let go in small pieces: Python frees a structure in one go, and holds up all threads."""


def let_go(*large: object) -> None:
    """Empty lists and dictionaries item by item, and the lists that are values of the dictionaries.

    Nothing else may use them any more. Other objects are left alone.
    """
    for each in large:
        if isinstance(each, list):
            while each:
                each.pop()
        if isinstance(each, dict):
            while each:
                _, value = each.popitem()
                while isinstance(value, list) and value:
                    value.pop()
