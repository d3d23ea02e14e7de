"""The Biolink Model as its package ships it, read without importing the package."""

from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import yaml

Entry = dict[str, object]

ROOT = "named thing"
TOP = "related to"


@cache
def schema() -> Entry:
    """Return the schema, with the slots of attributes that it imports."""
    told: Entry = {}
    for name in ("attributes", "biolink_model"):
        path = distribution("biolink-model").locate_file(
            f"biolink_model/schema/{name}.yaml"
        )
        content = Path(str(path)).read_text(encoding="utf-8")
        read = yaml.load(content, Loader=yaml.CSafeLoader)
        for key, value in read.items():
            known = told.get(key)
            if isinstance(known, dict) and isinstance(value, dict):
                known.update(value)
            else:
                told[key] = value
    return told


def entries(section: str) -> dict[str, Entry]:
    """Return the classes, slots or enums of the schema by name."""
    found = schema()[section]
    assert isinstance(found, dict)
    return {name: entry or {} for name, entry in found.items()}


@cache
def classes() -> dict[str, Entry]:
    """Return the classes by their CURIE."""
    return {f"biolink:{_camel(name)}": e for name, e in entries("classes").items()}


@cache
def predicates() -> dict[str, str]:
    """Return the names of all that is related to something, by CURIE."""
    return {
        f"biolink:{name.replace(' ', '_')}": name
        for name in entries("slots")
        if TOP in ancestors("slots", name)
    }


@cache
def name_of(category: str) -> str:
    """Return the name of the class with the CURIE *category*."""
    names = {f"biolink:{_camel(name)}": name for name in entries("classes")}
    return names[category]


def _camel(name: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in name.split())


@cache
def ancestors(section: str, name: str) -> frozenset[str]:
    """Return *name* and all that it is a kind of, mixins as well."""
    entry = entries(section).get(name, {})
    above = [entry.get("is_a"), *_list(entry.get("mixins"))]
    found = {name}
    for each in above:
        if each:
            found |= ancestors(section, str(each))
    return frozenset(found)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


@cache
def end(predicate: str, which: str) -> str:
    """Return domain or range of *predicate*, as it is inherited."""
    here: object = predicate
    while here:
        entry = entries("slots")[str(here)]
        if entry.get(which):
            return str(entry[which])
        here = entry.get("is_a")
    raise AssertionError(predicate)


def admits(subject: str, predicate: str, target: str) -> bool:
    """Return whether *predicate* may lead from one category to the other."""
    name = predicates()[predicate]
    return end(name, "domain") in ancestors("classes", name_of(subject)) and (
        end(name, "range") in ancestors("classes", name_of(target))
    )


@cache
def slots(name: str) -> dict[str, bool]:
    """Return the slots of the class called *name*, and whether each holds several."""
    found = {
        str(slot): bool(entries("slots").get(str(slot), {}).get("multivalued"))
        for each in ancestors("classes", name)
        for slot in _list(entries("classes")[each].get("slots"))
    }
    return {slot.replace(" ", "_"): several for slot, several in found.items()}


def values(enum: str) -> set[str]:
    """Return the values that *enum* permits."""
    permitted = entries("enums")[enum]["permissible_values"]
    assert isinstance(permitted, dict)
    return set(permitted)
