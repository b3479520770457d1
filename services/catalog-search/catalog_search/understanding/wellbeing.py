"""What should do a child good, in plain words, as the city's five descriptors."""

from catalog_search.understanding.lexicon import phrases

PHRASES = tuple(
    phrases(
        "wellbeing",
        {
            "body": "muoversi,muovere il corpo,fare movimento,movimento,sempre fermo,"
            "sempre ferma,non sta mai fermo,non sta mai ferma,non sta fermo,non sta ferma,"
            "stare fermo/a,stanno fermi,tanta energia,scaricare energia,sfogarsi,"
            "sedentario/a/i/e,in forma",
            "relationships": "farsi amici,farsi nuovi amici,farsi degli amici,fare amicizia,"
            "fare amicizie,amicizia,amicizie,nuovi amici,conoscere gente,conoscere altri,"
            "conoscere persone,socializzare,stare con gli altri,stare insieme,"
            "stare in compagnia,timido/a/i/e,timidezza,sempre solo,sempre sola,mi sento solo/a,"
            "si sente solo/a,mamma sola,papà solo,isolato/a/i/e,solitudine,"
            "non ha amici,non ho amici,senza amici,mi sento escluso/a,si sente escluso/a,"
            "escluso/a dai compagni,escluso/a dagli altri,sto sempre da solo/a,"
            "sta sempre da solo/a",
            "knowledge": "curioso/a/i/e,curiosità,imparare cose nuove,scoprire,alla scoperta",
            "creativity": "creativo/a/i/e,creatività,fantasia,esprimersi,talento,talenti,inventare",
            "autonomy": "autonomia,autonomo/a/i/e,indipendente/i,indipendenza,autostima,"
            "fiducia in sé,fiducia in se stesso,fiducia in se stessa,più sicuro di sé,"
            "più sicura di sé,cavarsela da solo,cavarsela da sola",
        },
    )
)
