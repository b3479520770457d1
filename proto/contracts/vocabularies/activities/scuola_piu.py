"""Activities of the category Scuola +: homework, study, guidance, languages, time around school."""

from contracts.vocabularies.terms import Activity


def scuola(code: str, it: str, en: str, *words: str) -> Activity:
    return Activity(code=code, it=it, en=en, category="scuola_piu", words=words)


SCUOLA_PIU = (
    # homework and study
    scuola(
        "homework_help",
        "Doposcuola e aiuto compiti",
        "Homework help",
        *("doposcuola", "dopo scuola", "aiuto compiti", "spazio compiti", "compiti"),
        *("compiti a casa", "compiti delle vacanze", "ricerche scolastiche"),
    ),
    scuola(
        "study_support",
        "Aiuto allo studio",
        "Study support",
        *("supporto allo studio", "recupero scolastico", "ripasso estivo", "sostegno allo studio"),
    ),
    scuola(
        "private_lessons",
        "Ripetizioni",
        "Private lessons",
        *("lezioni private", "studio uno a uno", "tutoring online"),
    ),
    scuola("study_method", "Metodo di studio", "Study skills"),
    scuola(
        "study_rooms",
        "Aule studio",
        "Study rooms",
        *("aula studio", "sala studio", "angolo studio", "studio autonomo"),
    ),
    scuola(
        "dsa_support",
        "Aiuto per DSA, BES e ADHD",
        "Support for dyslexia, special needs and ADHD",
        *("tutor dsa", "tutoraggio dsa", "strumenti compensativi", "dislessia", "dsa", "bes"),
        *("adhd", "potenziamento lettura"),
    ),
    scuola(
        "exam_preparation",
        "Preparazione a esami e test",
        "Exam preparation",
        *("preparazione esami", "maturità", "test universitari", "preparazione ai test"),
    ),
    scuola("latin", "Latino", "Latin"),
    scuola(
        "mentoring",
        "Mentoring e peer education",
        "Mentoring and peer education",
        *("mentoring", "peer tutoring", "peer education"),
    ),
    # staying at school, choosing one, going to work
    scuola(
        "dropout_prevention",
        "Contro la dispersione scolastica",
        "Staying in school",
        *("contrasto alla dispersione scolastica", "seconda opportunità", "licenza media"),
    ),
    scuola(
        "school_guidance",
        "Orientamento scolastico",
        "School guidance",
        *("orientamento", "riorientamento"),
    ),
    scuola(
        "career_guidance",
        "Orientamento al lavoro",
        "Career guidance",
        *("curriculum", "pcto", "stage"),
    ),
    scuola(
        "school_materials",
        "Libri e materiale scolastico",
        "Books and school supplies",
        *("libri scolastici", "materiale scolastico"),
    ),
    scuola(
        "class_workshops",
        "Laboratori per le classi",
        "Workshops for classes",
        *("laboratorio in classe", "visite di classe"),
    ),
    scuola(
        "teacher_training",
        "Formazione per insegnanti",
        "Teacher training",
        "formazione docenti",
    ),
    # languages
    scuola(
        "italian_l2",
        "Italiano per stranieri (L2)",
        "Italian as a second language",
        *("italiano l2", "italiano per lo studio", "italiano per stranieri"),
    ),
    scuola("english", "Inglese", "English"),
    scuola("french", "Francese", "French"),
    scuola("spanish", "Spagnolo", "Spanish"),
    scuola("german", "Tedesco", "German"),
    scuola("arabic", "Arabo", "Arabic"),
    scuola("chinese", "Cinese", "Chinese"),
    scuola("ukrainian", "Ucraino", "Ukrainian"),
    scuola(
        "foreign_languages",
        "Lingue straniere",
        "Foreign languages",
        "certificazioni linguistiche",
    ),
    scuola("mother_tongue", "Lingua d'origine", "Language of origin", "lingua madre"),
    scuola("sign_language", "Lingua dei segni", "Sign language", "lis"),
    # citizens
    scuola(
        "civic_education",
        "Educazione civica e legalità",
        "Civic education",
        *("educazione civica", "cittadinanza attiva", "costituzione", "diritto"),
        *("educazione alla legalità", "processo simulato"),
    ),
    scuola(
        "volunteering",
        "Volontariato",
        "Volunteering",
        *("volontariato civico", "cura dei beni comuni"),
    ),
    scuola(
        "active_mobility",
        "Bicibus, pedibus e strada sicura",
        "Walking and cycling to school",
        *("bicibus", "pedibus", "percorso casa-scuola", "mobilità scolastica"),
        *("mobilità sicura", "educazione stradale", "bici in città"),
    ),
    # time around school and holidays
    scuola(
        "before_after_school",
        "Pre-scuola e post-scuola",
        "Before and after school",
        *("pre-scuola", "prescuola", "post-scuola"),
    ),
    scuola(
        "summer_camps",
        "Centri estivi",
        "Summer camps",
        *("centro estivo", "campo estivo", "camp estivo", "campus estivo", "oratorio estivo"),
    ),
    scuola("winter_camps", "Campus invernali", "Winter camps", "campus invernale"),
    scuola(
        "youth_centres",
        "Oratori e centri di aggregazione",
        "Youth centres",
        *("oratorio", "aggregazione giovanile"),
    ),
    scuola(
        "play_spaces",
        "Ludoteca e gioco libero",
        "Play spaces and free play",
        *("ludoteca", "spazio gioco", "gioco libero", "gioco simbolico", "gioco di gruppo"),
        *("gioco all'aperto", "giochi di cortile", "caccia al tesoro"),
    ),
    scuola(
        "early_childhood",
        "Incontri e giochi 0-3 anni",
        "Meetings and play, ages 0-3",
        *("incontri 0-3", "gioco 0-3", "prima infanzia", "playgroup"),
    ),
    scuola(
        "sensory_play",
        "Gioco sensoriale e manipolazione",
        "Sensory play",
        *("manipolazione", "giochi di manipolazione", "esplorazione sensoriale"),
    ),
    scuola(
        "family_activities",
        "Attività per famiglie",
        "Family activities",
        *("spazio famiglie", "laboratorio famiglie"),
    ),
    scuola("outings", "Gite e uscite", "Outings", "gite", "uscita didattica"),
)
