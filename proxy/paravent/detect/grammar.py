"""How French and English say a thing of a person, in brief: patterns for flat texts.

People are runs of ``@`` there, or somebody's somebody: "ma cliente", "his son". Patterns with ``$``
are for what stands right before a term, at most ``ties.NEAR`` characters; the others for sentences.
"""

from __future__ import annotations

import re

import re2

from paravent.detect.flat import PERSON

_OWN = (
    "ma|mon|mes|ta|ton|tes|sa|son|ses|notre|nos|votre|vos|cette|cet|ce|ces|my|our|your|his|her"
    "|this|un de mes|une de mes|un de nos|une de nos|one of my|one of our"
)
_NOUNS = (
    r"cliente?|patiente?|salariee?|employee?s?|collaborat(?:eur|rice)|collegue|colocataire"
    r"|locataire|candidate?|stagiaire|apprentie?|alternante?|eleve|etudiante?|adherente?|assuree?"
    r"|beneficiaire|voisine?|amie?|copine?|copain|compagnon|compagne|conjointe?|concubine?|mari"
    r"|femme|epouse|epoux|fils|filles?|fille|enfant|frere|soeur|mere|pere|maman|papa"
    r"|parent|oncle|tante|neveu|niece|cousine?|grand (?:mere|pere)|belle (?:mere|soeur|fille)"
    r"|beau (?:pere|frere|fils)|ex|assistante?|secretaire|associee?|gerante?|patronn?e?|chef"
    r"|cheffe"
    r"|manage(?:r|use)|nounou|consultante?|usager|usagere|residente?|accuse|debit(?:eur|rice)"
    r"|bail(?:leur|leresse)|proprietaire|temoin|victime|plaignante?|vende(?:ur|use)"
    r"|achete(?:ur|use)|prestataire|graphiste|developpe(?:ur|use)|comptable|avocate?|coach"
    r"|interlocut(?:eur|rice)|directeur|directrice|responsable|chauffeur|ouvriere?|vendeuse"
    r"|caissiere"
    r"|formatrice|formateur|petite? fil(?:s|le)|jumeaux|jumelles|petits enfants|petit garcon"
    r"|petite"
    r"|bebe|ado|adolescente?|garcon|fillette|protegee?|pupille|aidee?|homme|monsieur|dame"
    r"|clients?|customer|patients?|employees?|worker|colleague|coworker|supplier|founder|cook|cleaner|receptionist|freelancer|photographer|guest"
    r"|member|trainer|instructor|fournisseur|livreur|photographe|cuisinier|serveur|serveuse|medecin"
    r"|prof|professeure?|invitee?|membre|sous traitante?|dirigeante?|presidente?|notaire|auxiliaire"
    r"|jardinier|infirmiere?|infirmier|tenant|lodger"
    r"|candidate|applicant|intern|apprentice|student|pupil|neighbou?r|friend|girlfriend|boyfriend"
    r"|partner|husband|wife|spouse|fiancee?|son|daughter|child|children|kids?|brother|sister"
    r"|mother"
    r"|father|mum|mom|dad|uncle|aunt|nephew|niece|cousin|grandson|granddaughter|grandmother"
    r"|grandfather|assistant|secretary|boss|manager|landlord|landlady|owner|witness|defendant"
    r"|claimant|plaintiff|accountant|contractor|nanny|driver|designer|developer|trainee|volunteer"
    r"|resident|buyer|seller|user|baby|toddler|twins?|guy|lady|man|woman|stepson|stepdaughter"
    r"|director|bookkeeper|treasurer|trustee|hairdresser|carer|caretaker|gardener|plumber|builder"
    r"|electrician|translator|editor|author|writer|journalist|consultant|supervisor|mentor|teammate"
    r"|tresori(?:er|ere)|gardienne?|concierge|nourrice|redact(?:eur|rice)|traduct(?:eur|rice)"
    r"|coiffe(?:ur|use)|plombier|electricien(?:ne)?|artisane?|technicien(?:ne)?|ingenieure?"
    r"|interimaire|curat(?:eur|rice)|tut(?:eur|rice)|benevole|sister in law|brother in law"
    r"|mother in law|father in law|flatmate|roommate|nurse|teacher|lawyer|counterpart|co founder"
)
_AGED = r"(?: (?:\d{1,2}|[a-z]{3,9}) (?:year|month|week)s? old)"
_SOMEBODY = rf"(?:{_OWN})(?: [a-z]{{2,14}}|{_AGED})? (?:{_NOUNS})s?"
_THE = "le|la|l|les|un|une|deux|des|the|a|an|one|two"
OWNED = re2.compile(rf"\b{_SOMEBODY}\b")
GENERIC = re.compile(rf"\b(?:{_THE})(?: [a-z]{{2,14}})? (?:{_NOUNS})s?\b")
_SOMEBODY_BEFORE = rf"(?:{PERSON}|\b(?:{_SOMEBODY}|(?:{_THE}) (?:{_NOUNS})))"

# What makes "la salariée" one that is known: something that happened to her, and when.
HAPPENED = re.compile(
    r"\b(?:depuis|hier|aujourd hui|ce matin|ce soir|cette (?:semaine|nuit|annee)"
    r"|la semaine derniere"
    r"|(?:le mois|l an) dernier|l annee derniere|actuellement|vient de|en (?:19|20)\d\d"
    r"|(?:m|nous|lui|t|l) a(?:vait)?|s est|a (?:ete|fait|declare|dit|eu|subi|demande|informe"
    r"|signale"
    r"|refuse|appris|annonce|perdu|commence|arrete|quitte|repris|depose|revele)|\d{1,2} (?:janvier"
    r"|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
    r"|\d{1,2}[/.]\d\d?"
    r"|yesterday|today|currently|last (?:week|month|year|night|summer|winter|spring|autumn)|ago"
    r"|since (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|last|the|\d{4})|told (?:me|us)|has (?:just )?been|was|has had|had|just|in (?:19"
    r"|20)\d\d"
    r"|informed (?:me|us)|admitted|disclosed|asked (?:me|us)|is (?:now )?(?:recovering"
    r"|undergoing))\b"
)
LAW = re.compile(
    r"\b(?:article (?:[lr] ?)?\d|code (?:du|de|civil|penal)|la loi|lois?|jurisprudence|directive"
    r"|reglement|rgpd|gdpr|legislation|equality act|the law|cour de cassation|decret|convention"
    r" collective|statute|case law|regulations?|section \d)\b"
)
GENERAL = re.compile(
    r"\b(?:quels?|quelles?|comment|what|which|how|definition|en general|in general|beneficie"
    r"|beneficient|doit|doivent|peut|peuvent|must|may|shall|should|can|toute personne|any|every"
    r"|chaque|explique|explain|definis|define|resume|summari[sz]e|generally|souvent|often|entitled"
    r"|interdit|forbidden|obligation|employeurs?|employers?|statistiques?|statistics)\b"
)

# What stands right before a term, up to it.
BEFORE = re.compile(
    r"\b(?:il|elle|lui|he|she|him)\b(?! (?:est|etait|sera|serait) (?:interdit|possible|impossible"
    r"|obligatoire|important|necessaire|essentiel|utile|recommande|conseille|question|normal|rare"
    r"|frequent|prevu|temps|vrai|faux|clair|evident|illegal|legal|permis|difficile|facile"
    r"|preferable)"
    r"| (?:y a|faut|s agit|convient|existe|suffit|reste|vaut|arrive que|n y a"
    r"|ne faut))[a-z0-9 ,()]*$"
)
MYSELF = re.compile(
    r"\b(?:je (?:me )?(?:suis|souffre|prends|fais|viens|vis|sors|milite|vote|sais que je|ai)"
    r"|j (?:ai|etais|avais|attends|adhere|observe)|on m a|m a|i (?:am|m|have|ve|had|was|suffer"
    r"|take"
    r"|live|got|just|recently|joined|voted|went|think i|used)|me)(?: [a-z]{1,12}){0,6} $"
)
POSSESSED = re.compile(
    r"\b(?:son|sa|ses|mon|ma|mes|ton|ta|tes|votre|vos|his|her|my|your)(?: [a-z]{2,14}){0,2} $"
)
POSSESSION = re.compile(r"(?:son|sa|ses|mon|ma|mes|votre|vos|his|her|my|your) ")
PLAIN_QUESTION = re.compile(
    r"\bj (?:ai|avais|aurais) (?:une question|besoin|un cours|un expose|un article|lu|vu|entendu"
    r"|deux questions)"
    r"|\bi (?:have a question|m (?:writing|reading|researching|studying|preparing)"
    r"|am (?:writing|reading|researching|studying|preparing)|ve read|read)"
)
_COPULA = (
    r"(?:suis|es|est|sont|etait|serait|sera|soit|ete|dit|declare|revendique|devenue?|devient|nee?"
    r"|reste|tombee?|semble|am|m|is|s|are|was|were|re|being|became|got|been|identifies as"
    r"|came out as|born|becoming)"
)
_ADVERBS = (
    r"(?: (?:tres|bien|pas|plus|aussi|un|une|d origine|toujours|encore|a nouveau|de nouveau"
    r"|devenue?"
    r"|deja|a|an|the|very|quite|seriously|heavily|still|not|now|both|que|qu il|qu elle|il|elle"
    r"|est|of"
    r"|[a-z]{2,10}ment|[a-z]{2,10}ly|ete))*"
)
TIED_PRONOUN = re.compile(
    rf"\b(?:il|elle|je|tu|j|i|he|she)(?: (?:ne|n|se|s|y|ai|a|avait|l|has|had|have))*"
    rf" {_COPULA}{_ADVERBS} $"
)
TIED_PERSON = re.compile(
    rf"{_SOMEBODY_BEFORE}[ ,(]+(?:(?:qui|who|ne|n|se|s|a|has|had|have|avait|et|and|[a-z]{{2,12}}"
    rf") ){{0,3}}{_COPULA}{_ADVERBS} $"
    rf"|{_SOMEBODY_BEFORE}[ ,(]+(?:(?:un|une|a|an|et|and|tres|very|openly|d origine"
    rf"|nee?) ){{0,2}}$"
)
FOLLOWED = re.compile(rf"[ ,]+(?:and [a-z]+ )?(?:{_NOUNS})s?\b")
OWNER = re.compile(rf"\b(?:{_OWN}|the|a|an|one of (?:my|our)) (?:[a-z]+ (?:and )?)?$")
OF_SOMEBODY = re.compile(
    rf" (?:[a-z]{{2,14}} ){{0,2}}(?:de|d|du|chez|of|for|in|pour|concernant) (?:(?:m|mme|mr|mrs|ms"
    rf"|dr"
    rf"|monsieur|madame|mlle)[ .]{{1,2}})?(?:{PERSON}|(?:{_SOMEBODY})\b)"
)

TOPIC = re.compile(
    r"\b(?:articles?|livres?|cours|exposes?|formations?|conferences?|affiches?|campagnes?|etudes?"
    r"|theses?|memoires?|loi|decret|podcasts?|videos?|quiz|blog|posts?|ateliers?|colloques?|films?"
    r"|documentaires?|reportages?|romans?|lutte|recherche|prevention|depistage|sensibilisation"
    r"|fondation|associations?|ligue|services?|specialistes?|specialisee?s?|experte?s?|centres?"
    r"|hopital|instituts?|definition|symptomes?|causes?|guides?|journee|semaine|informations?"
    r"|vaccins?|statistiques|histoire|brochures?|newsletters?|webinaires?|notices?|application"
    r"|books?|talks?|lectures?|courses?|essays?|papers?|stud(?:y|ies)|symptoms|signs|blogs?"
    r"|novels?|films?|movies?|research|charity|experts?|specialists?|training|leaflets?|posters?"
    r"|campaigns?|workshops?|seminars?|documentary|history|statistics|policy|policies"
    r"|presentations?"
    r"|treatments? for|facts|app|startup|clinic|centre|center|week|day|awareness"
    r"|logiciels?|software|plateforme|platform|outils?|tools?)"
    r"(?: [a-z]{1,12}){0,3} (?:sur|contre|de|du|des|d|en|au|aux|a|pour|on|about|of|for|against"
    r"|into)"
    r"(?: (?:la|le|les|l|d|un|une|the|a))? $"
    r"|\b(?:people|persons|patients|those|personnes|enfants|children|adults|women|femmes|men"
    r"|hommes|salaries|employees|workers) (?:living )?(?:with|who have|atteinte?s (?:de|d un)"
    r"|souffrant (?:de|d un)|en|pour) $"
    # Trade: who sells wheelchairs sits in none.
    r"|\b(?:vend(?:s|ent|re|ait)?|fabrique(?:nt|r)?|distribue(?:nt)?|commercialise(?:nt)?|sells?|selling"
    r"|sold|manufactures?|supplies|rents)(?: [a-z]{1,14}){0,6} $"
    r"|\b(?:sur|about|concernant|on|contre|against) (?:(?:la|le|l|les|un|une|the|a) )?$"
)
TOPIC_AFTER = re.compile(
    r" (?:research|charity|awareness|conference|policy|act|law|campaign|clinic|support group"
    r"|society"
    r"|foundation|trust|week|month|statistics|guidelines|prevention|training|screening|studies"
    r"|startup|company|symptoms|specialists?|experts?|app\b|: )"
)
