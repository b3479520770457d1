"""What a child needs, in the words of families: they rank, and stay in the search."""

from catalog_search.understanding.lexicon import phrases

PHRASES = (
    *phrases(
        "need",
        {
            "autism": "autismo,autistico/a/i/he,asperger,spettro autistico,nello spettro",
            "bes_dsa": "dislessia,dislessico/a/i/he,dsa,bes,discalculia,disgrafia,"
            "disortografia,adhd,iperattivo/a/i/e,iperattività,deficit di attenzione,"
            "disturbi dell'apprendimento,disturbo dell'apprendimento,"
            "difficoltà di apprendimento",
            "disability": "disabile/i,disabilità,handicap,sindrome di down,down,invalido/a/i/e,"
            "legge 104,non vedente/i,cieco/a,ciechi,ipovedente/i,"
            "in carrozzina,sedia a rotelle,sedia rotelle,sordo/a/i/e,sordità,non udente/i,"
            "ritardo mentale,ritardo cognitivo,paralisi cerebrale,tetraplegico/a,spina bifida,"
            "malattia rara,malattie rare,con disabilità,bisogni speciali",
            "non_native_italian": "non parla italiano,non parlo italiano,non parlano italiano,"
            "non sa l'italiano,non capisce l'italiano,parla poco italiano,straniero/a/i/e,"
            "appena arrivato/a/i/e,arrivato/a/i/e da poco,neoarrivato/a/i/e,nai,l2,italiano l2,"
            "imparare l'italiano,imparare italiano,impara italiano,impara l'italiano,"
            "imparano l'italiano,scuola di italiano,scuola d'italiano,corso di italiano,"
            "corso d'italiano,lezioni di italiano,lezioni d'italiano,non sa italiano,"
            "non capisce italiano,non parla bene italiano,non parla bene l'italiano,"
            "parla poco l'italiano,arrivato/a/i/e in italia,siamo arrivati da,siamo arrivati dal,"
            "siamo arrivati dalla,siamo arrivati dall,non accompagnato/a/i,immigrato/a/i,"
            "profugo/a,profughi,rifugiato/a/i,richiedente asilo,richiedenti asilo",
            "school_dropout": "abbandono scolastico,dispersione scolastica,"
            "ha lasciato la scuola,ho lasciato la scuola,ha mollato la scuola,ho mollato la scuola,"
            "lasciare la scuola,non voglio andare a scuola,non voglio più andare a scuola,"
            "non vuole andare a scuola,non vuole più andare a scuola,bocciato/a/i/e,"
            "marina la scuola,dispersione,abbandono degli studi,neet",
            "anxiety": "ansia,ansie,ansioso/a/i/e,timido/a/i/e,timidezza,panico,"
            "attacchi di panico,insicuro/a/i/e,chiuso in sé,chiusa in sé",
        },
    ),
    *phrases(
        "accessibility",
        {
            "wheelchair": "carrozzina,sedia a rotelle,wheelchair",
            # alone it is what many are given ("sostegno psicologico")
            "educational_support": "con sostegno,con il sostegno,ha il sostegno,ore di sostegno,"
            "insegnante di sostegno,educatore di sostegno",
            "caa": "caa,comunicazione aumentativa",
            "lis": "sordo/a/i/e,lis,lingua dei segni,non udente/i,sordomudo/a",
        },
    ),
    *phrases(
        "language",
        {
            # who names where a family comes from tells in which language it is at home
            "ar": "egiziano/a/i/e,marocchino/a/i/e,tunisino/a/i/e,siriano/a/i/e,algerino/a/i/e,"
            "parla arabo,parla solo arabo,parlano arabo,parliamo arabo,parlo arabo,in arabo,"
            "egitto,marocco,tunisia,siria,famiglia araba,mamma araba",
            "zh": "parla cinese,parla solo cinese,parlano cinese,parliamo cinese,in cinese,cina,"
            "famiglia cinese,famiglie cinesi,mamma cinese,papà cinese,genitori cinesi,"
            "bambino cinese,bambina cinese,bambini cinesi,ragazzo cinese,ragazza cinese,"
            "ragazzi cinesi,mediatore cinese,mediatrice cinese",
            "es": "peruviano/a/i/e,ecuadoriano/a/i/e,salvadoregno/a/i/e,boliviano/a/i/e,"
            "parla spagnolo,parlano spagnolo,parliamo spagnolo,in spagnolo,"
            "perù,ecuador,bolivia,el salvador",
            "uk": "ucraino/a/i/e,parla ucraino,in ucraino",
            "fr": "senegalese/i,ivoriano/a/i/e,parla francese,in francese,senegal",
            "tl": "filippino/a/i/e,parla tagalog",
            "bn": "bengalese/i,parla bengalese,bangladesh",
            "si": "srilankese/i,singalese/i,sri lanka",
            "ro": "romeno/a/i/e,rumeno/a/i/e",
            "sq": "albanese/i",
            "en": "parla inglese,parla solo inglese",
        },
    ),
)
