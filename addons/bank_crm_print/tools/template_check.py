"""Find out what is wrong with one piece of a template, without filling it in."""

from jinja2 import TemplateSyntaxError

from ..domain.template_names import nearest
from .problems import Problem
from .sandbox import ForbiddenTagError
from .template_schema import NameWalk


def check_source(environment, source, schema, place_of_line):
    """Problems of a source text and the facts that it uses: (problems, used)."""
    try:
        tree = environment.parse(source)
    except ForbiddenTagError as error:
        known = environment.filters if error.what.startswith("|") else ()
        meant = nearest(error.what.lstrip("|"), known) or ""
        return [
            Problem("forbidden", error.what, meant, place=place_of_line(error.line))
        ], set()
    except TemplateSyntaxError as error:
        return [
            Problem("syntax", error.message or "", place=place_of_line(error.lineno))
        ], set()
    walk = NameWalk(schema).walk(tree)
    problems = [
        Problem(
            "unknown", one.name, one.meant or "", one.within, place_of_line(one.line)
        )
        for one in walk.unknown
    ]
    return list(dict.fromkeys(problems)), walk.used
