"""The words of the city's framework: categories, descriptors, dimensions, challenges."""

from contracts.vocabularies.terms import Challenge, Term, Vocabulary

CATEGORIES = Vocabulary(
    name="categories",
    it="Categoria",
    en="Category",
    terms=(
        Term(code="sport", it="Sport", en="Sport"),
        Term(code="arte", it="Arte", en="Arts"),
        Term(code="stem", it="STEM", en="STEM"),
        Term(code="salute", it="Salute", en="Health"),
        Term(code="scuola_piu", it="Scuola +", en="School plus"),
    ),
)

DESCRIPTORS = Vocabulary(
    name="descriptors",
    it="Descrittore di benessere",
    en="Wellbeing descriptor",
    terms=(
        Term(code="body", it="Corpo e movimento", en="Body and movement"),
        Term(code="relationships", it="Relazioni", en="Relationships"),
        Term(code="knowledge", it="Conoscenze e competenze", en="Knowledge and skills"),
        Term(
            code="creativity",
            it="Creatività, abilità e talenti",
            en="Creativity, abilities and talents",
        ),
        Term(code="autonomy", it="Autodeterminazione", en="Self-determination"),
    ),
)

DIMENSIONS = Vocabulary(
    name="dimensions",
    it="Dimensione di benessere",
    en="Wellbeing dimension",
    terms=(
        Term(
            code="social_relations",
            it="Relazioni sociali di qualità",
            en="High-quality social relations",
        ),
        Term(
            code="health_services",
            it="Accesso ai servizi per la salute",
            en="Access to health services",
        ),
        Term(
            code="education",
            it="Accesso a istruzione e formazione",
            en="Access to education and training",
        ),
        Term(
            code="physical_activity",
            it="Opportunità di attività fisica",
            en="Opportunities for physical activity",
        ),
        Term(
            code="talents",
            it="Opportunità di esprimere talenti e creatività",
            en="Opportunities to express talents and creativity",
        ),
        Term(
            code="self_determination",
            it="Opportunità e capacità di autodeterminazione",
            en="Opportunities and capacity for self-determination",
        ),
        Term(
            code="common_spaces",
            it="Accesso a spazi comuni di qualità",
            en="Access to quality common spaces",
        ),
    ),
)

CHALLENGES = Vocabulary(
    name="challenges",
    it="Sfida della città",
    en="City challenge",
    terms=(
        Challenge(
            code="01",
            it="Servizi educativi di qualità e accesso alla salute (0-6 anni)",
            en="Quality education services and access to health (ages 0-6)",
            ages=(0, 6),
        ),
        Challenge(
            code="02",
            it="Attività extrascolastiche (6-14 anni)",
            en="Out-of-school activities (ages 6-14)",
            ages=(6, 14),
        ),
        Challenge(
            code="03",
            it="Vita sociale e mobilità (14-18 anni)",
            en="Social life and mobility (ages 14-18)",
            ages=(14, 18),
        ),
        Challenge(
            code="04",
            it="Segregazione scolastica (0-18 anni)",
            en="School segregation (ages 0-18)",
            ages=(0, 18),
        ),
        Challenge(
            code="05",
            it="Ruolo della scuola nella mobilità sociale (0-18 anni)",
            en="The school system's part in social mobility (ages 0-18)",
            ages=(0, 18),
        ),
        Challenge(
            code="06",
            it="Disabilità, bisogni educativi speciali e problemi complessi (0-18 anni)",
            en="Disability, special educational needs and multilevel problems (ages 0-18)",
            ages=(0, 18),
        ),
    ),
)
