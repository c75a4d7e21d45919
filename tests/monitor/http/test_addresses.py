import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.http.addresses import is_loopback_host, is_public

ADDRESSES = [
    ("8.8.8.8", True, "ordinary unicast"),
    ("9.255.255.255", True, "just below 10/8"),
    ("11.0.0.0", True, "just above 10/8"),
    ("10.0.0.1", False, "private"),
    ("172.15.255.255", True, "just below 172.16/12"),
    ("172.16.0.1", False, "private"),
    ("172.31.255.255", False, "the last of 172.16/12"),
    ("172.32.0.0", True, "just above 172.16/12"),
    ("192.168.1.1", False, "private"),
    ("127.0.0.1", False, "loopback"),
    ("127.255.255.254", False, "all of 127/8 is loopback"),
    ("169.254.169.254", False, "link-local: cloud metadata"),
    ("100.63.255.255", True, "just below carrier-grade NAT"),
    ("100.64.0.1", False, "carrier-grade NAT"),
    ("100.127.255.255", False, "the last of carrier-grade NAT"),
    ("100.128.0.0", True, "just above carrier-grade NAT"),
    ("0.0.0.0", False, "unspecified"),
    ("0.1.2.3", False, "this network"),
    ("192.0.0.8", False, "protocol assignments"),
    ("192.0.2.1", False, "documentation"),
    ("198.18.0.1", False, "benchmarking"),
    ("198.51.100.7", False, "documentation"),
    ("203.0.113.7", False, "documentation"),
    ("224.0.0.1", False, "multicast"),
    ("240.0.0.1", False, "reserved"),
    ("255.255.255.255", False, "broadcast"),
    ("2a00:1450:4007::1", True, "ordinary unicast"),
    ("::", False, "unspecified"),
    ("::1", False, "loopback"),
    ("fe80::1", False, "link-local"),
    ("fe80::1%eth0", False, "link-local with a zone"),
    ("fec0::1", False, "site-local, withdrawn"),
    ("fc00::1", False, "unique local"),
    ("fd12:3456::1", False, "unique local"),
    ("ff02::1", False, "multicast"),
    ("2001:db8::1", False, "documentation"),
    ("3fff::1", False, "documentation"),
    ("2001:20::1", False, "ORCHID, never routed"),
    ("100::1", False, "discard only"),
    ("4000::1", False, "not yet given out"),
    ("::ffff:8.8.8.8", True, "mapped: judged by the IPv4 address"),
    ("::ffff:10.0.0.1", False, "mapped private"),
    ("::ffff:127.0.0.1", False, "mapped loopback"),
    ("::127.0.0.1", False, "IPv4-compatible, withdrawn"),
    ("2002:808:808::1", True, "6to4 of 8.8.8.8"),
    ("2002:a00:1::1", False, "6to4 of 10.0.0.1"),
    ("2002:7f00:1::1", False, "6to4 of 127.0.0.1"),
    ("2001:0:808:808::f7f7:f7f7", True, "Teredo: server 8.8.8.8, client 8.8.8.8 inverted"),
    ("2001:0:808:808::80ff:fffe", False, "Teredo with the client 127.0.0.1"),
    ("2001:0:a00:1::f7f7:f7f7", False, "Teredo with the server 10.0.0.1"),
    ("64:ff9b::8.8.8.8", True, "NAT64 of 8.8.8.8"),
    ("64:ff9b::10.0.0.1", False, "NAT64 of 10.0.0.1"),
    ("64:ff9b:1::8.8.8.8", False, "NAT64 for local use"),
]


@pytest.mark.parametrize(("address", "public", "why"), ADDRESSES)
def test_an_address_is_public_only_if_its_packets_leave_for_the_internet(address, public, why):
    assert is_public(address) is public, why


@pytest.mark.parametrize("address", ["", "localhost", "127.1", "0x7f.0.0.1", "1.2.3.4:80", "[::1]"])
def test_what_is_no_ip_literal_is_refused(address):
    with pytest.raises(ValueError, match="does not appear to be"):
        is_public(address)


@given(st.ip_addresses(v=4))
def test_carried_in_ipv6_an_ipv4_address_is_judged_the_same(address):
    number = int(address)
    carried = [f"::ffff:{address}", f"64:ff9b::{address}", f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1"]
    assert [is_public(each) for each in carried] == [is_public(str(address))] * 3


HOSTS = [
    ("localhost", True, "the name itself"),
    ("LocalHost", True, "names have no case"),
    ("localhost.", True, "a rooted name is the same name"),
    ("demo.localhost", True, "RFC 6761 keeps all names below it"),
    ("127.0.0.1", True, "loopback"),
    ("127.8.9.10", True, "all of 127/8"),
    ("::1", True, "loopback"),
    ("[::1]", True, "as written in a URL"),
    ("localhost.example.org", False, "somebody else's name"),
    ("notlocalhost", False, "only whole labels count"),
    ("127.0.0.1.example.org", False, "a name, not a literal"),
    ("128.0.0.1", False, "not loopback"),
    ("10.0.0.1", False, "private is not this machine"),
    ("0.0.0.0", False, "reaches this machine on some systems; floors stay"),
    ("::2", False, "not loopback"),
    ("", False, "no host"),
]


@pytest.mark.parametrize(("host", "loopback", "why"), HOSTS)
def test_floors_are_lifted_for_this_machine_only(host, loopback, why):
    assert is_loopback_host(host) is loopback, why
