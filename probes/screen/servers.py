"""Error pages of web servers, gateways and frameworks, with any status, and programs' error traces. Pure."""

from __future__ import annotations

import re

from probes.contract import Reading, Reason
from probes.screen.sight import BARE, Sight
from probes.screen.signs import Given, Sign, Where, first


def _server(vendor: str, where: Where, given: Given, why: str, pattern: str) -> Sign:
    return Sign(vendor, Reason.HTTP_5XX, where, given, why, pattern)


_OWN = "the server's own page, whatever the status"

SERVERS = (
    _server("haproxy", "words", "short", _OWN,
            r"no server is available to handle this request|the server didn't (?:respond|send) .{0,40}in time"
            r"|the server returned an invalid or incomplete response"),
    _server("nginx", "words", "error", "its signature under an error",
            r"^(?:an error occurred\.[\s\S]{0,300})?faithfully yours, nginx|^nginx(?:/[\d.]+)?\Z"),
    _server("apache", "words", "short",
            "httpd's own texts in its languages; 'maintenance downtime or capacity problems' is in every 503",
            r"server is temporarily unable to service your\s+request|server encountered an internal error"
            r"|server (?:ist )?(?:derzeit|zurzeit) nicht in der lage,? die anfrage"
            r"|da im server\s+ein interner fehler|le serveur n'est pas en mesure de r[ée]pondre"
            r"|le serveur a [èe]t[ée]\s+victime d'une erreur|servidor no puede atender su solicitud"
            r"|servidor encontr[óo] un error interno|in grado di\s+soddisfare la richiesta"
            r"|server kan tijdelijk uw vraag niet|server kreeg een interne fout"
            r"|servidor est\S{1,8} temporariamente fora de servi|serwer nie mo.e zrealizowa|serverul nu poate"
            r"|servern \S{1,7}r f\S{1,7}r tillf\S{1,7}llet|servern r\S{1,8}kade ut"
            r"|sunucu,? [^\n]{0,80}taleplerinize cevap veremeyecek|server do.asn. nem.{2,5}e zpracovat"),
    _server("apache", "words", "short", "httpd's 502 in its languages",
            r"proxy server (?:received an invalid|could not handle)|proxy-server erhielt eine fehlerhafte"
            r"|serveur proxy a re[çc]u une r[ée]ponse|servidor origen recibi[óo] informaci[óo]n"
            r"|server proxy ha ricevuto una risposta|proxy server heeft een ongeldig|servidor proxy recebeu"
            r"|serverul proxy a primit|proxyservern mottog"),
    _server("varnish", "words", "short", _OWN,
            r"guru meditation|backend fetch failed|varnish cache server"),
    _server("iis", "words", "short", _OWN,
            r"^http error (?:500|50[234])(?:\.\d+)?\b|^server error in '/.{0,60}' application"
            r"|the service is unavailable\.\Z|500 - internal server error"),
    _server("tomcat", "words", "error", _OWN,
            r"^http status 50\d\b|^apache tomcat/[\d.]+\Z"),
    _server("spring", "title", "error", "Spring's page with an error's status",
            r"^whitelabel error page|^error page\b"),
    _server("spring", "words", "short", "and with a good one",
            r"^whitelabel error page[\s\S]{0,300}status=5\d\d"),
    _server("weblogic", "words", "short", "WebLogic and WebSphere",
            r"failure of (?:server apache|web server) bridge|^error 500--internal server error|^srve\d{4}e"),
    _server("envoy", "words", "short", "Envoy, Istio, Traefik: one line of text",
            r"^(?:no healthy upstream|upstream (?:connect error|request timeout)|no available server)\b"),
    _server("api-gateway", "words", "short", "the whole answer, also in JSON",
            r"^(?:internal server error|endpoint request timed out|an error has occurred\.?|service unavailable\.?"
            r"|bad gateway|gateway time-?out)\Z"),
    _server("squid", "words", "short", _OWN,
            r"the requested url could not be retrieved|generated .{0,80}\(squid"),
    _server("cloudflare", "words", "short", "it cannot reach the site: errors 520 to 530",
            r"\berror code:? ?52\d\b|\berror\s+52\d\b|web server is (?:down|returning an unknown error)"
            r"|connection timed out\s+error code 522|^host\s+error$"),
    _server("cloudfront", "words", "short", "no answer from the site behind it",
            r"the request could not be satisfied"),
    _server("akamai", "words", "short", _OWN,
            r"an error occurred while processing your request\.\s+reference ?#"),
    _server("fastly", "words", "short", _OWN,
            r"^fastly error: |first byte timeout"),
    _server("azure", "words", "short", "Front Door and App Service",
            r"our services aren't available right now|this web app (?:is stopped|has encountered)"),
    _server("google", "words", "short", _OWN,
            r"^50\d\. that's an error|server encountered a temporary error and could not complete"),
    _server("heroku", "words", "short", _OWN,
            r"an error occurred in the application and your page could not be served"),
    _server("heroku", "markup", "empty", "its error page is a frame",
            r"herokucdn\.com/error-pages/"),
    _server("big-ip", "words", "short", _OWN,
            r"the service is not available\. please contact the system administrator"),
    _server("php-cms", "words", "short", "WordPress, Drupal, TYPO3, Laravel, Symfony",
            r"error establishing a database connection|there has been a critical error on (?:this|your) website"
            r"|the website encountered an unexpected error|oops, an error occurred!"
            r"|whoops, looks like something went wrong|the server returned a \"5\d\d"
            r"|erreur lors de la connexion [àa] la base de donn[ée]es|connection to the database (?:server "
            r")?(?:failed|could not)"),
    _server("rails", "words", "short", "Rails' 500 page",
            r"^we're sorry, but something went wrong"),
)  # fmt: skip

_SERVER_LINE = re.compile(
    r"^\W{0,3}(?:http[ /]?(?:status|error)?|error|erreur|fehler|errore|fout|erro|b[łl][ąa]d|code|status)?(?: code)?:? ?"
    r"([45]\d\d)(?!\d)(?:[ :|!.\u2013-]*(?:$|\(|error|erreur|fehler|bad |not |page |file |forbidden|unauthori[sz]ed"
    r"|too many |internal|server|service|gateway|proxy|access|request|method|gone|backend|nicht|serverfehler|interdit"
    r"|acc[eè]s|prohibid|no encontrad|non trouv|introuvable|first byte|timeout|naughty))",
    re.IGNORECASE,
)
_HEADLINES = (
    (400, r"bad request"),
    (401, r"unauthori[sz]ed|authorization required"),
    (403, r"(?:access )?forbidden"),
    (404, r"(?:page |object |file )?not found|objet non trouvé|objekt nicht gefunden|oggetto non trovato"),
    (405, r"method not allowed"),
    (408, r"request time-?out"),
    (410, r"gone"),
    (429, r"too many requests"),
    (500, r"internal server error|server error(?: \(500\))?|erreur du serveur|serverfehler|errore del server"),
    (502, r"bad gateway|proxy error|gateway incorrecte|fehlerhaftes gateway"),
    (503, r"service (?:temporarily )?(?:unavailable|inaccessible)|zugriff nicht möglich|servicio no disponible"),
    (503, r"servizio non disponibile|dienst niet beschikbaar|serviço indisponível|no server available"),
    (504, r"gateway time-?out"),
)
"""Headlines of error pages that leave the number out: httpd's and others', alone in their line."""
_NAMED = tuple((status, re.compile(words, re.IGNORECASE)) for status, words in _HEADLINES)

_TRACES = {
    "python": r"traceback \(most recent call last\)|you're seeing this error because you have debug = true",
    "php": r"(?:fatal error|parse error|uncaught (?:\w+\\){0,6}\w{0,40}(?:exception|error))\b[\s\S]{0,600}? on line \d+"
           r"|\bsqlstate\[\w+\]|stack trace:\s+#0 ",
    "java": r"\bat [\w.$/<>]{3,200}\((?:[\w$-]{1,80}\.(?:java|kt|scala|groovy):\d+|native method|unknown source)\)"
            r"|\b(?:java|javax|jakarta|org|com)(?:\.\w{1,40}){1,8}(?:exception|error)(?=:|\s+at |\s*$)",
    "dotnet": r"\[\w{3,60}exception(?: \(0x[0-9a-f]+\))?:|\bat [\w.`<>]{3,200}\([^()\n]{0,200}\) in [a-z]:\\"
              r"|unhandled exception (?:occurred|was generated) during"
              r"|\bsystem\.(?:\w{1,40}\.){0,5}\w{1,60}exception\b",
    "ruby": r"action ?controller: exception caught|\b[\w/-]{2,120}\.rb:\d+:in [`']",
    "node": r"\bat (?:[\w.<>\[\] ]{1,120} )?\(?(?:file://|node:|/|[a-z]:\\)[^\s()]{1,200}\.[mc]?[jt]s:\d+:\d+",
    "database": r"\bora-\d{5}: |you have an error in your sql syntax|microsoft ole db provider for|\bpsqlexception\b"
                r"|microsoft vbscript (?:runtime|compilation) error|unclosed quotation mark after"
                r"|adodb\.\w{1,30} error",
    "go": r"^(?:panic: |goroutine \d+ \[running\])",
    "perl": r"^software error:\s",
}  # fmt: skip
"""What an interpreter prints when a program fails; a PHP warning above a whole page is not among them."""
TRACE_PATTERNS = {language: re.compile(words, re.IGNORECASE | re.MULTILINE) for language, words in _TRACES.items()}


TRACE_WORDS = (
    "traceback (", "debug = true", " on line ", "sqlstate[", "stack trace:", ".java:", ".kt:", ".scala:", ".groovy:",
    "native method)", "unknown source)", "exception", "error", ") in ", ".rb:", "js:", "ts:", "ora-", "sql syntax",
    "microsoft ", "unclosed quotation", "adodb.", "panic: ", "goroutine ",
)  # fmt: skip
"""One of them is in every trace: looking for plain words first is twenty times as fast."""
_SAME_LETTERS = str.maketrans("İıſ\u212a", "iisk")
"""Letters that ``re.IGNORECASE`` takes for ASCII ones, and ``str.lower`` does not."""


def may_hold_trace(text: str) -> bool:
    """False where no trace can be in a text."""
    low = (text if text.isascii() else text.translate(_SAME_LETTERS)).lower()
    return any(word in low for word in TRACE_WORDS)


def stack_trace(sight: Sight) -> Reading | None:
    """A program's error trace, long or short, on a page without a calendar."""
    if not may_hold_trace(sight.text):
        return None
    for language, pattern in TRACE_PATTERNS.items():
        found = pattern.search(sight.text)
        if found and (sight.is_error or not sight.books):
            return sight.reading(Reason.STACK_TRACE, f"trace-{language}", sight.quoted(found))
    return None


def stated_status(sight: Sight) -> tuple[int, str] | None:
    """The error status that a page's headline states, with the headline; for error pages served as a success."""
    if sight.length > BARE or sight.books:
        return None
    for line in sight.headlines or (sight.text.partition("\n")[0],):
        if found := _SERVER_LINE.match(line):
            return int(found[1]), line
        for status, names in _NAMED:
            if names.fullmatch(line.strip(" !.¡")):
                return status, line
    return None


def server_page(sight: Sight) -> Reading | None:
    """A gateway's or server's own error page."""
    return first(SERVERS, sight)
