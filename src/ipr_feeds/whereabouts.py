"""Where in its file a plugin declares something: the line that an author looks for."""

import ast
import sys
import traceback
from pathlib import Path


def declared_at(kind: type, name: str = "") -> str:
    """File and line where a class, or the class it inherits from, declares `name`; of the class itself without one.

    Such as "line 14 of /home/me/harbour.py"; empty when nobody knows.
    """
    for owner in kind.__mro__:
        if not name or name in vars(owner):
            return _line(owner, name)
    return _line(kind, "")


def raised_at(error: BaseException, kind: type) -> str:
    """The line of the file of a class that an error came through last; empty when it did not come from there."""
    file = getattr(sys.modules.get(kind.__module__), "__file__", None)
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return line_of(lines[-1], file) if lines else ""


def line_of(node: int | None, file: str | None) -> str:
    """A line of a file, in words; empty when either is unknown."""
    return f"line {node} of {file}" if node and file else ""


def _line(owner: type, name: str) -> str:
    file = getattr(sys.modules.get(owner.__module__), "__file__", None)
    try:
        tree = ast.parse(Path(file).read_bytes()) if file else None
    except (OSError, SyntaxError, ValueError):
        return ""
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)) if tree else ()
    found = next((node for node in classes if node.name == owner.__name__), None)
    if found is None:
        return ""
    lines = [node.lineno for node in found.body if name in _names(node)]  # of several the last one counts
    return line_of(lines[-1] if lines else found.lineno, file)


def _names(node: ast.stmt) -> list[str]:
    """What a statement in the body of a class gives a name to."""
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return [node.name] if isinstance(node, ast.FunctionDef) else []
