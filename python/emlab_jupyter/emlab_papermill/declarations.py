"""The variables that a cell declares, read without a compiler: enough for `papermill --help-notebook`."""

import re

token = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)
      | (?P<arrow>=>)
      | (?P<open>[\[({<])
      | (?P<close>[\])}>])
      | (?P<word>[A-Za-z_$][\w$]*)
      | (?P<space>\s+)
      | (?P<other>.)""",
    re.X | re.S,
)
starts = re.compile(r"^[ \t]*(?:export[ \t]+)?(?:let|const|var)[ \t]+", re.M)
declarator = re.compile(r"^(?P<name>[A-Za-z_$][\w$]*)!?\s*(?::(?P<type>.*?))?\s*(?:(?<![=<>!])=(?![=>])(?P<value>.*))?$", re.S)


def declarations(source):
    """Of each variable: its name, its type ("None" where none is written), its value as written, and the comment behind it."""
    found = []
    for start in starts.finditer(source):
        parts, help_text = declarators(source[start.end() :])
        for part in parts:
            match = declarator.match(part)
            if match:
                kind, value = (match.group("type") or "None").strip(), (match.group("value") or "undefined").strip()
                found.append((match.group("name"), kind, value, help_text))
    return found


def declarators(rest):
    """The parts of one declaration, without comments, and the comment at the end of its last line."""
    parts, depth, in_type, is_over = [""], 0, True, False
    for match in token.finditer(rest):
        kind, text = match.lastgroup, match.group()
        if is_over or (kind == "comment" and ends_here(rest, match.end(), depth, parts)):
            if kind == "comment":
                return clean(parts), text.strip("/* \t\n")
            if kind != "space" or "\n" in text:
                break
            continue
        # In a type < is a bracket, in a value it compares.
        if text not in "<>" or in_type:
            depth += (kind == "open") - (kind == "close")
        if depth < 0 or (kind == "space" and "\n" in text and ends_here(rest, match.start(), depth, parts)):
            break
        if depth == 0 and text == ";":
            is_over = True
        elif depth == 0 and text == ",":
            parts.append("")
            in_type = True
        elif kind != "comment":
            in_type = in_type and not (depth == 0 and text == "=")
            parts[-1] += text
    return clean(parts), ""


def ends_here(rest, at, depth, parts):
    """A line's end ends the declaration where nothing is open and the next line does not go on with it."""
    goes_on = re.match(r"\s*[=|&+*/?:.,-]", rest[at:]) or not parts[-1].strip() or parts[-1].rstrip()[-1] in "=|&+*/?:.-"
    return depth == 0 and not goes_on


def clean(parts):
    return [part.strip() for part in parts if part.strip()]
