"""Reads a Jinja template as a typed program: what does each `a.b` in it stand for, and is there such a thing?

Types come from the page object named in the template's first line and flow through loops, `set`, macros
(each read again for the types it is called with), includes and method calls. Where nothing is known,
nothing is said.
"""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAliasType, Union, get_args, get_origin, get_type_hints

from django.utils.module_loading import import_string
from jinja2 import Environment, nodes

PAGE = re.compile(r"\{#-? page: (\S+)\s")
SAME_TYPE = {
    "sort",
    "list",
    "reverse",
    "unique",
    "select",
    "reject",
    "selectattr",
    "rejectattr",
    "default",
    "d",
}
Scope = dict[str, Any]


def page_of(source: str) -> Any:
    """The type that a template's first line names, or None."""
    found = PAGE.match(source)
    return import_string(found.group(1)) if found else None


@cache
def parsed(env: Environment, name: str) -> nodes.Template:
    assert env.loader is not None
    return env.parse(env.loader.get_source(env, name)[0])


@cache
def hints_of(thing: Any) -> dict[str, Any]:
    return get_type_hints(thing)


@dataclass
class Reader:
    env: Environment
    faults: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def tree(self, name: str) -> nodes.Template:
        return parsed(self.env, name)

    def read(self, name: str, scope: Scope) -> None:
        """Reads a whole template; faults are gathered, not raised."""
        key = f"{name} {sorted((k, str(v)) for k, v in scope.items())}"
        if key in self.seen:
            return
        self.seen.add(key)
        tree = self.tree(name)
        _Pass(self, name, tree, dict(scope)).block(tree.body)


class _Pass:
    """One walk through one template (or one macro of it) with the types known there."""

    def __init__(self, reader: Reader, name: str, tree: nodes.Template, scope: Scope) -> None:
        self.reader, self.name, self.tree, self.scope = reader, name, tree, scope
        self.macros: dict[str, tuple[str, nodes.Template, nodes.Macro]] = {
            macro.name: (name, tree, macro) for macro in tree.find_all(nodes.Macro)
        }
        for imported in tree.find_all(nodes.FromImport):
            self._import(imported)

    def _import(self, imported: nodes.FromImport) -> None:
        where = imported.template.value if isinstance(imported.template, nodes.Const) else None
        if where is None or where.endswith("macro.njk") or not where.endswith(".jinja"):
            return
        tree = self.reader.tree(where)
        found = {macro.name: macro for macro in tree.find_all(nodes.Macro)}
        for each in imported.names:
            original, alias = each if isinstance(each, tuple) else (each, each)
            if original in found:
                self.macros[alias] = (where, tree, found[original])

    # Statements

    def block(self, body: Iterable[nodes.Node]) -> None:
        for node in body:
            self.statement(node)

    def statement(self, node: nodes.Node) -> None:  # noqa: C901  # one arm a kind of node
        match node:
            case nodes.For():
                self.loop(node)
            case nodes.Assign():
                self.bind(node.target, self.type_of(node.node))
            case nodes.Macro():
                pass  # read where it is called, with the types that it is called with
            case nodes.Include():
                self.include(node)
            case nodes.With():
                self.with_(node)
            case nodes.CallBlock():
                self.type_of(node.call)
                self.block(node.body)
            case nodes.Expr():
                self.type_of(node)
            case _:
                for child in node.iter_child_nodes():
                    self.statement(child)

    def loop(self, node: nodes.For) -> None:
        items = self.type_of(node.iter)
        outside = dict(self.scope)
        self.scope["loop"] = None
        self.bind(node.target, element(items))
        if node.test is not None:
            self.type_of(node.test)
        self.block(node.body)
        self.scope = outside
        self.block(node.else_)

    def with_(self, node: nodes.With) -> None:
        values = [self.type_of(value) for value in node.values]
        outside = dict(self.scope)
        for target, value in zip(node.targets, values, strict=True):
            self.bind(target, value)
        self.block(node.body)
        self.scope = outside

    def bind(self, target: nodes.Expr, value: Any) -> None:
        if isinstance(target, nodes.Name):
            self.scope[target.name] = value
        elif isinstance(target, nodes.Tuple):
            parts = get_args(value) if get_origin(value) is tuple else ()
            fixed = len(parts) == len(target.items) and Ellipsis not in parts
            for index, item in enumerate(target.items):
                self.bind(item, parts[index] if fixed else None)

    def include(self, node: nodes.Include) -> None:
        if isinstance(node.template, nodes.Const):
            self.reader.read(node.template.value, self.scope)

    # Expressions

    def type_of(self, node: nodes.Node) -> Any:  # noqa: C901  # one line a kind of expression
        """The type of an expression, or None where nothing is known; faults are noted on the way."""
        match node:
            case nodes.Name():
                return self.scope.get(node.name)
            case nodes.Const():
                return type(node.value)
            case nodes.Getattr():
                return self.attribute(node)
            case nodes.Getitem():
                self.type_of(node.arg)
                return element(self.type_of(node.node))
            case nodes.Call():
                return self.call(node)
            case nodes.Filter():
                return self.filtered(node)
            case nodes.CondExpr():
                self.type_of(node.test)
                first, second = self.type_of(node.expr1), self.type_of(node.expr2) if node.expr2 else None
                return first or second
            case nodes.Or() | nodes.And():
                first, second = self.type_of(node.left), self.type_of(node.right)
                return first or second
        for child in node.iter_child_nodes():
            self.type_of(child)
        return None

    def attribute(self, node: nodes.Getattr) -> Any:
        owner = self.type_of(node.node)
        known, kind = attribute(owner, node.attr)
        if not known:
            names = ", ".join(sorted({getattr(each, "__name__", str(each)) for each in members(owner)}))
            self.reader.faults.append(f"{self.name}:{node.lineno}: {names} has no {node.attr}")
        return kind

    def filtered(self, node: nodes.Filter) -> Any:
        before = self.type_of(node.node) if node.node is not None else None
        for child in (*node.args, *node.kwargs):
            self.type_of(child)
        if node.name in {"first", "last", "min", "max"}:
            return element(before)
        return before if node.name in SAME_TYPE else None

    def call(self, node: nodes.Call) -> Any:
        positional = [self.type_of(each) for each in node.args]
        named = {each.key: self.type_of(each.value) for each in node.kwargs}
        if isinstance(node.node, nodes.Name) and node.node.name in self.macros:
            self.macro(*self.macros[node.node.name], positional, named)
            return None
        returned = self.type_of(node.node)
        return returned.result if isinstance(returned, Method) else None

    def macro(
        self, where: str, tree: nodes.Template, macro: nodes.Macro, given: list[Any], named: Scope
    ) -> None:
        scope: Scope = dict(zip([each.name for each in macro.args], given, strict=False)) | named
        key = f"{where} {macro.name} {sorted((k, str(v)) for k, v in scope.items())}"
        if key not in self.reader.seen:
            self.reader.seen.add(key)
            _Pass(self.reader, where, tree, scope).block(macro.body)


# Types


@dataclass(frozen=True)
class Method:
    """A method that has not been called yet."""

    result: Any


def members(kind: Any) -> list[Any]:
    """What a value may be, without None."""
    if isinstance(kind, types.UnionType) or get_origin(kind) is Union:
        return [each for part in get_args(kind) if part is not type(None) for each in members(part)]
    if isinstance(kind, TypeAliasType):
        return members(kind.__value__)
    return [kind]


def element(kind: Any) -> Any:
    """What one finds in it: list[X], tuple[X, ...], Sequence[X] -> X; dict[K, X] -> X when asked by key."""
    for each in members(kind):
        origin, parts = get_origin(each), get_args(each)
        if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis:
            return parts[0]
        if isinstance(origin, type) and issubclass(origin, Mapping) and len(parts) == 2:
            return parts[1]
        if isinstance(origin, type) and origin is not tuple and issubclass(origin, Iterable) and parts:
            return parts[0]
    return None


def attribute(owner: Any, name: str) -> tuple[bool, Any]:
    """Whether some member of a type has it, and what it is then. A union is trusted: an `if` guards it."""
    found = [one_attribute(each, name) for each in members(owner)]
    kinds = [kind for known, kind in found if known]
    return bool(kinds), next((kind for kind in kinds if kind is not None), None)


def one_attribute(owner: Any, name: str) -> tuple[bool, Any]:
    base = get_origin(owner) or owner
    if owner is None or owner is Any or not isinstance(base, type) or base is object:
        return True, None
    if issubclass(base, Mapping):
        if name in {"items", "keys", "values"}:
            parts = get_args(owner)
            pair: Any = list[tuple[parts]]  # type: ignore[valid-type]
            return True, Method(pair) if name == "items" else None
        return True, element(owner)
    hints = hints_of(base)
    if name in hints:
        return True, hints[name]
    value = inspect.getattr_static(base, name, None)
    if value is None:
        return False, None
    getter = value.fget if isinstance(value, property) else getattr(value, "func", value)
    result = hints_of(getter).get("return") if inspect.isfunction(getter) else None
    return True, Method(result) if inspect.isfunction(value) else result
