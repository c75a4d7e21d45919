"""What stands before a page for people too, by vendor: captchas, waiting rooms, logins. A table."""

from __future__ import annotations

from probes.contract import Reason
from probes.screen.signs import Given, Sign, Where


def _captcha(vendor: str, where: Where, given: Given, why: str, pattern: str) -> Sign:
    return Sign(vendor, Reason.CAPTCHA, where, given, why, pattern)


def _queue(vendor: str, where: Where, given: Given, why: str, pattern: str) -> Sign:
    return Sign(vendor, Reason.QUEUE, where, given, why, pattern)


def _login(vendor: str, where: Where, given: Given, why: str, pattern: str) -> Sign:
    return Sign(vendor, Reason.LOGIN, where, given, why, pattern)


_MOVED = "the visitor was sent to the waiting room's own host"
_STATED = "the service itself says so in words; its script on normal pages says nothing"

GATES = (
    # Captchas
    _captcha("cloudflare-challenge", "header", "always",
             "Cloudflare sends it with challenges only; a person may be asked to tick a box",
             r"^cf-mitigated: challenge"),
    _captcha("cloudflare-challenge", "words", "short", "a person has to answer",
             r"complete the security check to access|verif(?:y|ying) (?:that )?you are (?:a )?human"
             r"|completing the captcha proves|^one more step$"),
    _captcha("cloudflare-challenge", "markup", "empty", "the page's own variable says that a person may have to click",
             r"ctype: ?'(?:managed|interactive)'"),
    _captcha("datadome", "markup", "empty", "the frame of its captcha, also in JSON; normal pages load js.datadome.co",
             r"geo\.captcha-delivery\.com|ct\.captcha-delivery\.com"),
    _captcha("datadome", "words", "short", "DataDome's noscript text",
             r"please enable js and disable any ad blocker"),
    _captcha("perimeterx", "words", "short", "HUMAN's button",
             r"press & hold to confirm|press and hold .{0,30}human"),
    _captcha("perimeterx", "markup", "short", "the button's place",
             r"id=[\"']?px-captcha|/captcha/captcha\.js\?a="),
    _captcha("imperva", "words", "short", "Imperva's page with hCaptcha",
             r"additional security check is required"),
    _captcha("akamai", "markup", "short", "its challenge; not on normal pages",
             r"sec-cpt-|/_sec/cp_challenge"),
    _captcha("aws-waf", "header", "always", "AWS itself says what this answer is",
             r"^x-amzn-waf-action: captcha"),
    _captcha("aws-waf", "title", "short", "title of AWS WAF's captcha page",
             r"^human verification$"),
    _captcha("radware", "title", "short", "its captcha page",
             r"^radware captcha"),
    _captcha("radware", "host", "always", "the host of its captcha page",
             r"^validate\.perfdrive\.com$"),
    _captcha("google", "words", "short", "Google's page with reCAPTCHA",
             r"this page checks to see if it's really you|unusual traffic from your computer "
             r"network[\s\S]{0,300}captcha"),
    _captcha("bitninja", "words", "short", "its captcha page",
             r"security check by bitninja|visitor anti-robot validation"),
    _captcha("imunify360", "words", "short", "its captcha page",
             r"noticed an unusual activity from your"),
    _captcha("siteground", "markup", "empty", "a refresh to SiteGround's captcha",
             r"/\.well-known/(?:sg)?captcha/"),
    _captcha("alibaba", "markup", "empty", "Alibaba's slider",
             r"punish-component|/_____tmd_____/punish"),
    _captcha("geetest", "markup", "empty", "the slider alone on the page",
             r"\bgeetest_(?:holder|captcha|panel)"),
    _captcha("cloudflare-challenge", "title", "short", "title of translated challenges",
             r"^(?:v[ée]rification de s[ée]curit[ée]|security verification)"),
    # Waiting rooms
    _queue("queue-it", "host", "always", _MOVED,
           r"(?:^|\.)queue-it\.net$"),
    _queue("crowdhandler", "host", "always", _MOVED,
           r"^wait\.crowdhandler\.com$"),
    _queue("waiting-room-host", "host", "short", _MOVED,
           r"^(?:queue|queueing|waiting-?room|wachtrij|wachtkamer|warteraum|warteschlange|file-?d?-?attente"
           r"|fileattente|salle-?d?-?attente)\d{0,2}\."),
    _queue("queue-it", "title", "short", "title of its pages",
           r"^queue-it\b"),
    _queue("queue-it", "markup", "short", "parts of its page; static.queue-it.net/script/ is on every protected page",
           r"data-pageid=[\"']?(?:queue|before|idle|after|softblock)|assets\.queue-it\.net"),
    _queue("cloudflare-waiting-room", "words", "short", _STATED,
           r"waiting room powered by cloudflare"),
    _queue("akamai-waiting-room", "markup", "short", "parts of its page",
           r"akamai-waiting-room|akam-vwr|/vwr/[\w./-]{0,60}waiting"),
    _queue("aws-waiting-room", "words", "short", "the sample site's words, drawn or not yet drawn",
           r"\{\{ ?(?:queueposition|waitingroomsize) ?\}\}|retrieving your place in line|lower are being served"),
    _queue("netfunnel", "markup", "empty", "its waiting page; the client script is on normal pages",
           r"netfunnel[\w./-]{0,40}(?:wait|skin)"),
    # Logins
    _login("single-sign-on", "markup", "empty", "a form that sends itself to an identity provider",
           r"name=[\"']?(?:samlrequest|samlresponse|wresult)[\"'\s]"),
    _login("devise", "title", "short", "title of the Rails sign-in page",
           r"^sign in or create an account"),
)  # fmt: skip
"""Asked before the block pages: a captcha page of a vendor often names the blocking as well."""
