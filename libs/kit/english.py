"""The English of what kit tells callers, by its Italian; a test keeps every sentence here."""

ENGLISH = {
    # titles and explanations of problems
    "Errore interno": "Internal error",
    "Qualcosa non ha funzionato. Riprova più tardi.": "Something went wrong. Try again later.",
    "Richiesta non valida": "Invalid request",
    "La richiesta non può essere letta.": "The request cannot be read.",
    "Un errore da correggere.": "One error to correct.",
    "{} errori da correggere.": "{} errors to correct.",
    "Accesso non effettuato": "Not signed in",
    "Serve un token di accesso valido.": "A valid access token is needed.",
    "Operazione non permessa": "Operation not allowed",
    "Il tuo ruolo non permette questa operazione.": "Your role does not allow this operation.",
    "Non trovato": "Not found",
    "A questo indirizzo non c'è nulla.": "There is nothing at this address.",
    "Metodo non permesso": "Method not allowed",
    "Questo indirizzo risponde ad altri metodi: vedi l'intestazione Allow.": (
        "This address answers to other methods: see the Allow header."
    ),
    "Operazione non possibile ora": "Operation not possible now",
    "Lo stato attuale non permette questa operazione.": (
        "The present state does not allow this operation."
    ),
    "Versione superata": "Outdated version",
    "Nel frattempo è cambiato: rileggi e riprova.": (
        "It has changed meanwhile: read it again and try again."
    ),
    "Richiesta troppo grande": "Request too large",
    "Il contenuto inviato supera il limite.": "The content sent is over the limit.",
    "Formato non accettato": "Format not accepted",
    "Invia {}.": "Send {}.",
    "Invia JSON, con Content-Type: application/json.": (
        "Send JSON, with Content-Type: application/json."
    ),
    "Richiesta non accettabile": "Request not acceptable",
    "La richiesta è chiara, ma una regola non la permette.": (
        "The request is clear, but a rule does not allow it."
    ),
    "Manca la versione di partenza": "The version to start from is missing",
    "Indica in If-Match l'ETag letto.": "Give in If-Match the ETag that was read.",
    "Troppe richieste": "Too many requests",
    "Riprova tra poco: vedi l'intestazione Retry-After.": (
        "Try again shortly: see the Retry-After header."
    ),
    "Servizio momentaneamente non disponibile": "Service unavailable for the moment",
    "Riprova tra poco.": "Try again shortly.",
    "Il servizio funziona": "The service works",
    "Il servizio funziona.": "The service works.",
    "Operazione già in corso": "Operation already under way",
    "La stessa richiesta è in lavorazione: riprova tra poco.": (
        "The same request is being worked on: try again shortly."
    ),
    "Chiave già usata": "Key already used",
    "Questa Idempotency-Key è già stata usata con un altro contenuto.": (
        "This Idempotency-Key has already been used with other content."
    ),
    # faults of parameters and bodies
    "Parametro non previsto.": "Unknown parameter.",
    "Campo non previsto.": "Unknown field.",
    "Valore non previsto.": "Unknown value.",
    "Valore non valido.": "Invalid value.",
    "È obbligatorio.": "It is required.",
    "Si può indicare una volta sola.": "It can be given only once.",
    "Non è testo UTF-8.": "It is not UTF-8 text.",
    "Al massimo {} caratteri.": "At most {} characters.",
    "Al massimo {} valori.": "At most {} values.",
    "Al massimo {} parametri.": "At most {} parameters.",
    "Al massimo {} byte.": "At most {} bytes.",
    "Al massimo {} MB.": "At most {} MB.",
    "Al massimo {} {}.": "At most {} {}.",
    "Almeno {} {}.": "At least {} {}.",
    "caratteri": "characters",
    "elementi": "items",
    "campi": "fields",
    "carattere": "character",
    "elemento": "item",
    "campo": "field",
    "Da {} a {}.": "From {} to {}.",
    "Scrivi true o false.": "Write true or false.",
    "Scrivi un numero intero.": "Write a whole number.",
    "Scrivi un numero.": "Write a number.",
    "Scrivi un numero, con il punto per i decimali.": "Write a number, with a decimal point.",
    "Scrivi un identificativo UUID.": "Write a UUID.",
    "Scrivi una data: 2026-09-01.": "Write a date: 2026-09-01.",
    "Questo giorno non esiste.": "There is no such day.",
    "Scrivi data, ora e fuso: 2026-09-01T10:00:00+02:00.": (
        "Write date, time and zone: 2026-09-01T10:00:00+02:00."
    ),
    "Scrivi un'ora di Milano: 10:30:00.": "Write a time of Milan: 10:30:00.",
    "Scrivi un testo tra virgolette.": "Write a text in quotation marks.",
    'Scrivi l\'ETag letto, come "3".': 'Write the ETag that was read, like "3".',
    "Contiene il carattere di controllo U+{}.": "It has the control character U+{}.",
    "Contiene mezzo carattere (un surrogato isolato).": (
        "It has half a character (a lone surrogate)."
    ),
    "Può essere solo null.": "It can only be null.",
    "Non ha la forma prevista.": "It has not the form that is wanted.",
    "Non ha la forma prevista, per esempio {}.": (
        "It has not the form that is wanted, for example {}."
    ),
    "Scrivi su una riga sola, senza tabulazioni.": "Write on one line, without tabs.",
    "Scrivi qualcosa: gli spazi da soli non bastano.": (
        "Write something: blanks alone are not enough."
    ),
    "Serve un oggetto JSON.": "A JSON object is needed.",
    "Serve una lista.": "A list is needed.",
    "Compare già prima.": "It is there before already.",
    "Serve una lista di {} elementi.": "A list of {} items is needed.",
    "Numero troppo grande.": "The number is too large.",
    "Numero intero troppo grande.": "The whole number is too large.",
    "Fuori dai limiti: {}.": "Out of bounds: {}.",
    "{}, {}": "{}, {}",
    "almeno {}": "at least {}",
    "più di {}": "more than {}",
    "al massimo {}": "at most {}",
    "meno di {}": "less than {}",
    "un multiplo di {}": "a multiple of {}",
    "Manca il contenuto JSON.": "The JSON content is missing.",
    "JSON annidato troppo a fondo.": "JSON nested too deep.",
    "Non è JSON: {}.": "It is not JSON: {}.",
    "riga {}, colonna {}": "line {}, column {}",
    "{} non è JSON.": "{} is not JSON.",
    "La chiave {} compare due volte.": "The key {} appears twice.",
    "Manca l'intestazione {}, per esempio un UUID.": (
        "The header {} is missing, for example a UUID."
    ),
    "Da 1 a {} caratteri ASCII, per esempio un UUID.": (
        "From 1 to {} ASCII characters, for example a UUID."
    ),
    # who calls
    "Non si può verificare l'accesso: riprova tra poco.": (
        "Access cannot be verified: try again shortly."
    ),
    "Il token è troppo lungo.": "The token is too long.",
    "Il token non è valido.": "The token is not valid.",
    "Il token è scaduto.": "The token has expired.",
    # what we lean on
    "La base di dati non risponde: riprova tra poco.": (
        "The database does not answer: try again shortly."
    ),
    "NATS non risponde.": "NATS does not answer.",
    "NATS non ha potuto leggere {} ({}).": "NATS could not read {} ({}).",
    "NATS non ha potuto rispondere: {}.": "NATS could not answer: {}.",
    "NATS: un messaggio di una lettura è andato perso.": "NATS: a message of a reading got lost.",
    "Lo stream {} manca in NATS.": "The stream {} is missing in NATS.",
    "Lo stream manca in NATS.": "The stream is missing in NATS.",
}
