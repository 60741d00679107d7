"""Values of Python as TypeScript: what is written for them, and of which type that is."""

import json
import math
import numbers
import re

# The integers up to here are exact as numbers of TypeScript.
largest_safe = 2**53 - 1
identifier = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)
# What a line of source must not hold as it is: ends of lines, controls, halves of surrogate pairs.
unprintable = re.compile("[\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff]")


def literal(value):
    """The value as TypeScript source."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, numbers.Integral):
        return str(int(value)) if abs(value) <= largest_safe else f"{int(value)}n"
    if isinstance(value, numbers.Real):
        return real(float(value))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key_of(name, '[%s]')}: {literal(one)}" for name, one in value.items()) + "}"
    if is_list(value):
        return "[" + ", ".join(literal(one) for one in value) + "]"
    return text(str(value))


def type_of(value):
    """The type to declare a variable of that value with; what the value says nothing of is `any`."""
    if value is None:
        return "any"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, numbers.Integral) and abs(value) > largest_safe:
        return "bigint"
    if isinstance(value, numbers.Real):
        return "number"
    if isinstance(value, dict):
        # A notebook may look for keys that were not given.
        return "{ " + "".join(f"{key_of(name, '%s')}: {type_of(one)}; " for name, one in value.items()) + "[key: string]: any }"
    if is_list(value):
        return list_type(value)
    return "string"


def is_list(value):
    return isinstance(value, (list, tuple, set, frozenset))


def list_type(values):
    kinds = list(dict.fromkeys(type_of(one) for one in values))
    if not kinds or "any" in kinds:
        return "any[]"
    return f"{kinds[0]}[]" if len(kinds) == 1 else f"({' | '.join(kinds)})[]"


def real(value):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value)


def text(value):
    quoted = json.dumps(value, ensure_ascii=False)
    return unprintable.sub(lambda match: f"\\u{ord(match.group()):04x}", quoted)


def key_of(name, around_proto):
    """A key of an object; keys that are no texts are written as JSON writes them."""
    key = name if isinstance(name, str) else literal(name)
    if key == "__proto__":
        # As it is, it would set the prototype.
        return around_proto % text(key)
    return key if identifier.fullmatch(key) else text(key)
