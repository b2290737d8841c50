"""SQL that Django's ORM compiles once for each shape of a question, and that then only takes other values.

Building and compiling a queryset takes longer than running it. What is compiled here is an ordinary
queryset, whose values are `Given` by name where they change from question to question.
"""

from statements.compiled import Among, Given, forget_all, rows
from statements.sessions import asked

__all__ = ["Among", "Given", "asked", "forget_all", "rows"]
