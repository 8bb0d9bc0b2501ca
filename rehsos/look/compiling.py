"""How Jinja turns our templates into Python: the same pages by a shorter way.

A page of ours is some four hundred macro calls and as many looks into rows. Of each call Jinja asks what kind of thing
is called and lays its arguments out by hand; Python does both itself. What comes out is letter for letter the same
(`tests/test_compiling.py`); where nothing is escaped, or a macro takes whatever comes, Jinja goes its own way.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import FunctionType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Undefined
from jinja2.utils import missing
from markupsafe import Markup, escape

safe: Callable[[str], Markup] = partial(str.__new__, Markup)
"""`Markup` of what is known to be markup."""
_OF_ROWS = frozenset(dir(dict))
"""What a row has beside its columns: asked for by one of these names, it is the method that Jinja answers with."""


def shown(value: Any) -> str:
    """A value as it stands in the page: markup as it is, all else escaped."""
    return value if type(value) is Markup else escape(value)


NOBODY_CALLS = Undefined("No caller defined", name="caller")


class PlainMacro:
    """A macro that Python calls like any function; what is not given is what its body expects of that."""

    __slots__ = ("arguments", "func", "name", "names")

    def __init__(self, func: FunctionType, name: str, arguments: tuple[str, ...]) -> None:
        code = func.__code__
        self.func, self.name, self.arguments = func, name, arguments
        self.names: Mapping[str, str] = dict(zip(arguments, code.co_varnames[: code.co_argcount], strict=True))
        func.__defaults__ = tuple(NOBODY_CALLS if name == "caller" else missing for name in arguments)

    def __call__(self, *args: Any, **given: Any) -> Any:
        """Its markup. TypeError for an argument that it does not have."""
        if not given:
            return self.func(*args)
        names = self.names
        if unknown := given.keys() - names.keys():
            raise TypeError(f"macro {self.name!r} takes no keyword argument {unknown.pop()!r}")
        return self.func(*args, **{names[name]: value for name, value in given.items()})


class Calls(Context):
    """The context of a page. It calls macros and plain functions straight, all else as Jinja does."""

    def call(self, called: Any, /, *args: Any, **given: Any) -> Any:
        """What it answers. Nothing that a template of ours calls asks which loop or block it is called from."""
        kind = type(called)
        if kind is PlainMacro and not given:
            return called.func(*args)
        if kind is PlainMacro or (kind is FunctionType and not hasattr(called, "jinja_pass_arg")):
            return called(*args, **given)
        return super().call(called, *args, **given)


class Compiler(CodeGenerator):
    """Writes the Python of a template. Private names of Jinja's compiler: the test tells when it moves one."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """The whole; our words before it."""
        self.writeline(f"from {__name__} import PlainMacro, safe, shown")
        super().visit_Template(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja's name
        """A call, without the variables of loop and block that Jinja hands to every one."""
        self.write("context.call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """What stands for a macro whose body has just been written. Between {% call %} and its end: the body itself."""
        node = macro_ref.node
        if not _escapes(frame) or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            super().macro_def(macro_ref, frame)
        elif isinstance(node, nodes.CallBlock) and not (node.args or macro_ref.accesses_caller):
            self.write("macro")
        else:
            names = (*(it.name for it in node.args), *(["caller"] if macro_ref.accesses_caller else []))
            self.write(f"PlainMacro(macro, {getattr(node, 'name', 'caller')!r}, {names!r})")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """The end of a body: markup already, so that who called it has nothing to make of it."""
        if _escapes(frame):
            self.writeline(f"return safe(concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame, force_unescaped)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if _escapes(frame) and finalize.src is None:
            self.write("shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


def _escapes(frame: Frame) -> bool:
    return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile


class Page(Template):
    """A template whose macros are made once. Jinja compares globals at each import: ours are the same everywhere."""

    def _get_default_module(self, _ctx: Context | None = None) -> TemplateModule:
        return self._module or super()._get_default_module()


class ShorterEnvironment(Environment):
    """Jinja's environment with all of that."""

    template_class = Page
    code_generator_class = Compiler
    context_class = Calls

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute`. A row is asked for its column first, where it has no method of that name."""
        if type(obj) is dict and attribute not in _OF_ROWS:
            found = obj.get(attribute, missing)
            return self.undefined(obj=obj, name=attribute) if found is missing else found
        return super().getattr(obj, attribute)
