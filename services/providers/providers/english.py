"""The English of what the register tells callers, by its Italian; a test keeps all of it here."""

ENGLISH = {
    # titles of problems
    "Operazione non possibile nello stato attuale": "Operation not possible in the present state",
    "L'ente non è nell'elenco": "The provider is not in the register",
    "L'ente è già nell'elenco": "The provider is already in the register",
    "Mancano i dati di riferimento della città": "The city's reference data are missing",
    "La scheda non è completa": "The card is not complete",
    "La bozza è tua": "The draft is yours",
    "Resta una sospensione su cui decidere": "A suspension is left to decide about",
    "Scrivi in suspension se la sospensione urgente finisce (lifted) o resta (kept).": (
        "Say in suspension whether the urgent suspension ends (lifted) or stays (kept)."
    ),
    "Qui non c'è una sospensione urgente ancora in corso.": (
        "There is no urgent suspension here that still lasts."
    ),
    "La bozza non cambia nulla": "The draft changes nothing",
    # what a state or a rule does not allow
    "La proposta è {}.": "The offer is {}.",
    "in bozza": "a draft",
    "pubblicata": "published",
    "ritirata": "withdrawn",
    "sospesa": "suspended",
    "La segnalazione è già di un ente": "The listing is a body's already",
    "Un ente l'ha già rivendicata.": "A body has claimed it already.",
    "La segnalazione non ha il codice fiscale dell'ente": "The listing has not the body's tax code",
    "Chiedi agli uffici di assegnarla all'ente.": "Ask the officers to assign it to the body.",
    "Non è una segnalazione.": "It is no listing.",
    "Una segnalazione non si copia.": "A listing is not copied.",
    "La bozza è {}.": "The draft is {}.",
    "in lavorazione": "being written",
    "rimandata con note": "sent back with notes",
    "Chi ha scritto o presentato una bozza non la pubblica: serve un altro funzionario.": (
        "Who wrote or submitted a draft does not publish it: another officer is needed."
    ),
    "L'ente è {}.": "The provider is {}.",
    "nell'elenco": "in the register",
    "sospeso": "suspended",
    "cancellato dall'elenco": "removed from the register",
    "La bozza è uguale alla scheda pubblicata: cambiala, poi presentala.": (
        "The draft is the same as the published card: change it, then submit it."
    ),
    "Le proposte di un ente sospeso o cancellato non si pubblicano.": (
        "Offers of a suspended or removed provider are not published."
    ),
    "Un ente cancellato dall'elenco non fa nuove proposte.": (
        "A provider removed from the register makes no new offers."
    ),
    "Un ente con questo codice fiscale è già nell'elenco.": (
        "A provider with this tax code is already in the register."
    ),
    "Nel frattempo è cambiata: rileggila.": "It has changed meanwhile: read it again.",
    "I posti sono cambiati nel frattempo: rileggili.": (
        "The places have changed meanwhile: read them again."
    ),
    "Una proposta sta in una chiamata una volta sola.": "An offer stands once in a call.",
    "Una proposta ha al massimo {} edizioni: copiala.": (
        "An offer has {} editions at most: copy it."
    ),
    "L'edizione è annullata.": "The edition is cancelled.",
    "L'edizione è già finita.": "The edition is already over.",
    "Non c'è un'edizione con questo id.": "There is no edition with this id.",
    "Non c'è un'immagine con questo id.": "There is no image with this id.",
    "Descrivi che cosa si vede.": "Say what it shows.",
    "Il contenuto non è un'immagine JPEG, PNG o WebP.": (
        "The content is no JPEG, PNG or WebP image."
    ),
    "L'immagine ha più di {} milioni di pixel.": "The image has more than {} million pixels.",
    "L'ente ha troppe immagini": "The body has too many images",
    "Un ente ha al massimo {} immagini: togline qualcuna.": (
        "A body has {} images at most: remove some."
    ),
    "L'immagine è in uso": "The image is in use",
    "Una scheda la mostra: toglila prima da lì.": "A card shows it: take it from there first.",
    "Le immagini le porta l'ente: una fonte non ne ha.": (
        "Images are brought by their body: a source has none."
    ),
    "L'accesso non è legato a un ente.": "The access is not tied to a provider.",
    "Non c'è un ente con questo id.": "There is no provider with this id.",
    "Non c'è una proposta con questo id.": "There is no offer with this id.",
    # the reserved area of a body
    "Non c'è una scheda da pubblicare.": "There is no card to publish.",
    "La scheda aspetta l'ufficio.": "The card waits for the office.",
    "La scheda è stata rimandata all'ente con delle note.": (
        "The card was sent back to the body with notes."
    ),
    "Un ente cancellato dall'elenco non cambia la sua scheda.": (
        "A body removed from the register does not change its card."
    ),
    "Il logo si aggiunge quando l'ente è nell'elenco.": (
        "The logo is added once the body is in the register."
    ),
    "Le cifre di controllo dell'IBAN non tornano.": "The check digits of the IBAN are not right.",
    "Non sei tra gli operatori dell'ente": "You are not among the provider's operators",
    "L'incarico manca, è scaduto o è revocato: lo dà chi rappresenta l'ente.": (
        "The mandate is missing, expired or withdrawn: who represents the provider gives it."
    ),
    "Operi per più enti": "You act for several bodies",
    "Chi opera per più enti non decide come ufficio: tieni un incarico solo.": (
        "Who acts for several bodies decides nothing as an officer: keep one mandate."
    ),
    "È già tra gli operatori dell'ente": "Already among the provider's operators",
    "Cambia o revoca l'incarico che c'è.": "Change or withdraw the mandate that there is.",
    "L'ente non ha ancora un rappresentante": "The provider has no representative yet",
    "Il primo operatore di un ente lo rappresenta: ha anche l'incarico represent.": (
        "The first operator of a provider represents it: with the duty represent."
    ),
    "L'incarico è revocato.": "The mandate is withdrawn.",
    "Scegli una scadenza nei prossimi {} giorni.": "Choose an expiry within the next {} days.",
    "Non c'è un operatore con questo id.": "There is no operator with this id.",
    "Non c'è una credenziale con questo id.": "There is no credential with this id.",
    "La credenziale è revocata.": "The credential is revoked.",
    "Credenziale non valida": "Invalid credential",
    "Richiesta di token non valida": "Invalid request for a token",
    "La richiesta di un token non è come dice la RFC 6749.": (
        "The request for a token is not as RFC 6749 has it."
    ),
    "Modo di avere un token non previsto": "Unknown way to get a token",
    "Un programma ha un token per id e segreto: grant_type è client_credentials.": (
        "A programme has a token for its id and secret: grant_type is client_credentials."
    ),
    "La credenziale non permette tanto": "The credential does not permit as much",
    "In scope c'è ciò che la credenziale non permette: toglilo, o togli scope.": (
        "scope has what the credential does not permit: leave that out, or scope."
    ),
    "Id e segreto vanno nell'intestazione Authorization: Basic.": (
        "Id and secret go into the header Authorization: Basic."
    ),
    "Id e segreto non sono giusti, o la credenziale è scaduta o revocata.": (
        "Id and secret are not right, or the credential is expired or revoked."
    ),
    # suggestions, reports, what tells of danger
    "Non c'è un suggerimento con questo id.": "There is no suggestion with this id.",
    "Il suggerimento è {}.": "The suggestion is {}.",
    "da leggere": "to be read",
    "accolto": "accepted",
    "respinto": "rejected",
    "Non c'è una segnalazione con questo id.": "There is no report with this id.",
    "Non c'è una segnalazione con questa ricevuta.": "There is no report with this receipt.",
    "La segnalazione è {}.": "The report is {}.",
    "da esaminare": "to be looked into",
    "in esame, con una sospensione urgente": "being looked into, with an urgent suspension",
    "chiusa": "closed",
    "Non c'è un caso con questo id.": "There is no case with this id.",
    "Il caso è {}.": "The case is {}.",
    "da prendere in carico": "not taken yet",
    "già in carico": "taken already",
    "chiuso": "closed",
    "Da qui non si sospende": "Nothing to suspend from here",
    "Il caso non dice quale voce, gradimento o ente riguarda.": (
        "The case does not say which entry, review or provider it is about."
    ),
    # notices and following
    "Non c'è una comunicazione con questo id.": "There is no notice with this id.",
    "La comunicazione è {}.": "The notice is {}.",
    "in attesa di invio": "waiting to be sent",
    "in consegna": "being handed over",
    "di esito incerto": "of uncertain outcome",
    "non inviata": "not sent",
    "Se l'indirizzo non segue già la proposta, riceve un messaggio con cui confermare.": (
        "If the address does not follow the offer already, it gets a message to confirm by."
    ),
    "Questo collegamento non vale più: non teniamo più questi dati.": (
        "This link is no longer good: we no longer keep these data."
    ),
    "Questo collegamento non vale più: chiedi di nuovo di seguire.": (
        "This link is no longer valid: ask to follow again."
    ),
    "L'informativa in vigore è un'altra: mostrala, e indica la sua versione.": (
        "Another privacy notice is in force: show it, and name its version."
    ),
    "Il deposito dei documenti non risponde: riprova tra poco.": (
        "The store of documents does not answer: try again shortly."
    ),
    "Le domande presentate, gli atti e le ricevute sono documenti di un ente pubblico, che la "
    "legge conserva (D.Lgs. 42/2004, art. 10 e 21; L. 241/1990).": (
        "Applications that were submitted, acts and receipts are documents of a public body, which "
        "the law keeps (D.Lgs. 42/2004, art. 10 and 21; Law 241/1990)."
    ),
    "Chi ha fatto o letto che cosa, sotto pseudonimo, prova che i dati sono trattati come si deve "
    "(Reg. UE 2016/679, art. 5, par. 2, e 32).": (
        "Who did or read what, under a pseudonym, proves that data are treated as they must be "
        "(GDPR, art. 5(2) and 32)."
    ),
    "Ciò che è in corso serve alle due parti; di ciò che è concluso restano la proposta, il "
    "preventivo e le date, per i conti: parole, età e contatti sono cancellati.": (
        "What is under way serves both sides; of what is over the offer, the quote and the days "
        "are kept for the accounts: words, ages and contacts are erased."
    ),
    "Un gradimento serve a chi sceglie dopo di te; di chi lo ha scritto resta solo uno pseudonimo, "
    "che nessuno vede.": (
        "A review serves those who choose after you; of who wrote it a pseudonym alone is kept, "
        "which nobody sees."
    ),
    "Finché lo chiede la legge sugli archivi degli enti pubblici.": (
        "As long as the law on archives of public bodies asks."
    ),
    "Finché è conservata la cosa che è stata cambiata.": (
        "As long as the thing is kept that was changed."
    ),
    "Finché l'ente è nell'elenco.": "As long as the body is in the register.",
    "Ciò che è in corso, finché si conclude; il resto, finché si conservano i conti.": (
        "What is under way, until it is over; the rest, as long as accounts are kept."
    ),
    "Finché è conservata la proposta.": "As long as the offer is kept.",
    "Due anni dopo ogni lettura.": "Two years after each reading.",
    "Mostra l'informativa sulla privacy in vigore, e indica la sua versione.": (
        "Show the privacy notice that is in force, and name its version."
    ),
    # admission
    "Non c'è un avviso con questo id.": "There is no call with this id.",
    "L'anno va da {} a {}.": "The year is from {} to {}.",
    "La domanda è del {}: l'atto non può venire prima.": (
        "The application is of {}: the act cannot be older."
    ),
    "La data dell'atto è ancora da venire.": "The day of the act is still to come.",
    "Una finestra deve chiudersi dopo essersi aperta.": "A window must close after it has opened.",
    "Le finestre vanno in ordine e non si sovrappongono.": (
        "Windows stand in order and do not overlap."
    ),
    "Ora non si prendono domande": "No applications are taken now",
    "L'avviso è chiuso.": "The call is closed.",
    "La prossima finestra si apre il {}.": "The next window opens on {}.",
    "C'è già una domanda di questo ente": "There is an application of this body already",
    "Un ente ha una domanda sola: la prima è indicata in first.": (
        "A body has one application only: the first is named in first."
    ),
    "La domanda non è completa": "The application is not complete",
    "Completa la domanda prima di presentarla.": "Complete the application before submitting it.",
    "Non c'è una ricevuta con questo id.": "There is no receipt with this id.",
    "Non c'è una domanda con questo id.": "There is no application with this id.",
    "La domanda è {}.": "The application is {}.",
    "presentata": "submitted",
    "in attesa di integrazioni": "waiting for integrations",
    "accolta": "admitted",
    "respinta": "rejected",
    "Le integrazioni si chiedono una volta sola, prima del preavviso.": (
        "Integrations are asked for only once, before the notice."
    ),
    "Gli enti di questa forma giuridica non sono in questo registro.": (
        "Bodies of this legal form are not in this register."
    ),
    "Un numero di repertorio RUNTS ha solo cifre: 12345.": (
        "A RUNTS number has only digits: 12345."
    ),
    "Un numero REA ha provincia e cifre: MI-1234567.": (
        "A REA number has a province and digits: MI-1234567."
    ),
    "Un numero RASD ha solo cifre: 123456.": "A RASD number has only digits: 123456.",
    "Descrivi l'ente.": "Describe the body.",
    "Indica il numero di iscrizione al registro della forma giuridica.": (
        "Give the number in the register of the legal form."
    ),
    "Indica la partita IVA.": "Give the VAT number.",
    "Indica la PEC a cui ricevere gli atti del Comune.": (
        "Give the certified mailbox (PEC) for the city's acts."
    ),
    "Indica chi rappresenta l'ente.": "Say who represents the body.",
    "Indica con chi parlare della domanda.": "Say whom to speak to about the application.",
    "Indica chi nell'ente risponde della tutela dei minori.": (
        "Say who in the body answers for the safety of minors."
    ),
    "Questa dichiarazione è necessaria per aderire.": "This declaration is needed to join.",
    "Indica da quanti anni l'ente lavora con i minori.": (
        "Say for how many years the body has worked with minors."
    ),
    "Racconta i progetti più importanti.": "Tell of the most important projects.",
    "Indica quante persone lavorano nell'ente.": "Say how many people work in the body.",
    "Spiega come l'ente è organizzato.": "Explain how the body is organised.",
    "Un termine non è ancora passato": "A term is not over yet",
    "Il preavviso di rigetto si dà una volta sola.": "The notice of rejection is given only once.",
    "Non c'è un preavviso di rigetto a cui rispondere.": (
        "There is no notice of rejection to reply to."
    ),
    "Prima si dà il preavviso di rigetto (L. 241/1990, art. 10-bis).": (
        "The notice of rejection comes first (L. 241/1990, art. 10-bis)."
    ),
    "L'ente ha tempo fino al {}.": "The body has time until {}.",
    "L'avviso chiede questo documento.": "The call asks for this document.",
    "Il contenuto non è un PDF.": "The content is no PDF.",
    "Non c'è un documento di questo tipo.": "There is no document of this kind.",
    "La stessa immagine compare già prima.": "The same image is there before.",
    # requests and quotes
    "Il mandato è di un altro hub.": "The mandate is of another hub.",
    "Un mandato lo indica chi opera in un hub: per te togli on_behalf.": (
        "A mandate is named by who works at a hub: for yourself, leave out on_behalf."
    ),
    "Indica un'altra persona con cui parlare: senza, l'ente non si raggiunge.": (
        "Name another person to speak to: without one, the body is not reached."
    ),
    "Questa dichiarazione è necessaria per restare nell'elenco.": (
        "This declaration is needed to stay in the register."
    ),
    "Indica il mandato della famiglia per cui agisci.": (
        "Give the mandate of the family that you act for."
    ),
    "Per chiedere, accettare o usare serve un adulto con la responsabilità genitoriale.": (
        "To ask, accept or use, an adult with parental responsibility is needed."
    ),
    "La richiesta non è stata fatta con questo mandato.": (
        "The request was not made by this mandate."
    ),
    "Non c'è una richiesta con questo id.": "There is no request with this id.",
    "Non c'è una risposta con questo id.": "There is no answer with this id.",
    "Questa proposta compare due volte.": "This offer is there twice.",
    "Non c'è una proposta pubblicata con questo id.": "There is no published offer with this id.",
    "È una proposta del tuo ente.": "It is an offer of your own body.",
    "Nessuna proposta indicata ha questa edizione.": "No offer that is named has this edition.",
    "L'edizione è annullata: indicane un'altra.": "The edition is cancelled: name another one.",
    "L'edizione è finita: indicane un'altra.": "The edition is over: name another one.",
    "Di ogni proposta si indica un'edizione sola.": "Of each offer name one edition only.",
    "L'edizione del preventivo è annullata o finita: chiedine uno nuovo all'ente.": (
        "The edition of the quote is cancelled or over: ask the body for a new quote."
    ),
    "La richiesta è {}.": "The request is {}.",
    "La risposta è {}.": "The answer is {}.",
    "aperta": "open",
    "inviata": "sent",
    "in conversazione": "being talked about",
    "in attesa della famiglia, che ha il preventivo": "waiting for the family, which has the quote",
    "rifiutata": "refused",
    "accettata": "accepted",
    "scaduta": "expired",
    "conclusa": "used",
    "annullata": "cancelled",
    "Un preventivo vale da 24 ore a 45 giorni: da {} a {}.": (
        "A quote is valid for 24 hours to 45 days: from {} to {}."
    ),
    "Il totale supera 100.000 euro.": "The total is above 100,000 euros.",
    "Il preventivo è scaduto": "The quote has expired",
    "Chiedi all'ente un nuovo preventivo.": "Ask the body for a new quote.",
    "C'è un acquisto in corso": "A purchase is under way",
    "Si paga con un voucher: prosegui dal voucher.": (
        "It is being paid with a voucher: go on from the voucher."
    ),
    "L'utilizzo è già confermato: manca la conferma dell'altra parte.": (
        "The use is confirmed already: the other side's confirmation is missing."
    ),
    "L'ente è sospeso o cancellato dall'elenco.": (
        "The provider is suspended or removed from the register."
    ),
    "Chi è maggiorenne manda una richiesta.": "Who is of age sends a request.",
    "Non c'è un quesito con questo id.": "There is no question with this id.",
    "A un quesito si risponde una volta sola.": "A question is replied to only once.",
    "Questo argomento compare due volte.": "This topic is there twice.",
    "Indica un'e-mail o un telefono.": "Give an e-mail address or a telephone number.",
    "Le età sono più delle persone: indica in persons quante partecipano.": (
        "There are more ages than persons: say in persons how many take part."
    ),
    # reviews
    "La proposta non è ancora stata usata": "The offer has not been used yet",
    "Si scrive un gradimento dopo l'acquisto concluso, o dopo che le due parti hanno confermato.": (
        "One writes a review after a concluded purchase, or once both sides have confirmed."
    ),
    "C'è già un gradimento": "There is a review already",
    "Ogni risposta ha un gradimento solo: è indicato in first.": (
        "Each answer has one review only: it is named in first."
    ),
    "Chi scrive un gradimento, o chi lo riceve, non lo modera.": (
        "Who writes a review, or receives it, does not moderate it."
    ),
    "Il gradimento è {}.": "The review is {}.",
    "in attesa di moderazione": "waiting for moderation",
    "pubblicato": "published",
    "A un gradimento si risponde una volta sola.": "A review is replied to only once.",
    "Non c'è un gradimento con questo id.": "There is no review with this id.",
    # what a card lacks
    "Completa la scheda prima di presentarla.": "Complete the card before submitting it.",
    "Manca il riassunto: una o due frasi che dicano di che cosa si tratta.": (
        "The summary is missing: one or two sentences that say what it is about."
    ),
    "Manca la descrizione di ciò che si fa.": "The description of what one does is missing.",
    "Scegli la categoria della proposta.": "Choose the offer's category.",
    "Indica almeno un'attività, dal vocabolario o con parole tue (keywords).": (
        "Give at least one activity, from the vocabulary or in your own words (keywords)."
    ),
    "Indica a chi si rivolge la proposta.": "Say whom the offer is for.",
    "Indica da che età si partecipa.": "Say from what age one can take part.",
    "Dai un valore da 0 a 5 a ciascuno dei cinque descrittori di benessere.": (
        "Give each of the five wellbeing descriptors a value from 0 to 5."
    ),
    "Un valore sopra 3 va motivato: scrivi perché la proposta lo merita.": (
        "A value above 3 needs a reason: write why the offer deserves it."
    ),
    "Indica dove si svolge: in sede, all'aperto, a scuola, a domicilio o online.": (
        "Say where it takes place: at a venue, outdoors, at school, at home or online."
    ),
    "Indica l'indirizzo o il punto in cui si svolge la proposta.": (
        "Give the address or the point where the offer takes place."
    ),
    "Indica i municipi serviti.": "Give the municipi that are served.",
    "Indica se è gratuita, oppure il listino (price_list), con il prezzo per una persona sola"
    " se si può venire da soli.": (
        "Say whether it is free, or give the price list (price_list), with the price for one person"
        " where one can come alone."
    ),
    "Indica fino a quando si può disdire e che cosa viene restituito.": (
        "Say until when one can cancel, and what is given back."
    ),
    "Indica se serve un certificato medico.": "Say whether a medical certificate is needed.",
    "Il listino è scaduto.": "The price list is over.",
    "Indica se è individuale, in gruppo o entrambe.": (
        "Say whether it is for one person, for a group or both."
    ),
    "Indica se si può pagare con i voucher.": "Say whether one can pay with vouchers.",
    "Spiega che cosa deve fare una famiglia per cominciare.": (
        "Explain what a family has to do to begin."
    ),
    # faults of a card
    "La fine viene prima dell'inizio.": "The end comes before the beginning.",
    "L'età massima è sotto quella minima.": "The highest age is below the lowest.",
    "Ciò che è gratuito non ha un prezzo.": "What is free has no price.",
    "Ciò che è gratuito non ha un listino.": "What is free has no price list.",
    "La fine dell'intervallo è sotto il suo inizio.": (
        "The end of the range is below its beginning."
    ),
    "Si sovrappone alla riga {} per persone e unità.": (
        "It overlaps line {} in persons and units."
    ),
    "Il prezzo si ricava dal listino (price_list) e dalle spese (extras).": (
        "The price is worked out from the price list (price_list) and the extras (extras)."
    ),
    "La fine deve venire dopo l'inizio.": "The end must come after the beginning.",
    "Due fasce dello stesso giorno si sovrappongono.": "Two slots of one day overlap.",
    "I posti liberi sono più dei posti in tutto.": "More places are free than there are.",
    "La cifra di controllo non torna.": "The check digit is not right.",
    "Il punto non è in Europa: latitudine e longitudine scambiate? Milano è a 45,46 e 9,19.": (
        "The point is not in Europe: are latitude and longitude exchanged? Milan is at 45.46, 9.19."
    ),
    "«{}» non è una voce di «{}».": "“{}” is no term of “{}”.",
    "«{}» non è una voce di «{}»: sono tutte in /v1/vocabularies.": (
        "“{}” is no term of “{}”: all are in /v1/vocabularies."
    ),
    "Scrivi gli anni interi; sotto i 3 anni anche i mezzi: 0.5, 1.5, 2.5.": (
        "Write whole years; under 3 half ones too: 0.5, 1.5, 2.5."
    ),
    "Dichiarato {}, il punto è nel municipio {}.": "{} was stated, the point is in municipio {}.",
    "Dichiarato {}, il punto è nel NIL {}.": "{} was stated, the point is in NIL {}.",
    "Il punto è fuori dai municipi: il luogo non è in nessuno.": (
        "The point is outside the municipi: the place is in none."
    ),
    # faults of what is imported
    "Carica prima i dati di riferimento (wishmi import reference).": (
        "Load the reference data first (wishmi import reference)."
    ),
    "Non è un elenco di righe.": "It is not a list of rows.",
    "Il codice non è quello di un'area.": "The code is not that of an area.",
    "La geometria è troppo grande.": "The geometry is too large.",
    "La geometria non è quella di un'area.": "The geometry is not that of an area.",
    "C'è già un'altra area di questo tipo con questo codice.": (
        "There is already another area of this kind with this code."
    ),
    "Un altro ente ha già questo codice fiscale.": "Another provider already has this tax code.",
    "La stessa fonte ha già dato una voce di un altro ente o tipo.": (
        "The same source has already given an entry of another provider or kind."
    ),
    "Non è più nel file della fonte.": "The file of its source names it no more.",
    "L'ente non è stato importato.": "The provider has not been imported.",
}
