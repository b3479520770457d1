"""What a family can pay: nothing, little, or up to so much."""

import re
from collections.abc import Iterator

from catalog_search.understanding.lexicon import Found, Meaning, phrases
from catalog_search.understanding.numbers import NUMBER, number
from catalog_search.understanding.text import Text

PHRASES = (
    *phrases(
        "price",
        {
            "free": "gratis,gratuito/a/i/e,gratuitamente,aggratis,senza pagare,senza spendere,"
            "a costo zero,a gratis,senza costi,nessun costo,a zero euro,non a pagamento",
            "low": "economico/a/i/he,low cost,a basso costo,basso costo,poco costoso/a/i/e,"
            "costa poco,costano poco,a poco prezzo,a buon prezzo,prezzi bassi,prezzo basso,"
            "spendere poco,spendo poco,si spende poco,poca spesa,non troppo caro/a/i/e,"
            "poco caro/a/i/e,non caro/a/i/e,costi bassi,costi poco,prezzo accessibile,"
            "prezzi accessibili,prezzi popolari,prezzi modici,prezzo modico",
        },
        use="spent",
    ),
    *phrases(
        "need",
        {
            "economic_hardship": "pochi soldi,non posso pagare,non possiamo pagare,"
            "non possono pagare,non abbiamo soldi,senza soldi,non ho soldi,"
            "non possiamo permettercelo,difficoltà economiche,in difficoltà economica,"
            "disoccupato/a,disoccupati,isee basso,basso isee,non posso permettermelo,"
            "non me lo posso permettere,non ce lo possiamo permettere,non posso permettermi,"
            "non possiamo permetterci,non arriviamo a fine mese,non arrivo a fine mese,"
            "basso reddito,reddito basso,famiglia in difficoltà,famiglie in difficoltà,"
            "siamo in difficoltà,famiglia povera,famiglie povere,senza lavoro,perso il lavoro,"
            "non lavoriamo,nessuno lavora",
        },
        use="spent",
    ),
)

LIMITED = re.compile(
    rf"(?<!\S)(?:(?:sotto|meno di|massimo|max|entro|fino a|al massimo|non piu di|piu di|under|"
    rf"less than|up to|at most|below|menos de|hasta|maximo|moins de|jusqu a|maxi|不 到|低 于|少 于|"
    rf"اقل من|حتي) )?(?:(?:i|gli|the|los|a) )?(?:(?P<sign>€) )?(?P<much>{NUMBER})"
    rf"(?: (?P<euro>euros?|eur|€|欧 元?|يورو))?"
    rf"(?: (?:以 下|以 内))?"
    rf"(?: (?:(?:a|alla|al|all|per|la|l|ogni|di|por|par|a la|una|每|في) )?(?P<unit>lezione|"
    rf"incontro|"
    rf"volta|session|class|sesion|clase|seance|cours|ora|hour|hora|heure|settimana|settimanali|"
    rf"week|semana|semaine|周|mese|mensili|month|mes|mois|月|corso|course|curso|anno|annui|year|ano|an))?"
    rf"(?!\S)"
)
UNITS = {
    "session": "lezione incontro volta session class sesion clase seance cours",
    "hour": "ora hour hora heure",
    "week": "settimana settimanali week semana semaine 周",
    "month": "mese mensili month mes mois 月",
    "course": "corso course curso",
    "year": "anno annui year ano an",
}
UNIT = {word: unit for unit, listed in UNITS.items() for word in listed.split()}
"""To the units of a price list."""

LARGEST = 10_000
"""Euro: no price of the catalogue is near it, and what is larger is no price."""


def find(text: Text) -> Iterator[Found]:
    """Amounts of euro."""
    if not any(word in text.plain for word in ("euro", "eur", "€", "欧", "يورو")):
        return
    for found in LIMITED.finditer(text.plain):
        much = number(found["much"])
        if (found["euro"] or found["sign"]) and much <= LARGEST:
            unit = f"/{UNIT[found['unit']]}" if found["unit"] else ""
            value = f"{round(much * 100)}{unit}"
            yield Found(*text.of(found), Meaning(kind="price", value=value, words="spent"))
