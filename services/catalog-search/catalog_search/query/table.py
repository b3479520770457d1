"""Every parameter of a search, said once: parsing, faults and the API's document read this."""

from catalog_search.facets import BY_NAME, FACETS, MUNICIPI, NONE
from catalog_search.query.kinds import ages, also, choice_of, place, weights
from catalog_search.query.question import (
    DEEPEST,
    LARGEST_PAGE,
    LONGEST,
    NO_FACETS,
    SORTS,
    SWITCHES,
)
from catalog_search.schemas import Found
from kit import kinds
from kit.parameters import Parameter

CENTS = kinds.integer(at_least=0, at_most=10_000_000)

PARAMETERS = (
    Parameter(name="q", kind=kinds.text(longest=LONGEST), description="Parole da cercare."),
    Parameter(
        name="exact",
        kind=kinds.boolean(),
        description="Cerca le parole come sono scritte, senza correggere errori di battitura.",
        default=False,
    ),
    Parameter(
        name="understand",
        kind=kinds.boolean(),
        description="Se leggere nelle parole età, luoghi, prezzi, giorni e bisogni.",
        default=True,
    ),
    Parameter(
        name="not_understood",
        kind=kinds.text(longest=100),
        description="Ciò che è stato frainteso: gli `id` di `understood`.",
        repeatable=True,
    ),
    *(
        Parameter(
            name=facet.name,
            kind=choice_of(facet),
            description=f"{facet.it}. {facet.description} `{NONE}`: not stated.",
            repeatable=True,
            in_url=not facet.worked_out,
        )
        for facet in FACETS
    ),
    Parameter(
        name="age",
        kind=ages(),
        description="Età in anni: `6`, `3-6`, `3-`, `-6`. Chi non la indica va bene per tutte.",
    ),
    Parameter(
        name="price_max",
        kind=CENTS,
        description="Prezzo indicato, al massimo, in centesimi. Il gratuito vale 0.",
    ),
    Parameter(name="start_after", kind=kinds.day(), description="Inizia quel giorno o dopo."),
    Parameter(name="start_before", kind=kinds.day(), description="Inizia quel giorno o prima."),
    Parameter(
        name="near",
        kind=place(),
        description="`lat,lon`, oppure il nome di un quartiere (NIL): dà la distanza.",
    ),
    Parameter(
        name="radius",
        kind=kinds.integer(at_least=1, at_most=100_000),
        description="Metri da `near` oltre i quali non si cerca.",
    ),
    Parameter(
        name="prefer_municipio",
        kind=also(
            kinds.choice([term.code for term in MUNICIPI]),
            {"type": "integer", "minimum": 1, "maximum": len(MUNICIPI)},
            int,
        ),
        description="Meglio se in questo municipio: non nasconde gli altri.",
        repeatable=True,
    ),
    Parameter(
        name="prefer_budget",
        kind=CENTS,
        description="Meglio se un incontro costa al massimo questi centesimi.",
    ),
    Parameter(
        name="prefer_wellbeing",
        kind=weights(),
        description="Quanto conta ogni descrittore: `relationships:2,body:1`.",
        default=None,
    ),
    Parameter(
        name="prefer_near",
        kind=place(),
        description="Meglio se vicino: `lat,lon` o il nome di un quartiere (NIL).",
    ),
    Parameter(
        name="credit",
        kind=CENTS,
        description="Centesimi che restano sul voucher.",
        in_url=False,
    ),
    Parameter(name="sort", kind=kinds.choice(SORTS), description="Ordine.", default="relevance"),
    Parameter(
        name="limit",
        kind=kinds.integer(at_least=0, at_most=LARGEST_PAGE),
        description="Voci di una pagina.",
        default=20,
    ),
    Parameter(
        name="offset",
        kind=kinds.integer(at_least=0, at_most=DEEPEST),
        description=f"Voci da saltare; le pagine finiscono alla {DEEPEST}ª voce.",
        default=0,
    ),
    Parameter(
        name="cursor",
        kind=kinds.text(longest=400),
        description="Dove continua la pagina di prima: si prende da `next`.",
    ),
    Parameter(
        name="day",
        kind=kinds.day(),
        description="Giorno del cui ordine si continua la lettura: si prende da `next`.",
    ),
    Parameter(
        name="vectors",
        kind=kinds.integer(at_least=0, at_most=2**53 - 1),
        description="Posizione dei significati con cui si continua la lettura: si prende da "
        "`next`.",
    ),
    Parameter(
        name="explain",
        kind=kinds.boolean(),
        description="Perché ogni voce sta dove sta.",
        default=False,
    ),
    Parameter(
        name="without",
        kind=kinds.choice(SWITCHES),
        description="Fattore dell'ordine da lasciare fuori.",
        repeatable=True,
    ),
    Parameter(
        name="facets",
        kind=kinds.choice((*BY_NAME, NO_FACETS)),
        description=f"Solo questi conteggi; `{NO_FACETS}`: nessuno.",
        repeatable=True,
    ),
    Parameter(
        name="fields",
        kind=kinds.choice(Found.__struct_fields__),
        description="Solo questi campi di ogni voce (`id` c'è sempre).",
        repeatable=True,
    ),
)

SUGGEST = (
    Parameter(
        name="q",
        kind=kinds.text(longest=LONGEST),
        description="Ciò che si sta scrivendo; si risponde dalla seconda lettera.",
        required=True,
    ),
)
