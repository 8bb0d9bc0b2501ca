"""How Jinja turns our templates into Python: the same pages by a shorter way.

A page of ours is some four hundred macro calls and as many looks into rows. Of each call Jinja asks what kind of thing
is called and lays its arguments out by hand; Python does both itself. What comes out is letter for letter the same
(`tests/test_compiling.py`); where nothing is escaped, or a macro takes whatever comes, Jinja goes its own way.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from keyword import iskeyword
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Undefined
from jinja2.utils import missing
from markupsafe import Markup, escape
from markupsafe._speedups import _escape_inner as escaped

safe: Callable[[str], Markup] = partial(str.__new__, Markup)
"""`Markup` of what is known to be markup."""
OF_ROWS = frozenset(dir(dict))
"""What a row has beside its columns: asked for by one of these names, it is the method that Jinja answers with."""
STRAIGHT = frozenset({FunctionType, MethodType, BuiltinFunctionType, type(lru_cache(len))})
"""What Python calls by itself: none of these in our pages asks which context it is called from (a test looks)."""
NOBODY_CALLS = Undefined("No caller defined", name="caller")


def shown(value: Any) -> str:
    """A value as it stands in the page: markup as it is, all else escaped, and of that no markup is made first."""
    kind = type(value)
    if kind is str:
        return escaped(value)
    return value if kind is Markup else escape(value)


def plain(func: FunctionType, arguments: tuple[str, ...]) -> FunctionType:
    """A macro as a function with the names that its template gives; what is not given is what its body expects of that.

    Jinja calls the arguments by names of its own, and would hand each of them over by place.
    """
    code = func.__code__
    told = dict(zip(code.co_varnames, arguments, strict=False))
    renamed = code.replace(
        co_varnames=(*arguments, *code.co_varnames[len(arguments) :]),
        co_cellvars=tuple(told.get(name, name) for name in code.co_cellvars),
    )
    absent = tuple(NOBODY_CALLS if name == "caller" else missing for name in arguments)
    return FunctionType(renamed, func.__globals__, func.__name__, absent, func.__closure__)


class Calls(Context):
    """The context of a page."""

    def called(self, what: Any) -> Callable[..., Any]:
        """What a template calls that is no plain function: as Jinja calls it."""
        return partial(self.call, what)


class Compiler(CodeGenerator):
    """Writes the Python of a template. Private names of Jinja's compiler: the test tells when it moves one."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """The whole; our words before it."""
        self.writeline(f"from {__name__} import STRAIGHT, plain, safe, shown")
        super().visit_Template(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja's name
        """A call, without the variables of loop and block that Jinja hands to every one."""
        if node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("(it if type(it := ")
        self.visit(node.node, frame)
        self.write(") in STRAIGHT else context.called(it))(")
        for given in (*node.args, *node.kwargs):
            self._handed_over(given, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def _handed_over(self, given: nodes.Node, frame: Frame) -> None:
        if isinstance(given, nodes.Keyword) and iskeyword(given.key):
            self.write(f"**{{{given.key!r}: ")
            self.visit(given.value, frame)
            self.write("}")
        else:
            self.visit(given, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """`thing.name`. A row is asked for its column first, where it has no method of that name."""
        if node.attr in OF_ROWS:
            super().visit_Getattr(node, frame)
            return
        self.write("(it[")
        self.write(f"{node.attr!r}] if type(it := ")
        self.visit(node.node, frame)
        self.write(f") is dict and {node.attr!r} in it else environment.getattr(it, {node.attr!r}))")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """What stands for a macro whose body has just been written. Between {% call %} and its end: the body itself."""
        node = macro_ref.node
        if not _escapes(frame) or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            super().macro_def(macro_ref, frame)
        elif isinstance(node, nodes.CallBlock) and not (node.args or macro_ref.accesses_caller):
            self.write("macro")
        else:
            names = (*(it.name for it in node.args), *(["caller"] if macro_ref.accesses_caller else []))
            self.write(f"plain(macro, {names!r})")

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
