"""Reads all that a handler takes from a request before it runs, so that all faults are told."""

from abc import ABC, abstractmethod
from itertools import count
from typing import Any

from litestar import Request
from litestar.di import Provide
from litestar.handlers import BaseRouteHandler

from kit.kinds import unusable
from kit.problems import NotFound, Problem, together

AnyRequest = Request[Any, Any, Any]

_numbers = count()


class Input(Provide, ABC):
    """A part of a request, given to a handler as a dependency:
    `@get(dependencies={"page": Query(PAGE, Page)})`, then `page: NamedDependency[Page]`."""

    reads_query = False

    def __init__(self) -> None:
        self.number = next(_numbers)  # survives the copies that Litestar makes
        super().__init__(self._value, sync_to_thread=False)

    @abstractmethod
    async def read(self, request: AnyRequest) -> Any:
        """The value; raises Invalid with every fault of this part, or another Problem."""

    @abstractmethod
    def describe(self, operation: dict[str, Any], components: Any) -> None:
        """Add this part to an OpenAPI operation."""

    def _value(self, request: AnyRequest) -> Any:
        return request.scope["state"]["inputs"][self.number]


class Gate:
    """Litestar's `before_request`: reads the inputs of the route, gathers their faults."""

    def __init__(self, otherwise: Input) -> None:
        self._otherwise = otherwise
        """Reads the query of a route that takes none: so every parameter is a fault."""
        self._inputs: dict[BaseRouteHandler, list[Input]] = {}

    async def read(self, request: AnyRequest) -> None:
        handler = request.route_handler
        inputs = self._inputs.get(handler)
        if inputs is None:
            inputs = self._inputs[handler] = self.of(handler)
        if any(isinstance(it, str) and unusable(it) for it in request.path_params.values()):
            raise NotFound  # no name of ours holds it
        values: dict[int, Any] = {}
        refused: list[Problem] = []
        for one in inputs:
            try:
                values[one.number] = await one.read(request)
            except Problem as problem:
                refused.append(problem)
        if refused:
            raise together(refused)
        request.scope["state"]["inputs"] = values

    def of(self, handler: BaseRouteHandler) -> list[Input]:
        """The inputs that a handler takes, by itself or through its dependencies."""
        dependencies = handler.resolve_dependencies()
        names = list(handler.parsed_fn_signature.parameters)
        found: dict[int, Input] = {}
        for name in names:  # grows while we walk
            provide = dependencies.get(name)
            if provide is None:
                continue
            if isinstance(provide, Input):
                found[provide.number] = provide
            names += [new for new in provide.parsed_fn_signature.parameters if new not in names]
        takes_query = any(one.reads_query for one in found.values())
        return list(found.values()) if takes_query else [self._otherwise, *found.values()]
