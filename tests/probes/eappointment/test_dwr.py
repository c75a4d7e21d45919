"""DWR bodies as the sites' own scripts send them, and answers as DWR 2 and 3 write them; nothing is executed."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from probes.eappointment.dwr import Call, read_reply

MOTIVE = Call("AjaxMotive", "motiveMultiSiteSubmit", ("Object_Object:{70:reference:c0-e1}",), ("number:1",))
DAYS = Call("AjaxSelectionFormFeeder", "getClosedDaysList", ("string:site7", "string:20012"))
PAGE = "/eAppointment/element/jsp/appointment.jsp"


def test_a_dwr_2_body_names_the_session_and_a_false_in_its_place():
    assert MOTIVE.path("/eAppointment") == "/eAppointment/dwr/call/plaincall/AjaxMotive.motiveMultiSiteSubmit.dwr"
    assert MOTIVE.body(2, page=PAGE, batch=4, session="ABC").splitlines() == [
        "callCount=1",
        "page=/eAppointment/element/jsp/appointment.jsp",
        "httpSessionId=ABC",
        "scriptSessionId=",
        "c0-scriptName=AjaxMotive",
        "c0-methodName=motiveMultiSiteSubmit",
        "c0-id=0",
        "c0-e1=number:1",
        "c0-param0=boolean:false",
        "c0-param1=Object_Object:{70:reference:c0-e1}",
        "batchId=4",
    ]


def test_a_dwr_3_body_leaves_the_session_to_the_cookie():
    assert DAYS.body(3, page=PAGE, batch=5, session="ABC").splitlines() == [
        "callCount=1",
        "nextReverseAjaxIndex=0",
        "c0-scriptName=AjaxSelectionFormFeeder",
        "c0-methodName=getClosedDaysList",
        "c0-id=0",
        "c0-param0=string:site7",
        "c0-param1=string:20012",
        "batchId=5",
        "instanceId=0",
        "page=%2FeAppointment%2Felement%2Fjsp%2Fappointment.jsp",
        "scriptSessionId=",
    ]


def two(data: str, before: str = "") -> str:
    return f"throw 'x;y';\n//#DWR-INSERT\n//#DWR-REPLY\n{before}dwr.engine._remoteHandleCallback('1','0',{data});\n"


VALUES: list[tuple[str, Any, str]] = [
    (two("true"), True, "a constant"),
    (two("null"), None, "nothing"),
    (two("[1,-2.5,3E2,'a',\"b\"]"), [1, -2.5, 300.0, "a", "b"], "numbers and both kinds of quotes"),
    (two("{a:1,'b':{},\"c\":[],4:null}"), {"a": 1, "b": {}, "c": [], "4": None}, "names bare and quoted"),
    (two('"\\u00e9\\xe9 \\\\ \\/ \\\' \\n"'), "éé \\ / ' \n", "every escape that DWR writes"),
    (two('"\\uD83D\\uDE00 \\uD83D"'), "\U0001f600 \ufffd", "a pair of escapes is one character, half a pair is none"),
    (two("s0", "var s0={};var s1=[];s0.l=s1;s0['m']='a;b';\ns1[0]=1;s1[1]=2;\n"), {"l": [1, 2], "m": "a;b"}, "names"),
    (two("new Date(1538557200000)"), datetime(2018, 10, 3, 9, tzinfo=UTC), "a date"),
    (two("'// dwr.engine._remoteHandleCallback(1)'"), "// dwr.engine._remoteHandleCallback(1)", "words in a string"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "why"), VALUES)
def test_the_data_of_an_answer_is_read(text: str, value: Any, why: str):
    reply = read_reply(text)
    assert reply is not None, why
    assert (reply.dialect, reply.failed, reply.value) == (2, False, value), why


def test_a_dwr_3_answer_with_a_named_object_is_read():
    reply = read_reply(
        "throw 'x';\n//#DWR-REPLY\n(function(){\r\nif(!window.dwr)return;\r\nvar dwr=window.dwr._[0];\r\n"
        'dwr.engine.remote.handleCallback("1","0",dwr.engine.remote.newObject("Bean",{msg:"x"}));\r\n})();\n//#DWR-END#'
    )
    assert reply is not None
    assert (reply.dialect, reply.failed, reply.value) == (3, False, {"msg": "x"})


@pytest.mark.parametrize(
    ("text", "dialect", "why"),
    [
        ("dwr.engine._remoteHandleException('1','0',{message:'m'});", 2, "of the call"),
        ("if (window.dwr) dwr.engine._remoteHandleBatchException({message:'m'},'1');", 2, "of the batch"),
        ('dwr.engine.remote.handleException("1","0",{message:"m"});', 3, "in DWR 3"),
        (two("1") + "dwr.engine._remoteHandleException('1','0',{message:'m'});", 2, "beside a callback it wins"),
    ],
)
def test_an_exception_is_told_from_data(text: str, dialect: int, why: str):
    reply = read_reply(text)
    assert reply is not None, why
    assert (reply.dialect, reply.failed, reply.message) == (dialect, True, "m"), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        ("<html><script>dwr.engine</script>", "a page"),
        ("// dwr.engine._remoteHandleCallback('1','0',1);", "a comment"),
        (two("{a:1"), "cut short"),
        (two("'a"), "cut within a string"),
        (two("f()"), "a call nobody knows"),
        (two("s7"), "a variable that nobody set"),
        (two("1") + two("2"), "two answers"),
        ("dwr.engine._remoteHandleCallback('1');", "too few arguments"),
        (two("s0", "var s0=[];s0[3]=1;"), "a list with holes"),
        (two("[" * 100 + "]" * 100), "deeper than anything DWR writes"),
    ],
)
def test_what_is_no_answer_is_not_read(text: str, why: str):
    assert read_reply(text) is None, why


@pytest.mark.parametrize(
    "hostile",
    ["[" * 200_000, "s0.a=" * 50_000, "var a=" * 60_000, "dwr.engine." * 30_000, '"\\' * 100_000, "/*" * 150_000]
    + ["var s0=[];" + "s0[0]=s0;" * 30_000],
)
def test_hostile_answers_cost_next_to_nothing(hostile: str):
    began = time.process_time()
    assert read_reply("dwr.engine;" + hostile) is None
    assert time.process_time() - began < 20, "a quadratic reader would need minutes"
