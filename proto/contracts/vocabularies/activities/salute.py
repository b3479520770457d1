"""Activities of the category Salute: health, prevention, care, support in growing up."""

from contracts.vocabularies.terms import Activity


def salute(code: str, it: str, en: str, *words: str) -> Activity:
    return Activity(code=code, it=it, en=en, category="salute", words=words)


SALUTE = (
    # being listened to
    salute(
        "counselling",
        "Ascolto e consulenza psicologica",
        "Psychological counselling",
        *("ascolto psicologico", "consulenza psicologica", "sportello ascolto"),
        "sportello di ascolto",
    ),
    salute("psychotherapy", "Psicoterapia", "Psychotherapy", "gruppo terapeutico"),
    salute(
        "support_groups",
        "Gruppi di parola e di sostegno",
        "Support groups",
        *("gruppo di parola", "gruppo siblings", "elaborazione del lutto"),
    ),
    salute("eating_disorders", "Disturbi alimentari", "Eating disorders"),
    salute("mindfulness", "Mindfulness", "Mindfulness"),
    # therapies
    salute(
        "speech_therapy",
        "Logopedia e comunicazione aumentativa",
        "Speech therapy and AAC",
        *("logopedia", "gruppo balbuzie", "comunicazione aumentativa", "caa"),
    ),
    salute(
        "neuropsychomotor_therapy",
        "Neuropsicomotricità",
        "Neuropsychomotor therapy",
        *("neuropsicomotricità", "tnpee"),
    ),
    salute("physiotherapy", "Fisioterapia", "Physiotherapy", "fisioterapia sportiva"),
    salute("water_therapy", "Terapia in acqua", "Water therapy"),
    salute(
        "art_therapies",
        "Arteterapia, musicoterapia, danzaterapia",
        "Art, music and dance therapy",
        *("arteterapia", "musicoterapia", "danzamovimentoterapia", "danzaterapia"),
    ),
    salute("pet_therapy", "Pet therapy", "Pet therapy", "onoterapia", "ippoterapia"),
    salute("autism_support", "Supporto autismo", "Autism support"),
    # checks and prevention
    salute(
        "learning_assessment",
        "Valutazione e diagnosi DSA",
        "Learning assessment",
        *("diagnosi dsa", "screening apprendimento", "valutazione neuropsicologica"),
    ),
    salute(
        "health_screening",
        "Screening e controlli",
        "Health screening",
        *("screening dello sviluppo", "screening uditivo", "screening visivo", "ortottica"),
    ),
    salute(
        "dental_health", "Salute dei denti", "Dental health", "igiene orale", "prevenzione dentale"
    ),
    salute(
        "nutrition",
        "Nutrizione ed educazione alimentare",
        "Nutrition",
        *("nutrizione", "educazione alimentare", "alimentazione sportiva"),
    ),
    salute("health_education", "Educazione alla salute", "Health education"),
    salute(
        "first_aid",
        "Primo soccorso e sicurezza in casa",
        "First aid and home safety",
        *("primo soccorso", "primo soccorso pediatrico", "rianimazione", "educazione al soccorso"),
        *("prevenzione incidenti domestici",),
    ),
    salute(
        "addiction_prevention",
        "Prevenzione delle dipendenze",
        "Addiction prevention",
        *("prevenzione dipendenze", "prevenzione gioco d'azzardo"),
    ),
    salute(
        "bullying_prevention",
        "Contro bullismo e cyberbullismo",
        "Against bullying",
        *("bullismo", "cyberbullismo", "prevenzione bullismo", "sportello antibullismo"),
    ),
    # growing up
    salute(
        "affective_education",
        "Educazione affettiva e sessuale",
        "Relationships and sex education",
        *("educazione affettiva", "educazione sessuale", "educazione al ciclo mestruale"),
    ),
    salute(
        "youth_clinic",
        "Consultorio giovani",
        "Youth clinic",
        *("consultorio", "contraccezione"),
    ),
    salute("social_skills", "Abilità sociali", "Social skills"),
    # being born, being parents
    salute(
        "perinatal_care",
        "Gravidanza, parto e allattamento",
        "Pregnancy, birth and breastfeeding",
        *("preparazione al parto", "corso preparto", "sostegno post parto", "allattamento"),
        *("consulenza allattamento", "assistenza ostetrica domiciliare"),
        "riabilitazione perineale",
    ),
    salute(
        "postnatal_fitness",
        "Ginnastica dopo il parto",
        "Postnatal fitness",
        *("ginnastica post parto", "movimento post parto", "fitness post parto"),
    ),
    salute(
        "infant_care",
        "Cura del neonato",
        "Infant care",
        *("massaggio infantile", "babywearing", "puericultura", "educazione al sonno"),
        "svezzamento",
    ),
    salute(
        "parenting_support",
        "Sostegno alla genitorialità",
        "Parenting support",
        *("parent training", "gruppo genitori", "gruppo padri", "gruppo neogenitori"),
        "incontri per genitori",
    ),
    salute("family_mediation", "Mediazione familiare", "Family mediation"),
    salute("adoption_fostering", "Adozione e affido", "Adoption and fostering"),
    # help at home and on the way
    salute("home_education", "Educativa domiciliare", "Educator at home"),
    salute(
        "family_respite",
        "Sollievo e aiuto domestico",
        "Respite and help at home",
        *("sollievo familiare", "aiuto domestico"),
    ),
    salute(
        "babysitting",
        "Babysitting",
        "Babysitting",
        *("baby-sitting", "baby parking"),
    ),
    salute(
        "escorting",
        "Accompagnamento e trasporto",
        "Escort and transport",
        *("accompagnamento", "trasporto assistito"),
    ),
    salute(
        "cultural_mediation",
        "Mediazione culturale",
        "Cultural mediation",
        *("mediazione interculturale", "mediazione linguistica", "interpretariato"),
    ),
)
