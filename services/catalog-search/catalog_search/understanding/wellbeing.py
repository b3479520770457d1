"""What should do a child good, in plain words, as the city's five descriptors."""

from catalog_search.understanding.lexicon import phrases

PHRASES = tuple(
    phrases(
        "wellbeing",
        {
            "body": "muoversi,muovere il corpo,fare movimento,movimento,sempre fermo,sempre ferma,"
            "non sta mai fermo,non sta mai ferma,non sta fermo,non sta ferma,tanta energia,"
            "scaricare energia,sfogarsi,sedentario/a/i/e,in forma,"
            "move more,get fit,energetic,moverse,bouger,"
            "حركة,الحركة",
            "relationships": "farsi amici,farsi nuovi amici,farsi degli amici,fare amicizia,"
            "fare amicizie,amicizia,amicizie,nuovi amici,conoscere gente,conoscere altri,"
            "conoscere persone,socializzare,stare con gli altri,stare insieme,stare in compagnia,"
            "timido/a/i/e,timidezza,sempre solo,sempre sola,mi sento solo/a,si sente solo/a,"
            "mamma sola,papà solo,isolato/a/i/e,solitudine,"
            "non ha amici,senza amici,"
            "make friends,making friends,new friends,meet people,lonely,loneliness,hacer amigos,"
            "nuevos amigos,se faire des amis,交朋友,تكوين صداقات,اصدقاء",
            "knowledge": "curioso/a/i/e,curiosità,imparare cose nuove,scoprire,scoperta,"
            "curious,curiosity,curiosidad,curieux,好奇,فضول",
            "creativity": "creativo/a/i/e,creatività,fantasia,esprimersi,talento,talenti,inventare,"
            "creative,creativity,express himself,express herself,talent,creativo/a,creatividad,"
            "créatif,créative,创造,创意,ابداع",
            "autonomy": "autonomia,autonomo/a/i/e,indipendente/i,indipendenza,autostima,"
            "fiducia in sé,fiducia in se stesso,fiducia in se stessa,più sicuro di sé,"
            "più sicura di sé,cavarsela da solo,cavarsela da sola,self-esteem,confidence,"
            "self confidence,independence,independent,autoestima,confianza,confiance en soi,自信,"
            "ثقة بالنفس,الثقة بالنفس",
        },
    )
)
