"""The English of what the catalogue tells callers, by its Italian; a test keeps all of it here."""

from contracts.vocabularies import DESCRIPTORS
from kit.languages import Texts

ENGLISH = {
    "Nel catalogo non c'è una voce con questo identificativo.": (
        "The catalogue has no entry with this id."
    ),
    "Non c'è un vocabolario con questo nome.": "There is no vocabulary with this name.",
    "I parametri non stanno insieme.": "The parameters do not go together.",
    "Con sort=distance serve near.": "sort=distance needs near.",
    "Con radius serve near.": "radius needs near.",
    "Con covered serve credit.": "covered needs credit.",
    "Con questo ordine si usa offset: cursor vale per price, newest e rating.": (
        "This order takes offset: cursor is for price, newest and rating."
    ),
    "O cursor o offset.": "Either cursor or offset.",
    "start_before viene prima di start_after: scambiali.": (
        "start_before comes before start_after: swap them."
    ),
    "Il cursore non vale.": "The cursor does not hold.",
    "Non è un cursore nostro: si prende da next.": "It is no cursor of ours: take it from next.",
    "È il cursore di un'altra ricerca.": "It is the cursor of another search.",
    "La pagina di prima non vale più.": "The page before this one no longer holds.",
    "Non è una posizione nostra: si prende da next.": (
        "It is no position of ours: take it from next."
    ),
    "I vettori non sono ancora stati caricati.": "The vectors have not been loaded yet.",
    "I vettori si stanno caricando.": "The vectors are being loaded.",
    "I vettori non sono disponibili in questo momento.": (
        "The vectors are not available at this moment."
    ),
    "I vettori non si scrivono in questo momento.": "The vectors are not written at this moment.",
    "Scrivi lat,lon oppure il nome di un quartiere (NIL).": (
        "Write lat,lon or the name of a neighbourhood (NIL)."
    ),
    "I quartieri non sono ancora stati caricati: scrivi lat,lon.": (
        "The neighbourhoods have not been loaded yet: write lat,lon."
    ),
    "Non c'è un quartiere (NIL) con questo nome.": (
        "There is no neighbourhood (NIL) with this name."
    ),
    "Scrivi un'età (6) o un intervallo (3-6, 3-, -6).": (
        "Write an age (6) or a range (3-6, 3-, -6)."
    ),
    "Scrivi descrittori e pesi da 1 a 5: relationships:2,body:1.": (
        "Write descriptors and weights from 1 to 5: relationships:2,body:1."
    ),
    "Scrivi un identificativo UUID, oppure {}.": "Write a UUID, or {}.",
    "Serve un riquadro: ovest,sud,est,nord.": "A box is needed: west,south,east,north.",
    "Scrivi ovest,sud,est,nord: 9.04,45.39,9.28,45.54.": (
        "Write west,south,east,north: 9.04,45.39,9.28,45.54."
    ),
    "L'indice non c'è ancora.": "The index is not there yet.",
    "L'indice non risponde.": "The index does not answer.",
    "L'indice non ha risposto in tempo.": "The index did not answer in time.",
    "L'indice non è disponibile in questo momento.": "The index is not available at the moment.",
    "L'indice è appena stato tolto.": "The index has just been removed.",
    "L'indice è a {} di {} ({}).": "The index is at {} of {} ({}).",
    "L'indice non scrive: {}.": "The index does not write: {}.",
    "Il nuovo indice non è arrivato in pari in {} s: nulla è cambiato, riprova.": (
        "The new index did not catch up within {} s: nothing has changed, try again."
    ),
    "Un'altra reindicizzazione ha tolto l'indice di questa.": (
        "Another reindex has removed the index of this one."
    ),
}

REASONS = {
    "Corrisponde alle parole cercate": "Matches the words searched",
    "Parla di ciò che cerchi": "Is about what you search",
    "Non contiene le parole cercate, ma ne parla": "Has none of the words, but is about them",
    "Non contiene le parole cercate, ma ne parla.": "Has none of the words, but is about them.",
    "Spostato più in basso: molte voci di questo ente.": (
        "Moved down: many entries of this provider."
    ),
    "Vicino a dove hai detto": "Near where you said",
    "Nel tuo municipio": "In your municipio",
    "Costa meno del tuo budget": "Costs less than your budget",
    "Lo paga il tuo voucher": "Your voucher pays it",
    "Forte su {}": "Strong in {}",
    "Adatto a questa età": "Right for this age",
    "Nel giorno che hai detto": "On the day you said",
    "Nel periodo che hai detto": "In the period you said",
    "Pensato anche per questo bisogno": "Made for this need too",
    "Si parla la lingua che hai detto": "The language you said is spoken",
    "Pensato per chi hai detto": "Made for those you said",
    "Si svolge dove hai detto": "Takes place where you said",
    "Ci sono posti liberi": "Places are free",
    "Iscrizioni aperte": "Sign-up is open",
    "Scheda completa": "Complete card",
    "Scheda aggiornata nell'ultimo anno": "Card updated within the last year",
    "Apprezzato dalle famiglie": "Liked by families",
    "Gestito da un ente dell'Elenco": "Run by a body of the register",
}
"""Why an entry stands where it stands."""

say = Texts(REASONS, {term.it.lower(): term.en.lower() for term in DESCRIPTORS.terms}).say
"""A reason in the language of the request."""
