"""Portuguese, in the spellings of Portugal and of Brazil; without a tagging pipeline."""

from __future__ import annotations

from aligner.languages.drafting import LABEL_OF_ANNEX, MASTHEAD_SIGNS, Drafting, any_of
from aligner.languages.facts import Language, words
from aligner.languages.grammar import IBERIAN, Grammar
from aligner.languages.notation import SIGNS, Notation, counted, dmy, months, said
from aligner.languages.usage import Usage
from aligner.languages.words import Inflection, silent

DRAFTING = Drafting(
    title=r"(?i:resolu..o|decis.o)\s+\S*\d|(?i:projec?to de resolu..o)",
    adoption=r"(?:Aprovad|Adop?tad)[ao]s?\s+(?:pel[ao]|por|em|na|sem)",
    opening=rf"[OA]\s+{any_of('Conselho Assembl.ia Comit. Comiss.o Confer.ncia Congresso')}\b"
    r"[^.;:,]{0,80},|O Conselho de Seguran.a|A Assembl.ia[- ]Geral",
    preambular=r"(?:(?:Profunda|Grave|Seria|Plena|Viva)\w*\s+\w+"
    r"|[A-ZÁÂÉÊÍÓÔÚ]\w*ndo(?:-se|-a|-o)?|"
    + any_of(
        "Consciente Ciente Preocupad\\w+ Convencid\\w+ Decidid\\w+ Determinad\\w+ Alarmad\\w+",
        "Encorajad\\w+ Guiad\\w+ Consternad\\w+ Indignad\\w+ Atent\\w+",
    )
    + r")\b",
    operative=any_of(
        "Decide Declara Solicita Pede Exorta Insta Convida Condena Sublinha Salienta Afirma",
        "Reafirma Recorda Observa Nota Toma Acolhe Sa.da Autoriza Encoraja Incentiva Exige",
        "Expressa Exprime Manifesta Felicita Recomenda Aprova Adota Adopta Proclama Agradece",
        "Encarrega Prorroga Destaca Reitera Deplora Lamenta Confirma Estabelece Considera Apoia",
        "Apela Chama Roga Regista Registra Enfatiza Resolve Convoca Compromete-se",
    )
    + r"\b",
    annex=rf"(?i:anexo|ap.ndice|documento anexo){LABEL_OF_ANNEX}",
    article=r"(?i:artigo|art\.)\s+(\d+)\b",
    heading="(?i:"
    + any_of("pre.mbulo introdu..o conclus.o conclus.es recomenda..es resumo sum.rio .ndice")
    + ")",
    masthead=r"Na..es Unidas|Conselho de Seguran.a|Assembl.ia[- ]Geral"
    r"|Conselho Econ.mico e Social|Conselho de Direitos Humanos"
    rf"|{MASTHEAD_SIGNS}|\w+\s+sess.o|\d{{1,2}}\S?\s+de\s+"
    + any_of(
        "janeiro fevereiro mar.o abril maio junho julho agosto setembro outubro novembro dezembro"
    )
    + r"\s+de\s+\d{4}",
    with_verb=r"\w+mente|nota|com (?:satisfação|apreço|preocupação)|encarecidamente",
)

NOTATION = Notation(
    months=months(
        "janeiro|jan", "fevereiro|fev", "março|mar", "abril|abr", "maio|mai", "junho|jun",
        "julho|jul", "agosto|ago", "setembro|set", "outubro|out", "novembro|nov", "dezembro|dez",
    ),
    dates=(
        dmy(ordinal="[ºo]?", of="de ", year="de "),
        r"\b(?P<m>MONTH)\s+de\s+(?P<y>\d{4})(?!\d)",
    ),
    numerals=counted(
        from_0="zero um|uma|primeiro|primeira dois|duas|segundo|segunda três|terceiro|terceira "
        "quatro|quarto|quarta cinco|quinto|quinta seis|sexto|sexta sete|sétimo|sétima "
        "oito|oitavo|oitava nove|nono|nona dez|décimo|décima onze doze treze catorze|quatorze "
        "quinze dezasseis|dezesseis dezassete|dezessete dezoito dezanove|dezenove",
        tens="dez vinte|vigésimo|vigésima trinta|trigésimo|trigésima quarenta|quadragésimo "
        "cinquenta|quinquagésimo sessenta|sexagésimo|sexagésima setenta|septuagésimo "
        "oitenta|octogésimo noventa|nonagésimo",
        hundreds="cem|cento duzentos|duzentas trezentos|trezentas quatrocentos|quatrocentas "
        "quinhentos|quinhentas seiscentos|seiscentas setecentos|setecentas oitocentos|oitocentas "
        "novecentos|novecentas",
        from_1000="mil",
    ),
    joiners=frozenset({"e"}),
    scales={"mil": 10**3, "milhão": 10**6, "milhões": 10**6, "bilhão": 10**9,
            "bilhões": 10**9},
    times=(r"(?P<h>\d{1,2})(?:[:.h](?P<min>\d{2}))?\s?horas?\b", r"(?P<h>\d{1,2}):(?P<min>\d{2})"),
    percent=r"%|por\s+cento\b",
    money=SIGNS | {"dolar": "USD", "dolares": "USD", "euro": "EUR", "euros": "EUR",
                   "dolares dos estados unidos": "USD"},
    worded=said(half="metade meio meia", quarter="quarto quartos", noon="meio-dia",
                midnight="meia-noite"),
    through="[-–]|a|ate",
)  # fmt: skip

GRAMMAR = Grammar(
    pattern=IBERIAN,
    articles=words("o um"),
    contracted=words("do da dos das ao aos à às no na nos nas pelo pela pelos pelas"),
    of=words("de"),
    linking=words("a em contra sobre por para com sem entre"),
    stopped=words(
        "de do da dos das a à ao aos às o os as em no na nos nas e para contra por pelo pela com",
        "entre sobre",
    ),
    determining=words(
        "tal outro outra outros outras mesmo mesma certo certa diferentes diversos diversas vários",
        "várias algum alguma alguns algumas nenhum cada todo toda todos todas ambos referido",
        "demais qualquer incluindo inclusive mediante este esta estes estas esse essa esses essas",
        "isto isso seu sua seus suas que se é são foi foram ser não já mais muito onde como quando",
    ),
    weak_modifiers=words(
        "presente primeiro primeira segundo segunda último última novo nova próprio própria",
        "seguinte seguintes anterior posterior mencionado necessário importante grande grandes",
        "pequeno bom boa melhor maior menor recente atual possível relativo previsto estabelecido",
        "relacionado relacionados disponível aplicável pleno semelhante devido existente",
    ),
    weak_heads=words(
        "proporção percentagem milhão milhar tonelada quantidade "
        "vez respeito caso forma maneira tipo título fato facto número conjunto maioria parte",
        "seio razão matéria ponto curso vista fim fins objetivo questão favor conta momento tempo",
        "período efeito conformidade virtude aplicação exceção falta medida luz base quadro dia",
        "ano mês data lado contexto apoio artigo parágrafo alínea meio nível âmbito importância",
    ),
    vague=words("pertinente adequado eficaz global concreto específico essencial significativo"),
    adjectives_follow=True,
    plurals="s",
    capitals="all",
    longest=11,
)

INFLECTION = Inflection(
    plurals=(
        ("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("ois", "ol"), ("ns", "m"),
        ("res", "r"), ("zes", "z"), ("s", ""),
    ),
    irregular={"paises": "pais", "meses": "mes", "maos": "mao", "cidadaos": "cidadao"},
    particles=silent("o a os as um uma")
    | {"do": "de", "da": "de", "dos": "de", "das": "de", "no": "em", "na": "em", "nos": "em",
       "nas": "em", "ao": "a", "aos": "a"},
)  # fmt: skip

USAGE = Usage(
    function_words=words(
        "o os a as do da dos das de e ou em no na nos nas um uma que se por para com ao aos",
        "seu sua nao mais entre pelo pela",
    ),
    demonstratives=words(
        "este esta estes estas esse essa esses essas aquele aquela tal tais dito dita referido",
    ),
    typography=(
        (r"(?<=\w) (?=[,;:!?.](?:\s|$))", "a space before a mark"),
        (r"[¿¡]", "an opening mark of Spanish"),
    ),
    modifiers="também|além disso|ainda|uma vez mais|mais uma vez|de novo|novamente|firmemente"
    "|energicamente|igualmente|a este respeito,",
)

LANGUAGE = Language(
    "pt",
    "Portuguese",
    "português",
    tesseract="por",
    conjunctions=("e", "ou"),
    abbreviations=words(
        "sr sra srs sras dr dra drs eng prof exmo exma cf p.ex ex tel add corr rev ed eds av",
        "jan fev mar abr jun jul ago set out nov dez op cit ibid vs v.g s.a.r d",
    ),
    final_abbreviations=words(
        "art arts par pár pág págs p pp vol cap caps fig no nos n° n°s nº nºs doc etc al",
        "e.u.a eua a.c d.c ltda cia h min",
    ),
    starters=words(
        "o a os as um uma uns umas em no na nos nas de do da dos das ao à para por pelo pela com",
        "se mas ou e sem este esta estes estas esse essa isto isso seu sua seus suas não que",
        "quando como onde todo toda todos todas ele ela eles elas é são foi depois segundo",
    ),
    drafting=DRAFTING,
    notation=NOTATION,
    grammar=GRAMMAR,
    inflection=INFLECTION,
    usage=USAGE,
)
