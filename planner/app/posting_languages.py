"""German and Spanish words for what curricula call by its English name."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORDS = """
machine learning: maschinell~ Lernen | maschinellen Lernens | aprendizaje automático | aprendizaje de máquina
deep learning: tief~ Lernen | aprendizaje profundo
neural networks: neuronal~ Netze | neuronal~ Netzen | neuronal~ Netzwerke | neuronal~ Netzwerken | redes neuronales
reinforcement learning: bestärkend~ Lernen | aprendizaje por refuerzo
generative AI: generativ~ KI | IA generativa | inteligencia artificial generativa
large language models: große Sprachmodelle | großen Sprachmodellen | Sprachmodelle | Sprachmodellen
large language models: grandes modelos de lenguaje | modelos de lenguaje
natural language processing: Sprachverarbeitung | Verarbeitung natürlicher Sprache
natural language processing: procesamiento del lenguaje natural | procesamiento de lenguaje natural
computer vision: maschinell~ Sehen | Bildverarbeitung
computer vision: visión artificial | visión por computador | visión por computadora
image recognition: Bilderkennung | reconocimiento de imágenes
recommender systems: Empfehlungssysteme | Empfehlungssystemen | sistemas de recomendación
anomaly detection: Anomalieerkennung | detección de anomalías
time series: Zeitreihen | Zeitreihenanalyse | Zeitreihenanalysen | series temporales | series de tiempo
statistics: Statistik | statistisch~ Methoden | Estadística | métodos estadísticos | análisis estadístico
regression: regresión | regresión lineal | regresión logística
hypothesis testing: Hypothesentests | contraste de hipótesis
probability: Wahrscheinlichkeitsrechnung | Wahrscheinlichkeitstheorie | teoría de la probabilidad
linear algebra: linear~ Algebra | álgebra lineal
relational databases: Datenbanken | relational~ Datenbanken | Datenbankkenntnisse | Datenbank-Kenntnisse
relational databases: bases de datos | bases de datos relacionales
database design: Datenbankdesign | Datenbankentwurf | diseño de bases de datos
data modelling: Datenmodellierung | modelado de datos
data warehouse: almacén de datos | almacenes de datos
data analysis: Datenanalyse | Datenanalysen | análisis de datos
data quality: Datenqualität | calidad de datos | calidad de los datos | calidad del dato
data governance: Daten-Governance | gobierno de datos | gobierno del dato | gobernanza de datos
data privacy: Datenschutzrecht | protección de datos
GDPR: DSGVO | DS-GVO | RGPD
data visualisation: Datenvisualisierung | Visualisierung von Daten | visualización de datos
data cleaning: Datenbereinigung | Datenaufbereitung | limpieza de datos
data mining: minería de datos
data pipelines: Datenpipelines | Daten-Pipelines | pipelines de datos
data integration: Datenintegration | integración de datos
data architectures: Datenarchitektur | Datenarchitekturen | arquitectura de datos | arquitecturas de datos
business intelligence: inteligencia de negocio | inteligencia empresarial
dashboards: cuadros de mando
key performance indicators: Kennzahlen | indicadores clave
spreadsheets: Tabellenkalkulation | hojas de cálculo
pivot tables: Pivot-Tabellen | tablas dinámicas
programming: Programmierung | Programmierkenntnisse | programación
object-oriented programming: objektorientiert~ Programmierung | programación orientada a objetos
software architectures: Softwarearchitektur | Software-Architektur | arquitectura de software
software design: Softwaredesign | Software-Design | Softwareentwurf | diseño de software
design patterns: Entwurfsmuster | Entwurfsmustern | patrones de diseño
data structures: Datenstrukturen | estructuras de datos
version control: Versionsverwaltung | Versionskontrolle | control de versiones
test automation: Testautomatisierung | automatización de pruebas
unit tests: Unittests | pruebas unitarias
continuous integration: kontinuierlich~ Integration | integración continua
continuous deployment: despliegue continuo
containerisation: Containerisierung | contenerización
container technologies: Containertechnologien | Container-Technologien | contenedores
microservices: Mikroservices | microservicios
web services: Webdienste | servicios web
cloud platforms: Cloud-Plattformen | plataformas cloud | plataformas en la nube
cloud computing: computación en la nube
cloud security: Cloud-Sicherheit | seguridad en la nube
operating systems: Betriebssysteme | Betriebssystemen | sistemas operativos
computer networks: Rechnernetze | Netzwerkkenntnisse | redes informáticas | redes de computadores
distributed systems: verteilt~ Systeme | verteilt~ Systemen | sistemas distribuidos
system integration: Systemintegration | integración de sistemas
project management: Projektmanagement | Projektleitung | gestión de proyectos
product management: Produktmanagement | gestión de producto
requirements analysis: Anforderungsanalyse | Anforderungsmanagement | análisis de requisitos
change management: Veränderungsmanagement | gestión del cambio
agile methodologies: agil~ Methoden | agil~ Softwareentwicklung | metodologías ágiles
communication skills: Kommunikationsfähigkeit | Kommunikationsstärke | habilidades de comunicación
communication skills: habilidades comunicativas
presentation skills: Präsentationsfähigkeiten | habilidades de presentación
teamwork: Teamarbeit | Teamfähigkeit | trabajo en equipo
problem solving: Problemlösung | Problemlösekompetenz | Problemlösungskompetenz | resolución de problemas
analytical thinking: analytisch~ Denken | analytisch~ Denkvermögen | pensamiento analítico | capacidad analítica
critical thinking: kritisch~ Denken | pensamiento crítico
time management: Zeitmanagement | gestión del tiempo
leadership skills: Führungskompetenz | Führungserfahrung | habilidades de liderazgo | liderazgo
technical documentation: technisch~ Dokumentation | documentación técnica
"""
_ENDINGS = ("e", "em", "en", "er", "es")
"""Of German adjectives; "~" stands for any of them."""

_SUBJECTS = (
    (r"wirtschaftsinformatik\w*|sistemas de información", "information systems"),
    (r"ingenier[ií]a (?:en |de )?(?:inform[aá]tica|computaci[oó]n)|ciencias? de la computaci[oó]n", "computer science"),
    (r"\w*informatik\w*|inform[aá]tic[ao]", "computer science"),
    (r"ingenier[ií]a de(?:l)? software|softwaretechnik|softwareentwicklung", "software engineering"),
    (r"elektrotechnik|ingenier[ií]a el[eé]ctrica", "electrical engineering"),
    (r"\w*ingenieur\w*|ingenier[ií]a|telecomunicaci\w+", "engineering"),
    (r"\w*mathematik\w*|matem[aá]ticas?", "mathematics"),
    (r"statistik|estad[ií]stica", "statistics"),
    (r"physik|f[ií]sica", "physics"),
    (r"volkswirtschaft\w*|VWL|econom[ií]a", "economics"),
    (r"datenwissenschaft\w*|ciencias? de (?:los )?datos", "data science"),
    (r"künstliche\w* intelligenz|inteligencia artificial|(?-i:AI|KI|IA)", "artificial intelligence"),
    (r"maschinelle\w* lernen\w*|aprendizaje autom[aá]tico|(?-i:ML)", "machine learning"),
    (r"(?-i:CS)", "computer science"),
)
_SUBJECT_OF = tuple((re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE), english) for pattern, english in _SUBJECTS)


def translated() -> Iterator[tuple[str, str]]:
    """Each German or Spanish name with the English one."""
    for line in _WORDS.strip().splitlines():
        english, _colon, others = line.partition(": ")
        for other in others.split(" | "):
            endings = _ENDINGS if "~" in other else ("",)
            yield from ((other.replace("~", ending), english) for ending in endings)


def english_subjects(subjects: str) -> str:
    """Subjects of a degree as English ones, abbreviations written out."""
    for pattern, english in _SUBJECT_OF:
        subjects = pattern.sub(english, subjects)
    return subjects
