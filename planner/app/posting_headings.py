"""What headings of postings and CVs announce, in English, German and Spanish; a rule for those that nobody listed."""

from __future__ import annotations

import re

from planner.app.posting_negations import NOT_ASKED
from planner.model.posting import Section

MAX_HEADING = 60
"""Characters; a longer line is a sentence."""

_LISTED: tuple[tuple[Section, str], ...] = (
    (
        Section.ASKED,
        (
            r"about (the|this|your) (role|job|position|opportunity|work)|about you|who you are|your (profile|"
            r"background|tasks|role|mission)|"
            r"(what|who) (we( are|'re|’re)?|are we) (look|seek)\w* for|what you('ll|’ll| will)? (be doing|do|bring|"
            r"need|"
            r"have|know)|we('re|’re| are)? (expect|look(ing)? for)|you (have|bring|will)|the role|must[ -](haves?|"
            r"knows?)|"
            r"(über|zu) (dich|dir|sie|ihnen)|(das|was) (wir|du|sie) (erwarten|mitbringst|mitbringen)|"
            r"(das|was) (bringst du|bringen sie|solltest du|erwarten wir|wünschen wir uns).*|wir (erwarten|suchen|"
            r"wünschen uns)|"
            r"(wen|was) (wir suchen|suchen wir)|(wer|das) bist du|wer du bist|voraussetzungen|(deine?|ihre?) "
            r"(rolle|stärken|mission)|sobre ti|(lo |a )?(qué|que|quién|quien) (buscamos|esperamos|pedimos|"
            r"necesitamos)( de ti)?|"
            r"(lo )?(qué|que) (necesitas|aportas|harás|te pedimos)|buscamos|(te pedimos|se requiere)|"
            r"(tus )?(funciones|tareas)|(tu )?misión|imprescindible"
        ),
    ),
    (
        Section.NICE,
        (
            r"nice[ -]to[ -](haves?|knows?)|preferred|bonus( points| skills)?|desirable|good to have|"
            r"(big )?plus(es)?|optional|"
            r"(would be )?an? (advantage|asset)|ideally|preferred (qualifications?|skills?|requirements?|experience)|"
            r"(desirable|optional|additional|bonus|nice[ -]to[ -]have) (qualifications?|skills?|requirements?|"
            r"experience)|"
            r"(das (wäre|ist) )?(wünschenswert|von vorteil|ein plus|schön|toll|optional)|(kein muss.*)|idealerweise|"
            r"pluspunkte|bonuspunkte|(damit |so )?(kannst du|sammelst du).*punkte.*|"
            r"(requisitos |conocimientos )?(deseables?|valorables?|opcional(es)?)|(se|nos) (valora|valorará|"
            r"valorarán|encantaría|"
            r"gustaría)( positivamente| también| que|.* si)?|valora(mos|remos)( positivamente| también| que|.* si)?|"
            r"(será |sería )?(un )?plus|(te )?suman? puntos|puntos extra"
        ),
    ),
    (
        Section.COMPANY,
        (
            r"about (us|our|the (company|team|firm|hospital|group|client|employer)|\w+$|(?!the\b|this\b|your?\b)"
            r"\w+(?-i: [A-Z]\S*){0,3})|who we are|our (company|story|"
            r"mission|values|"
            r"culture|team|offer|benefits|clients?|commitment)|benefits?|perks|what (we offer|you('ll|’ll| will) get|"
            r"('s|’s|is) in it for you)|we offer|why (join|work|us)\b.*|how to apply|apply|application process|"
            r"compensation|salary|pay range|equal (opportunity|employment)|diversity.*|contact|privacy|disclaimer|"
            r"life at .*|our promise|interview process|location|company (description|overview|profile|summary)|"
            r"über (uns|das unternehmen|die firma)|(das (bieten )?|was )?wir bieten( .*)?|das sind wir|wir sind|"
            r"wer wir sind|"
            r"(das )?unternehmen(sprofil)?|(unser|ihr|dein)e? (angebot|benefits|vorteile|ansprechpartner\w*)|unser "
            r"unternehmen|vorteile|leistungen|kontakt|standort|arbeitsort|gehalt|vergütung|(deine |ihre )?bewerbung|"
            r"(jetzt )?bewerben|datenschutz|impressum|warum (wir|du)?\b.*|"
            r"sobre (nosotros|la empresa)|(qué |que |lo que )?(te )?ofrecemos|se ofrece|beneficios|ventajas|"
            r"quiénes somos|"
            r"la empresa|acerca de .*|condiciones|salario|ubicación|contacto|"
            r"(personal )?interests?( (and|&) hobb(ies|ys))?|hobb(ies|ys)( (and|&) interests)?|references|"
            r"interessen|referenzen|intereses|aficiones|referencias|"
            r"(similar|related|more|recommended|featured) (jobs?|openings?|vacanc(y|ies)|job offers?|open "
            r"positions)\b.*|people also (viewed|searched).*|jobs? you (might|may)\b.*|"
            r"(ähnliche|weitere|verwandte|passende) (jobs?|stellen\w*|jobangebote)\b.*|"
            r"(ofertas|empleos|vacantes) (similares|relacionad[oa]s|parecid[oa]s).*|(otras|más) (ofertas|vacantes)\b.*"
        ),
    ),
    (
        Section.ASKED,
        (
            r".*(requirements?|qualifications?|skills?|experience|education|responsibilit\w+|duties|must[ -]haves?|"
            r"certifica\w+|stack|technolog\w+|tools?|competenc\w+|summary|projects?|employment|profile|"
            r"description|overview|anforderung\w*|aufgaben|tätigkeit\w*|profil|qualifikation\w*|kenntnisse|fähigkeiten|"
            r"kompetenzen|verantwort\w+|stellenbeschreibung|ausbildung|berufserfahrung|requisitos|requerimientos|"
            r"perfil|"
            r"conocimientos|habilidades|aptitudes|competencias|formación|experiencia|responsabilidades|tecnologías|"
            r"herramientas|titulación|estudios|descripción del puesto).*"
        ),
    ),
)
_SECTION_OF = tuple((section, re.compile(pattern, re.IGNORECASE)) for section, pattern in _LISTED)

_OFFERS = re.compile(
    r"^(?:[\w’']+ ){0,2}(?:(?:and|&|und|y) )?(?:benefits|perks)$|^(?:benefits|perks) (?:and|&|und) \w+$|"
    r"\b(?:(?:we|we['’]ll|we can|we will) offer|offer you|you(?:['’]ll| will| can)? (?:get(?! to)|receive|enjoy|love)|"
    r"in it for you|love (?:us|it|working)|why (?:join|work|us|choose)|working (?:at|here)|life at|join us|"
    r"how to apply|"
    r"apply (?:now|here|today)|(?:application|hiring|recruit\w+|interview) process|"
    r"bieten|bietet|vorteile|bei uns|freuen|bekommst|bekommen|erhältst|geboten|bewirb|bewerb(?:en|ung|ungsprozess)|"
    r"ofrecemos|te ofrece|beneficios|ventajas|por qué (?:unirte|trabajar|nosotros)|te espera|obtendrás|recibirás|"
    r"disfrutarás|inscríbete)\b",
    re.IGNORECASE,
)
"""Headings of what the employer offers."""
_STILL_OFFERS = re.compile(
    r"^(?:our|we|unsere?|wir|nuestr[oa]s?)\b|\b(?:health|wellbeing|well-being|balance|time off|holidays?|vacation|"
    r"family|"
    r"growth|learning|development|budget|office|culture|team|pay|salary|insurance|pension|money|finances?|gesundheit|"
    r"familie|weiterbildung|entwicklung|büro|kultur|geld|gehalt|vergütung|urlaub|versicherung|angebot|salud|familia|"
    r"equipo|next|schritte|geht es weiter|pasos|proceso|cultura|crecimiento|oficina|seguro|salario|retribución|"
    r"vacaciones)\b",
    re.IGNORECASE,
)
"""Headings of parts of that."""
_ASKS = re.compile(
    r"^(?:what|who|how|your?|you['’]\w+|must|(?:the |our )?ideal|minimum|basic|in this role|day to day|"
    r"das|was|wen|wer|womit|damit|deine?|ihre?|du|sie|so|qué|que|lo que|a quién|tus?|te)\b",
    re.IGNORECASE,
)

_REQUEST = re.compile(
    r"(?:(?:minimum|basic|key|main|core|technical|essential|required|job|general|mandatory|your|our|the|deine?|ihre?|"
    r"unsere?|fachliche|tus?) )*(?:requirements?|qualifications?|skills?|experience|responsibilit\w+|duties|"
    r"must[ -]haves?|(?:tech\w* )?stack|anforderung\w*|aufgaben\w*|tätigkeiten|profil|qualifikation(?:en)?|kenntnisse|"
    r"fähigkeiten|(?:requisitos|requerimientos|conocimientos|habilidades|perfil|responsabilidades|experiencia)"
    r"(?: (?:mínim|técnic|imprescindible|requerid|necesari|obligatori)\w*)?)",
    re.IGNORECASE,
)
"""Of what postings ask for under many headings, those that name no offer even as a label: "Skills: Python"."""
_PART_OF_AN_OFFER = re.compile(
    r"(?:big )?plus(?:es)?|bonus|optional|opcional(?:es)?|(?:das ist )?optional", re.IGNORECASE
)


def listed(title: str, section: Section = Section.ASKED, label: bool = False) -> Section | None:
    """What a heading that postings often have announces, after `section`.

    `label`: what it speaks of stands behind it, on its line. A part of an offer is no request: "Certifications: Azure
    exams" and "Education budget" below "Benefits".
    """
    title = bare(title)
    if NOT_ASKED.fullmatch(title):
        return Section.UNASKED
    for found, pattern in _SECTION_OF:
        if pattern.fullmatch(title):
            many_things = pattern is _SECTION_OF[-1][1]
            return None if section is Section.COMPANY and _goes_on(title, label, many_things) else found
    return None


def _goes_on(title: str, label: bool, many_things: bool) -> bool:
    """Whether an offer goes on under a heading that elsewhere announces something else; `many_things`: a loose one."""
    if label:
        return _PART_OF_AN_OFFER.fullmatch(title) is not None or (many_things and not _REQUEST.fullmatch(title))
    return many_things and _STILL_OFFERS.search(title) is not None and not _ASKS.match(title)


def guessed(title: str, sure: bool, section: Section) -> Section | None:
    """What another heading announces after `section`; nothing where it goes on.

    Whatever is no part of an offer ends it: what is asked for must not get lost. `sure`: it is certainly a heading, and
    not just a short line.
    """
    title = bare(title)
    if _OFFERS.search(title):
        return Section.COMPANY
    if section is Section.ASKED or _STILL_OFFERS.search(title):
        return None
    return Section.ASKED if sure or _ASKS.match(title) else None


def bare(title: str) -> str:
    """A heading without the signs around it and a remark in brackets."""
    return re.sub(r"^[\W_]+|\s*\([^()]*\)[\W_]*$|[\W_]+$", "", title)
