from papermill.exceptions import PapermillException
from papermill.models import Parameter
from papermill.translators import Translator

from .declarations import declarations
from .literals import identifier, literal, type_of

reserved = frozenset(
    "await break case catch class const continue debugger default delete do else enum export extends false finally for function if "
    "implements import in instanceof interface let new null package private protected public return static super switch this throw "
    "true try typeof var void while with yield".split()
)


class TypeScriptTranslator(Translator):
    """Writes each parameter as `let name: type = value;`: a later cell may declare a name again, and the kernel checks its use."""

    @classmethod
    def translate(cls, val):
        return literal(val)

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        lines = [cls.comment(comment), *(cls.declare(name, value) for name, value in parameters.items())]
        return "\n".join(lines) + "\n"

    @classmethod
    def declare(cls, name, value):
        if not identifier.fullmatch(name) or name in reserved:
            raise PapermillException(f'"{name}" cannot be a parameter: it is no name of a variable in TypeScript.')
        return f"let {name}: {type_of(value)} = {literal(value)};"

    @classmethod
    def inspect(cls, parameters_cell):
        return [Parameter(*found) for found in declarations(parameters_cell["source"])]
