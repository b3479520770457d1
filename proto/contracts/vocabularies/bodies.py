"""What stands in the catalogue, and who stands behind it."""

from contracts.vocabularies.terms import Term, Vocabulary

KINDS = Vocabulary(
    name="kinds",
    it="Tipo di voce",
    en="Kind of entry",
    terms=(
        Term(code="offer", it="Proposta", en="Offer"),
        Term(code="listing", it="Segnalazione", en="Listing"),
        Term(code="hub", it="Wish Mi Hub", en="Community hub"),
        Term(code="wemi_space", it="Spazio WeMi", en="WeMi space"),
        Term(code="school_desk", it="Sportello WeMi Scuola", en="WeMi school desk"),
        Term(code="hub_activity", it="Attività di un hub", en="Hub activity"),
        Term(code="mission", it="Missione", en="Mission"),
    ),
)

LEGAL_FORMS = Vocabulary(
    name="legal_forms",
    it="Forma giuridica",
    en="Legal form",
    terms=(
        Term(code="aps", it="Associazione di promozione sociale (APS)", en="Social association"),
        Term(code="odv", it="Organizzazione di volontariato (ODV)", en="Volunteer organisation"),
        Term(code="associazione", it="Altra associazione", en="Other association"),
        Term(
            code="asd",
            it="Associazione sportiva dilettantistica (ASD)",
            en="Amateur sports association",
        ),
        Term(code="ssd", it="Società sportiva dilettantistica (SSD)", en="Amateur sports company"),
        Term(code="cooperativa_sociale", it="Cooperativa sociale", en="Social cooperative"),
        Term(code="impresa_sociale", it="Impresa sociale", en="Social enterprise"),
        Term(code="impresa", it="Impresa", en="Firm"),
        Term(code="fondazione", it="Fondazione", en="Foundation"),
        Term(code="ente_religioso", it="Ente religioso", en="Religious body"),
        Term(code="ente_pubblico", it="Ente pubblico", en="Public body"),
    ),
)
