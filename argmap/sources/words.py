"""The words by which page furniture, comment headings and comment forms are known.

One table a purpose, several languages in each; extend a table rather than a rule. All patterns
are matched against one stripped line of at most :data:`MAX_CUE` characters and use bounded
repetition only.
"""

from __future__ import annotations

import re

__all__ = [
    "CAPTION",
    "CHROME",
    "ELSEWHERE",
    "END_OF_ARTICLE",
    "FORM",
    "GREETING",
    "MAX_CUE",
    "PINGBACK",
    "REPLY_LINK",
    "TAIL_LINK",
    "THREAD_STRONG",
    "THREAD_WEAK",
    "comment_count",
    "is_share_row",
]

MAX_CUE = 220
"""No cue is looked for in a longer line."""

_I = re.IGNORECASE

# Nouns that count or head a thread: English, German, French, Spanish, Italian, Portuguese,
# Dutch, Swedish/Danish/Norwegian, Polish, Russian, Turkish, Hebrew, Arabic, Chinese, Japanese.
_NOUN = (
    r"(?:reader |user |visitor |leser-?|nutzer-?|user-?)?"
    r"(?:comments?|responses?|repl(?:y|ies)|thoughts|reactions?|discussions?|"
    r"kommentare?|antworten|gedanken|erg[äa]nzung(?:en)?|meinung(?:en)?|stimmen|"
    r"r[ée]actions?|commentaires?|r[ée]ponses?|avis|"
    r"comentarios?|respuestas?|opiniones|commenti?o?|risposte|coment[áa]rios?|respostas?|"
    r"reacties?|opmerkingen|kommentarer?|svar|komentarz(?:e|y)?|odpowiedzi|"
    r"комментари(?:й|я|ев|и)|ответ(?:а|ов|ы)?|yorum(?:lar)?|תגובות|תגובה|تعليقات|تعليق|"
    r"评论|評論|コメント)"
)

THREAD_STRONG = re.compile(
    rf"^(?:[(\[]?(?:\d{{1,3}}(?:[.,]\d{{3}})?|one|no|ein|eine|un|une|uno|una|alle|all|view all|"
    rf"showing(?: all)?|top)\s{{0,3}}[)\]]?\s{{0,3}}){{1,3}}{_NOUN}\b.{{0,160}}$"
    rf"|^(?:the |die |les |los |i |as |os )?{_NOUN}\s{{0,3}}"
    r"(?:[:(\[–—-]?\s{0,3}\d{1,6}\s{0,3}[)\]]?)?\s{0,3}:?$"
    rf"|^(?:{_NOUN}\s{{0,3}}[/|&+·-]?\s{{0,3}}){{1,2}}[(\[]\d{{1,6}}[)\]].{{0,40}}$"
    r"|^(?:readers?['’]? |reader['’]s )(?:comments?|letters|reactions|opinions|responses)\s{0,3}:?$"
    r"|^(?:reader interactions|join the (?:conversation|discussion|debate)|"
    r"what (?:readers|others) (?:say|think)|discussion thread|leserbriefe|"
    r"kommentare\b.{0,40}schreibe einen kommentar)\s{0,3}:?$"
    rf"|^{_NOUN}\s+(?:on|to|zu|zum|zur|for|sur|sobre|su|para|till|на|к)\s.{{1,160}}$",
    _I,
)
"""A heading that says: here the thread begins."""

THREAD_WEAK = re.compile(
    r"^(?:let your voice be heard|have your say|your (?:comments|thoughts|opinion)|"
    r"what do you think|was (?:denken|meinen|sagen) sie|join (?:the|us|in)\b.{0,40}|"
    r"(?:most recent|newest|oldest|best|top)(?: first)?|sort(?:ed)? by.{0,40}|"
    r"log ?in to (?:comment|reply).{0,60}|leave a (?:comment|reply)|"
    r"diskutieren sie mit.{0,40}|vos r[ée]actions|tu opini[óo]n)\s{0,3}[!?.:…]{0,3}$",
    _I,
)
"""A line that often stands above a thread, but proves nothing alone."""

FORM = re.compile(
    r"^(?:leave (?:a|your) (?:reply|comment)|post (?:a|your) comment|write a comment|"
    r"add (?:a|your) comment|submit (?:a )?comment|make a comment|comment(?:s|ing)? (?:are|is) "
    r"(?:now )?closed|this (?:post|article|thread) is closed|discussion closed|no comment\?|"
    r"your e-?mail address will not|save my name|required fields|notify me of|cancel reply|"
    r"(?:schreibe?n?|hinterlassen?|verfassen?)(?: sie)? (?:einen?|den|ihren) kommentar|"
    r"kommentar (?:verfassen|schreiben|abgeben|hinterlassen|hinzuf[üu]gen)|kommentieren$|"
    r"einen kommentar (?:schreiben|abschicken|verfassen|hinterlassen|abgeben)|"
    r"kommentare sind geschlossen|die kommentarfunktion ist|deine (?:e-mail|erg[äa]nzung)|"
    r"antwort(?:en)? (?:abbrechen|hinterlassen)|erg[äa]nzung abbrechen|hier klicken, um|"
    r"e-mail[ -]adresse wird nicht|trage deine daten|gib hier deinen kommentar|"
    r"um kommentieren zu|du musst angemeldet sein|sie m[üu]ssen (?:sich )?(?:an|ein)|"
    r"you must (?:be|log)|please (?:log|sign) ?in to (?:comment|reply|post)|"
    r"laisser un commentaire|ajouter un commentaire|[ée]crire un commentaire|"
    r"votre adresse (?:e-mail|de messagerie)|d[ée]ja(?:r)? (?:una respuesta|un comentario)|"
    r"tu direcci[óo]n de correo|escrib(?:e|ir) un comentario|lascia un commento|"
    r"deixe (?:um|uma) |geef een reactie|plaats een reactie|l[äa]mna (?:en|ett) |"
    r"skriv (?:en|ett) kommentar|dodaj komentarz|добавить комментарий|оставить комментарий|"
    r"yorum (?:yap|yaz)|sag was du denkst)\b.{0,160}$",
    _I,
)
"""The comment form, or a note that the thread is closed: a thread ends before it."""

ELSEWHERE = re.compile(
    rf"^(?:recent|latest|newest|last|new|aktuelle|neueste|letzte|neue|derniers|derni[èe]res|"
    rf"[úu]ltim[oa]s|ultimi|recenti|recentes?|laatste|recente|senaste|siste|seneste|ostatnie|"
    rf"последние|son)\s{{1,3}}(?:\w{{1,12}}\s){{0,2}}{_NOUN}\s{{0,3}}:?$",
    _I,
)
"""The heading of a list of comments on other pages."""

PINGBACK = re.compile(
    r"^(?:(?:trackbacks?|pingbacks?)(?:\s{0,3}[/&]\s{0,3}(?:trackbacks?|pingbacks?))?)\b\s{0,3}:?.{0,300}$",
    _I,
)
"""Links from other sites, or the heading above them: nobody's comment."""

END_OF_ARTICLE = re.compile(
    r"^(?:related (?:posts?|articles?|stories|content|topics|terms|reading)|"
    r"(?:you (?:may|might) also|more (?:from|on|in|stories|like)|read (?:more|next|also)|"
    r"recommended|also (?:read|of interest)|see also|further reading|most (?:read|popular)|"
    r"recent (?:posts?|articles?|comments?|blog posts)|latest (?:news|posts?|stories)|"
    r"(?:post|beitrags?-?) ?navigation|beitragsnavigation|previous (?:post|article)|next "
    r"(?:post|article)|share (?:this|on|via|:)|share$|teilen:?$|beitrag teilen|about the author|"
    r"[üu]ber den autor|[äa]hnliche (?:beitr[äa]ge|artikel)|das k[öo]nnte (?:dich|sie) auch|"
    r"weitere (?:artikel|beitr[äa]ge)|mehr (?:zum thema|[üu]ber)|vorheriger beitrag|"
    r"n[äa]chster beitrag|lesen sie (?:auch|diesen)|articles? (?:similaires|li[ée]s)|"
    r"à lire aussi|sur le m[êe]me (?:sujet|th[èe]me)|art[íi]culos relacionados|"
    r"te puede interesar|leggi anche|lees ook|archives?$|archive?$|kategorien?$|categories$|"
    r"tags:?$|schlagw[öo]rter:?$|filed under|posted in|tagged(?: with)?\b|"
    r"subscribe (?:to|now|for)|newsletter|about us$|contact us$|impressum$|datenschutz$|"
    r"privacy policy|terms of (?:use|service)|all rights reserved|copyright|©|"
    r"if you (?:liked|enjoyed) (?:this|the)))\b.{0,160}$",
    _I,
)
"""Where the article is over and the page goes on about itself."""

_SITES_WORDS = """
facebook twitter x whatsapp linkedin reddit pinterest tumblr telegram email mail e-mail
google google+ instagram youtube xing pocket print pdf flipboard mastodon bluesky rss sms
messenger kindle threads skype vk viber line digg stumbleupon link url flattr paypal
snapchat
"""
_SITES = frozenset(_SITES_WORDS.split())
_SHARING_WORDS = """
share teilen tweet twittern mitteilen pin send save like follow folgen copy kopieren drucken
more mehr on via by auf bei mit per to this the us me app diesen article artikel story page
seite post + and und or oder
"""
_SHARING = frozenset(_SHARING_WORDS.split())
_TOKEN = re.compile(r"[^\s,|/·•:&!]{1,20}")


def is_share_row(line: str) -> bool:
    """Whether a line names nothing but places to share on: ``Facebook Twitter Email``."""
    tokens = [t.lower() for t in _TOKEN.findall(line[:MAX_CUE])]
    sites = sum(1 for t in tokens if t in _SITES)
    return sites > 0 and all(t in _SITES or t in _SHARING for t in tokens)


REPLY_LINK = re.compile(
    r"^(?:(?:reply|replies|respond|quote|antworten?|zum antworten anmelden|zitieren|"
    r"auf diesen kommentar antworten|r[ée]pondre|responder|rispondi|reageer|beantwoorden|svara?|"
    r"odpowiedz|ответить|yan[ıi]tla|log in to reply|login to reply|"
    r"[△▽▲▼⬆⬇]|[•·|›»↓↑#-]|share|like|liken|gef[äa]llt mir|j['’]aime|me gusta|edit|report|flag|"
    r"melden|permalink|link|\d{1,5}(?!\d))\s{0,4})"
    r"{1,8}$|^(?:reply|antworten|antwort) (?:to|an|auf) [^.!?]{1,40}$",
    _I,
)
"""A line of links that a page puts under (or over) each comment."""

TAIL_LINK = re.compile(
    r"(?:\s{1,4}|\s{0,4}[-–—|·•]\s{0,4})"
    r"(?:reply|antworten?|zum antworten anmelden|zitieren|quote|permalink|link|r[ée]pondre|"
    r"responder|rispondi|report|melden|edit|share|#\d{0,5}|↓|↑|›|»|like)\s{0,4}$",
    _I,
)
"""The same links at the end of a comment's head line; strip repeatedly."""

CHROME = re.compile(
    r"^share this(?: story| article| post| page)?\b.{0,120}$"
    r"|^email a copy of\b.{1,400}$"
    r"|^(?:like|liken|gef[äa]llt mir|unlike|loading|lade|wird geladen|j['’]aime)\s{0,3}"
    r"(?:like|liken|wird geladen|laden|lade|loading)?\s{0,3}(?:\.{3}|…)?$"
    r"|^(?:like\s?|liken\s?)?(?:liked by|gef[äa]llt)\b.{0,60}$"
    r"|^\d{1,6} (?:likes?|shares?|views?|votes?|upvotes?|points?|people like this|stars?|"
    r"aufrufe|mal geteilt|personen gef[äa]llt das)\.?$"
    r"|^%[ds] bloggers? like this:?$|^\d{1,5} bloggers? like this\.?:?$"
    r"|^(?:skip to|zum inhalt|springe? zum|jump to|back to top|nach oben|scroll to|home\s?[>»/|])"
    r".{0,160}$"
    r"|^(?:print friendly|send to kindle|click (?:here|to)|tap to|advertis|anzeige|werbung|"
    r"sponsored|publicit[ée]|publicidad|sign up|subscribe|log ?in|sign ?in|register|abonnieren|"
    r"jetzt abonnieren|anmelden|join our|get our|be in the know|enter your email|donate|"
    r"support (?:us|our)|spenden|download pdf|view all posts|read more|weiterlesen|continue "
    r"reading|show more|load more|mehr (?:laden|anzeigen)|suche nach|search(?: for)?:?$|menu$|"
    r"men[üu]$|close$|×$|toggle|cookie|diese (?:web)?site verwendet|this (?:web)?site uses|"
    r"we use cookies|accept(?: all)?$|all rights reserved|copyright|©|powered by|proudly powered|"
    r"filed under|posted in|tagged|tags:|kategorien?:|categories:|schlagw[öo]rter:|"
    r"eingeordnet unter|follow us|follow me|folge)\b.{0,200}$"
    r"|^(?:avatar|gravatar|user avatar|profile (?:picture|photo)|profilbild|kommentarbild|"
    r"avatarbild|bild|foto|photo|image)(?: (?:of|for|von|de) .{1,60})?$"
    r"|^(?:author|autor|autorin|verfasser|post author|admin|moderator|op|top commenter|guest|"
    r"gast|verified|edited|bearbeitet|pinned|permalink|show replies|hide replies|"
    r"view \d{0,4} ?repl(?:y|ies))$"
    r"|^[\W\d_]{1,12}$",
    _I,
)
"""Page furniture wherever it stands alone on a line."""

CAPTION = re.compile(
    r"^[\[(*_]{0,2}(?:photos?|images?|picture|caption|credits?|photo credit|foto(?:s|credit)?|"
    r"bild(?:er|nachweis|quelle|rechte)?|quelle bild|cr[ée]dits?(?: photo)?|cr[ée]dito|imagen|"
    r"illustration|grafik|graphic|infographic|video|figure \d{1,3}|abb\.? ?\d{0,3})"
    r"\s{0,3}[:/|©].{0,400}$"
    r"|^.{10,400}[\s(\[|–—-](?:photos?|image|picture|credit|foto|bild|cr[ée]dit photo|"
    r"photo credit|courtesy|copyright|©)\s{0,3}[:/©].{1,80}$"
    r"|^.{10,400}\((?:ap|afp|reuters|dpa|epa|getty(?: images)?|flash ?90)(?: photo)?"
    r"(?:/[^()]{1,60})?\)\.?$",
    _I,
)
"""A line about a picture."""

GREETING = re.compile(
    r"^(?:hi|hello|hey|hallo|hall[öo]chen|moin|servus|dear|liebe[rs]?|lieben|sehr geehrte|guten|"
    r"gr[üu]e?[ßs]e?|gru[ßs]+|danke?|vielen dank|thanks?|thank you|thx|wow|yes|no|ja|nein|nope|"
    r"bonjour|salut|merci|hola|gracias|ciao|grazie|sorry|lol|haha\w{0,20}|super|cool|amen|great|"
    r"good|nice|ok|okay|so|and|but|the|this|that|it|i|we|you|they|he|she|what|why|how|when|who|"
    r"is|are|do|does|if|in|on|at|ps|p\.s|edit|update|zitat|quote|source|quelle|re|lg|mfg|vg|"
    r"best|kind|regards|cheers|bravo|hooray|und|aber|ich|wir|das|die|der|es|wie|was|warum|"
    r"herzliche?n?|very|love|loved?|awesome|amazing|excellent|well|agreed?)\b",
    _I,
)
"""First words of a comment that no name begins with."""

_COUNT = re.compile(rf"(?<![\d.,/-])(\d{{1,5}})\s{{0,2}}{_NOUN}\b", _I)
_COUNT_AFTER = re.compile(
    rf"^(?:\S{{1,16}}\s)?{_NOUN}\s{{0,2}}[:(\[–—-]?\s{{0,2}}(\d{{1,5}})\s{{0,2}}[)\]]?\s{{0,3}}:?$",
    _I,
)


def comment_count(line: str) -> int | None:
    """The number of comments a heading or footer line states (``9 Comments``, ``Comments (9)``)."""
    if len(line) > MAX_CUE or not any(c.isdigit() for c in line):
        return None
    found = _COUNT.search(line) or _COUNT_AFTER.match(line)
    return int(found.group(1)) if found else None
