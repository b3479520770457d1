"""The imports that there are: which files, mapped by what, sent where."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from wishmi.imports import catalogue, milano_pools, milano_sport, reference
from wishmi.imports.files import FileTrouble, features, found, lines
from wishmi.imports.rows import Part, Sourced

MakePart = Callable[[Path], Iterator[Part]]


def reference_parts(path: Path) -> Iterator[Part]:
    """Municipi, neighbourhoods, stops; of a single file only that, the municipi read beside it."""
    wanted = {
        name: pattern
        for name, pattern in (("nil", reference.NILS), ("metro", reference.STOPS))
        if path.is_dir() or path.match(pattern)
    }
    just_municipi = path.is_file() and path.match(reference.MUNICIPI)
    if path.is_file() and not wanted and not just_municipi:
        raise FileTrouble(
            f"{path.name} is none of the city's files of reference data (by its name)."
        )
    municipi = found(path.parent if path.is_file() else path, reference.MUNICIPI)
    boundaries = reference.Boundaries()
    part = area_part(
        "municipi", municipi, reference.MUNICIPIO_FIELDS, reference.municipio, boundaries
    )
    if path.is_dir() or just_municipi:
        yield part
    for name, pattern in wanted.items():
        fields, make = {
            "nil": (reference.NIL_FIELDS, reference.nil),
            "metro": (reference.STOP_FIELDS, reference.stop),
        }[name]
        yield area_part(name, found(path, pattern), fields, make, boundaries)


def area_part(
    name: str,
    file: Path,
    fields: tuple[tuple[str, str], ...],
    make: Callable[[object, reference.Boundaries], Sourced],
    boundaries: reference.Boundaries,
) -> Part:
    part = Part(name=name, file=file.name, route="areas", fields=fields)
    part.take(features(file), lambda _, feature: make(feature, boundaries))
    return part


def sport_parts(path: Path) -> Iterator[Part]:
    file = found(path, milano_sport.FILE)
    part = Part(name="milano-sport", file=file.name, route="listings", fields=milano_sport.FIELDS)
    part.take(features(file), partial(milano_sport.listing, part=part))
    yield part


def pools_parts(path: Path) -> Iterator[Part]:
    file = found(path, milano_pools.FILE)
    part = Part(name="milano-pools", file=file.name, route="listings", fields=milano_pools.FIELDS)
    part.take(features(file), partial(milano_pools.listing, part=part))
    yield part


def catalogue_parts(folder: Path) -> Iterator[Part]:
    """Bodies first: offers name them."""
    if not folder.is_dir():
        raise FileTrouble(f"There is no folder {folder}.")
    bodies = catalogue.Bodies()
    providers = Part(
        name="providers",
        file=catalogue.PROVIDERS,
        route="providers",
        fields=catalogue.PROVIDER_FIELDS,
    )
    offers = Part(
        name="offers", file=catalogue.OFFERS, route="offers", fields=catalogue.OFFER_FIELDS
    )
    providers.take(lines(folder / catalogue.PROVIDERS), bodies.provider)
    offers.take(lines(folder / catalogue.OFFERS), partial(bodies.offer, part=offers))
    yield providers
    yield offers


SOURCES: dict[str, MakePart] = {
    "reference": reference_parts,
    "milano-sport": sport_parts,
    "milano-pools": pools_parts,
    "catalogue": catalogue_parts,
}
