"""Captchas and logins known by the shape of the page: a form that stands there instead of the booking. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from probes.contract import Reading, Reason
from probes.screen.sentences import spoken
from probes.screen.sight import BARE, LOOKED_AT, Sight

if TYPE_CHECKING:
    from probes.html import Element

_CAPTCHA = re.compile(r"captcha", re.IGNORECASE)
_WIDGET = (
    ".g-recaptcha[data-sitekey]:not([data-size=invisible i]), .h-captcha[data-sitekey]:not([data-size=invisible i]),"
    " .cf-turnstile[data-sitekey]:not([data-size=invisible i]), altcha-widget, .frc-captcha, [id*=captchetat i],"
    " rdv-captchetat, .BDC_CaptchaDiv, [id$=_CaptchaImage], .geetest_holder, .mtcaptcha, .smart-captcha"
)
_NAMES = ("recaptcha", "h-captcha", "cf-turnstile", "altcha", "frc-captcha", "captch", "geetest")
_NOTICE = re.compile(
    r"(?:protected|gesch[üu]tzt|prot[ée]g[ée]|protegido|protetto|beveiligd|chroniona) [^\n]{0,30}captcha", re.IGNORECASE
)
_SIGN_IN = re.compile(
    r"\b(?:sign[ -]?in|log[ -]?(?:in|on)|login|anmeld(?:en|ung)|einloggen|connexion|se connecter|connectez-vous"
    r"|s'identifier|identification|authentification|authentication|iniciar sesi[óo]n|inicio de sesi[óo]n|acceso"
    r"|identif[ií]cate|acced[ei]|accesso|autenticazione|inloggen|aanmelden|iniciar sess[ãa]o|entrar"
    r"|autentica[çc][ãa]o|zaloguj|logowanie|log[gi]+ (?:in|ind|inn)|kirjaudu|p[řr]ihl[áa](?:[šs]en[íi]|sit)"
    r"|giri[şs] yap|oturum a[çc]|session expired)\b"
    r"|вход|авторизац|войти|ログイン|로그인|登录|登入|تسجيل الدخول|התחבר|σύνδεση",
    re.IGNORECASE,
)
_SIGN_IN_PATH = re.compile(
    r"/(?:users?/)?(?:sign[_-]?in|log[_-]?in|logon|connexion|anmeld\w{0,6}|auth|sso|cas/login)\b", re.IGNORECASE
)
_MAY_SHOW_LOGIN = (200, 201, 202, 203, 401, 403, 419, 440)
_MAY_SHOW_CAPTCHA = (200, 201, 202, 203, 401, 403, 405, 429, 503)
_FEW = 3
"""Fields beside the captcha or the password: a number of a file, a date of birth, "remember me"."""


def _is_captcha_field(field: Element) -> bool:
    return any(_CAPTCHA.search(field.attr(name)) for name in ("name", "id", "class", "placeholder"))


def captcha_form(sight: Sight) -> Reading | None:
    """A captcha that has to be solved before anything else is shown.

    A field to type a picture's letters in, or a vendor's widget that is visible, on a page that books nothing, asks
    hardly anything else and says nothing of slots. The same script, key or hidden widget on other pages means nothing.
    """
    page = sight.page
    if page.status not in _MAY_SHOW_CAPTCHA or not any(name in sight.markup for name in _NAMES):
        return None
    if sight.length > LOOKED_AT or sight.books or sight.speaks_of_slots():
        return None
    typed = [field for field in sight.fields if _is_captcha_field(field)]
    others = len(sight.fields) - len(typed)
    if any(field.attr("type").lower() in ("email", "tel") for field in sight.fields) or others > _FEW:
        return None
    if not (typed or (sight.length <= BARE and page.select(_WIDGET))):
        return None
    return sight.reading(Reason.CAPTCHA, "captcha-form", _line(sight, _CAPTCHA))


def login_wall(sight: Sight) -> Reading | None:
    """A password that is asked for instead of the booking.

    The title, the heading or the address says that this is a sign-in page, or there is nothing on it but that form.
    A login box beside other content is no wall.
    """
    page = sight.page
    if page.status not in _MAY_SHOW_LOGIN or "password" not in sight.markup:
        return None
    if sight.length > LOOKED_AT or sight.books or sight.speaks_of_slots():
        return None
    passwords = [field for field in sight.fields if field.attr("type").lower() == "password"]
    if not passwords or len(sight.fields) - len(passwords) > _FEW:
        return None
    said = next((line for line in sight.headlines if _SIGN_IN.search(line)), "")
    if said or _SIGN_IN_PATH.search(page.url) or (sight.length <= BARE // 2 and len(page.select("form")) <= 1):
        words, language = spoken(Reason.LOGIN, sight) or (said or _line(sight, _SIGN_IN), None)
        return sight.reading(Reason.LOGIN, "login-form", words, language)
    return None


def captcha_words(sight: Sight) -> Reading | None:
    """A page of a few words, one of them "captcha"; the notice that a form is protected by one does not count."""
    if sight.page.json is not None or not sight.is_bare or sight.speaks_of_slots():
        return None
    lines = [line for line in sight.text.split("\n") if _CAPTCHA.search(line) and not _NOTICE.search(line)]
    return sight.reading(Reason.CAPTCHA, "captcha-words", min(lines, key=len)) if lines else None


def _line(sight: Sight, pattern: re.Pattern[str]) -> str:
    """The shortest line with the word."""
    return min((line for line in sight.text.split("\n") if pattern.search(line)), key=len, default="")
