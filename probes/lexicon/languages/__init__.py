"""One module of words for each language, and all of them as one vocabulary."""

from probes.lexicon.languages import (
    ar,
    bg,
    ca,
    cs,
    da,
    de,
    el,
    en,
    es,
    et,
    fa,
    fi,
    fr,
    he,
    hi,
    hr,
    hu,
    it,
    ja,
    ko,
    lb,
    lt,
    lv,
    mr,
    ms,
    nl,
    no,
    pl,
    pt,
    ro,
    ru,
    sk,
    sl,
    sq,
    sv,
    th,
    tr,
    uk,
    vi,
    zh,
)
from probes.lexicon.vocabulary import Vocabulary

_MODULES = (
    *(ar, bg, ca, cs, da, de, el, en, es, et, fa, fi, fr, he, hi, hr, hu, it, ja, ko),
    *(lb, lt, lv, mr, ms, nl, no, pl, pt, ro, ru, sk, sl, sq, sv, th, tr, uk, vi, zh),
)
VOCABULARY = Vocabulary(module.WORDS for module in _MODULES)
LANGUAGES = frozenset(code for words in VOCABULARY.tables for code in words.split())
"""Every language that has a table."""
