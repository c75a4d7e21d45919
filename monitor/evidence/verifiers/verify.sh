#!/usr/bin/env bash
# Ten checks of an evidence bundle with standard programs alone: bash, GNU coreutils and find, awk, sed, gzip, openssl.
#
#   bash verify.sh [--lang fr|en] [--trust FOLDER] [BUNDLE]
#
# BUNDLE is the unpacked folder; without it, the folder of this file. FOLDER holds root certificates of the
# time-stamping authorities that you fetched yourself, as <authority>.pem: without it those in the bundle are believed.
# Exit code 0: all checks passed; 1: one failed; 2: it could not be checked. Nothing is written but in a temporary
# folder. verify.py does the same in seconds; this starts a program for each record: some minutes for a quarter of a
# year. No name and no content of the bundle is believed: names are looked at before they are used.

set -u
export LC_ALL=C
unset POSIXLY_CORRECT OPENSSL_CONF CDPATH

part='[A-Za-z0-9_][A-Za-z0-9_.-]*'
day='[0-9]{4}-[0-9]{2}-[0-9]{2}'
name='[A-Za-z0-9_-]+'
most_unpacked=4294967296

usage() { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }

lang='' trust='' bundle=$(dirname -- "$0") given=0
while [ $# -gt 0 ]; do
  case $1 in
    --lang) lang=${2-}; [ "$lang" = fr ] || [ "$lang" = en ] || usage; shift 2 ;;
    --trust) trust=$(cd -- "${2:?}" && pwd) || usage; shift 2 ;;
    -*) usage ;;
    *) [ $given = 0 ] || usage; bundle=$1; given=1; shift ;;
  esac
done
tmp=$(mktemp -d) || exit 2
trap 'rm -rf -- "$tmp"' EXIT
cd -- "$bundle" || exit 2
mkdir "$tmp/lines" "$tmp/blocks" "$tmp/wanted" || exit 2
for f in 1 2 3 4 5 6 7 8 9 10 files moments hashes lists sums linehashes about; do : >"$tmp/$f"; done

wrong() { printf '%s %s\n' "$2" "$3" >>"$tmp/$1"; } # CHECK WORD PATH
unchecked() { local n; for n in "$@"; do wrong "$n" unchecked -; done; }
there() { grep -qxF -e "$1" "$tmp/files"; }
matching() { grep -E "^($1)\$" "$tmp/files"; }
hash_of() { awk -v path="$1" 'substr($0, 67) == path { print substr($0, 1, 64) }' "$tmp/hashes"; }
about() { awk -F '\t' -v key="$1" '$1 == key { print $2 }' "$tmp/about"; }
unended() { [ -n "$(tail -c 1 -- "$1" | tr '\000' x)" ]; } # its last line has no end

# ---- The awk programs ------------------------------------------------------------------------------------------------
cat >"$tmp/json.awk" <<'AWK'
# A small reader of JSON: V[path] is a value, T[path] its type (s n b z a o), N[path] how many a list or object holds.
# The parts of a path are joined by "/" with keys as written (the keys that are asked for hold neither "/" nor "\").
# Sets bad where it is no JSON or a key stands twice, and odd where it is not canonical.
function is_utf8(text) {
  return text ~ /^([\001-\177]|[\302-\337][\200-\277]|\340[\240-\277][\200-\277]|[\341-\354\356\357][\200-\277][\200-\277]|\355[\200-\237][\200-\277]|\360[\220-\277][\200-\277][\200-\277]|[\361-\363][\200-\277][\200-\277][\200-\277]|\364[\200-\217][\200-\277][\200-\277])*$/
}
function json(text) {
  split("", V); split("", T); split("", N)
  S = text; bad = 0; odd = !is_utf8(text)
  value("", 0); space()
  if (S != "") bad = 1
}
function space() { if (match(S, /^[ \t\r\n]+/)) { odd = 1; S = substr(S, RLENGTH + 1) } }
function text_of(   raw) { # the string at the front, still escaped
  if (!match(S, /^"([\040\041\043-\133\135-\377]|\\["\\\/bfnrt]|\\u[0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f])*"/)) { bad = 1; return "" }
  raw = substr(S, 2, RLENGTH - 2); S = substr(S, RLENGTH + 1)
  if (index(raw, "\\") && raw !~ /^([^\\]|\\["\\bfnrt]|\\u000[0-7be-f]|\\u001[0-9a-f])*$/) odd = 1
  return raw
}
function value(path, depth,   c, key, last, i, here) {
  space(); c = substr(S, 1, 1)
  if (bad || depth > 40) { bad = 1; return }
  if (c == "\"") { T[path] = "s"; V[path] = plain(text_of()); return }
  if (c == "{" || c == "[") {
    T[path] = c == "{" ? "o" : "a"; N[path] = 0; S = substr(S, 2); space()
    if (substr(S, 1, 1) == (c == "{" ? "}" : "]")) { S = substr(S, 2); return }
    for (i = 0; !bad; i++) {
      key = i
      if (c == "{") {
        space()
        if (substr(S, 1, 1) != "\"") { bad = 1; return }
        key = text_of(); space()
        if (substr(S, 1, 1) != ":") { bad = 1; return }
        S = substr(S, 2)
        if (i && ("k" plain(key)) <= ("k" last)) odd = 1
        last = plain(key)
        gsub(/\//, "\\/", key)
      }
      here = path "/" key
      if (here in T) { bad = 1; return }
      value(here, depth + 1); N[path]++; space()
      if (substr(S, 1, 1) == ",") { S = substr(S, 2); continue }
      if (substr(S, 1, 1) != (c == "{" ? "}" : "]")) { bad = 1; return }
      S = substr(S, 2); return
    }
    return
  }
  if (match(S, /^(true|false|null)/)) { T[path] = c == "n" ? "z" : "b"; V[path] = c == "n" ? "" : substr(S, 1, RLENGTH) }
  else if (match(S, /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/)) {
    V[path] = substr(S, 1, RLENGTH); T[path] = V[path] ~ /[.eE]/ ? "f" : "n"
    if (T[path] == "f" || V[path] == "-0") odd = 1
  } else { bad = 1; return }
  S = substr(S, RLENGTH + 1)
}
function hex(digits,   i, sum) { # the value of hexadecimal digits
  for (i = 1; i <= length(digits); i++) sum = sum * 16 + index("0123456789abcdef", tolower(substr(digits, i, 1))) - 1
  return sum
}
function utf8(code) {
  if (code < 128) return sprintf("%c", code)
  if (code < 2048) return sprintf("%c%c", 192 + int(code / 64), 128 + code % 64)
  if (code < 65536) return sprintf("%c%c%c", 224 + int(code / 4096), 128 + int(code / 64) % 64, 128 + code % 64)
  return sprintf("%c%c%c%c", 240 + int(code / 262144), 128 + int(code / 4096) % 64, 128 + int(code / 64) % 64, 128 + code % 64)
}
function plain(raw,   out, at, c, code) { # a string without its escapes; control characters become U+FFFD
  if (!index(raw, "\\")) return raw
  while ((at = index(raw, "\\"))) {
    out = out substr(raw, 1, at - 1); c = substr(raw, at + 1, 1); raw = substr(raw, at + 2)
    if (c == "n") out = out "\n"
    else if (c == "t") out = out "\t"
    else if (c == "r") out = out "\r"
    else if (c == "b" || c == "f") out = out "\357\277\275"
    else if (c != "u") out = out c
    else {
      code = hex(substr(raw, 1, 4)); raw = substr(raw, 5)
      if (code >= 55296 && code < 56320 && raw ~ /^\\u[dD][c-fC-F]/) {
        code = 65536 + (code - 55296) * 1024 + hex(substr(raw, 3, 4)) - 56320; raw = substr(raw, 7)
      }
      out = out (code < 32 && code != 9 && code != 10 && code != 13 ? "\357\277\275" : utf8(code))
    }
  }
  return out raw
}
function flat(text) { # on one line, so that it can stand in a file of lines
  gsub(/\\/, "\\\\", text); gsub(/\n/, "\\n", text); gsub(/\t/, "\\t", text); gsub(/\r/, "\\r", text)
  return text
}
function days_of(y, m, d) { # since 1970-01-01
  if (m <= 2) y--
  return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * ((m + 9) % 12) + 2) / 5) + d - 719469
}
AWK

cat >"$tmp/about.awk" <<'AWK'
# bundle.json as lines of a key, a tab and values; fails where it is not in order.
{ whole = whole $0 "\n" }
function refuse() { exit 1 }
END {
  json(whole)
  d = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
  if (bad || !is_utf8(whole) || T[""] != "o" || T["/format"] != "n" || V["/format"] != "1" || T["/simulated"] != "b") refuse()
  if (T["/from"] != "s" || V["/from"] !~ ("^" d "$") || T["/to"] != "s" || V["/to"] !~ ("^" d "$")) refuse()
  if ("/absent_bodies" in T && T["/absent_bodies"] != "n") refuse()
  if (T["/targets"] != "a") refuse()
  out = "simulated\t" V["/simulated"] "\nfrom\t" V["/from"] "\nto\t" V["/to"] "\nabsent\t" (V["/absent_bodies"] + 0) "\n"
  out = out "language\t" flat(V["/language"]) "\n"
  for (i = 0; i < N["/targets"]; i++) {
    p = "/targets/" i
    if (T[p] != "o" || T[p "/number"] != "n" || T[p "/id"] != "s" || V[p "/id"] !~ /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/) refuse()
    number = V[p "/number"]
    out = out "target\t" number "\t" V[p "/id"] "\n" "called\t" number "\t" V[p "/id"] "\n"
    if ((p "/former_ids") in T && T[p "/former_ids"] != "a") refuse()
    for (j = 0; j < N[p "/former_ids"]; j++) {
      if (T[p "/former_ids/" j] != "s") refuse()
      out = out "called\t" number "\t" flat(V[p "/former_ids/" j]) "\n"
    }
    if (T[p "/vantages"] != "a") refuse()
    for (j = 0; j < N[p "/vantages"]; j++) {
      v = p "/vantages/" j
      if (T[v] != "o" || T[v "/number"] != "n" || T[v "/name"] != "s") refuse()
      out = out "vantage\t" number "\t" V[v "/number"] "\t" flat(V[v "/name"]) "\n"
    }
  }
  printf "%s", out
}
AWK

cat >"$tmp/listed.awk" <<'AWK'
# A list in sha256sum's form, each line after a mark; fails where it has another form.
!is_utf8($0) || $0 !~ /^[0-9a-f]+  ./ || index($0, "  ") != 65 || seen[substr($0, 67)]++ { failed = 1; exit 1 }
{ out = out mark " " $0 "\n" }
END { if (failed) exit 1; printf "%s", out }
AWK

cat >"$tmp/hashes.awk" <<'AWK'
# Checks 1, 4 and 5: what the lists name against what is there.
function wrong(check, word, path) { print word " " path >>(dir "/" check) }
function safe(path) { return path ~ /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/ }
FILENAME == dir "/hashes" { hash[substr($0, 67)] = substr($0, 1, 64); order[++files] = substr($0, 67); next }
FILENAME == dir "/about" { split($0, field, "\t"); if (field[1] == "target") ours[field[2] + 0] = 1; else said[field[1]] = field[2]; next }
FILENAME == dir "/sums" { stated[substr($0, 69)] = substr($0, 3, 64); path = substr($0, 69); sums++; one(path, substr($0, 3, 64), 1); next }
FILENAME == dir "/daylists" { d = substr($0, 5, 10); days[++count] = d; place[d] = count; next }
FILENAME == dir "/lists" {
  d = substr($0, 1, 10); path = substr($0, 78); digest = substr($0, 12, 64)
  named[d, path] = 1
  if (path ~ /^day\//) {
    if (!safe(path)) wrong(4, "unsafe", path)
    if (path in hash) { if (hash[path] != digest) wrong(5, "altered", path) }
    else if (place[d] > 1) wrong(5, "missing", path)
    next
  }
  one(path, digest, 4)
}
function one(path, digest, check,   parts, needed) {
  if (check == 4) {
    split(path, parts, "/")
    if (path ~ /^obs\/[0-9]+\/[0-9]+\/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]\.jsonl$/) needed = (parts[2] + 0) in ours
    else needed = path ~ /^custody\/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]\.jsonl$/
    if (said["from"] != "" && !(said["from"] <= d && d <= said["to"])) needed = 0
  } else needed = 1
  if (!safe(path)) wrong(check, "unsafe", path)
  else if (path in hash) { if (hash[path] != digest) wrong(check, "altered", path) }
  else if (needed) wrong(check, "missing", path)
}
END {
  for (i = 2; i <= count; i++) if (!((days[i], "day/" days[i - 1] ".sha256") in named)) wrong(5, "unnamed", "day/" days[i - 1] ".sha256")
  if (!count) wrong(5, "missing", "day")
  for (i = 1; i <= files; i++) {
    path = order[i]
    if (path != "SHA256SUMS" && path !~ /^SHA256SUMS\.[A-Za-z0-9_-]+\.tsr$/ && !(path in stated) && sums) wrong(1, "unlisted", path)
    if (path !~ /^(obs|custody|context)\//) continue
    if (path ~ /^context\/[0-9a-f]+\.json$/ && length(path) == 77) { if (hash[path] != substr(path, 9, 64)) wrong(4, "altered", path); continue }
    if (path !~ /^(obs\/[0-9]+\/[0-9]+|custody)\/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]\.jsonl$/) { wrong(4, "unlisted", path); continue }
    if (!((substr(path, length(path) - 15, 10), path) in named)) wrong(4, "unlisted", path)
    if (path ~ /^obs\//) observed = 1
  }
  if (!observed) { wrong(4, "missing", "obs"); wrong(6, "missing", "obs") }
}
AWK

cat >"$tmp/moment.awk" <<'AWK'
# The time in what openssl prints of a token, as Unix time; what comes after it may be anybody's words.
/^Time stamp: [A-Z][a-z][a-z] +[0-9]+ [0-9][0-9]:[0-9][0-9]:[0-9][0-9](\.[0-9]+)? [0-9][0-9][0-9][0-9] GMT$/ && !found {
  month = index("JanFebMarAprMayJunJulAugSepOctNovDec", $3) + 2; split($5, t, ":")
  if (month > 2 && month % 3 == 0) printf "%d\n", days_of($6, month / 3, $4) * 86400 + t[1] * 3600 + t[2] * 60 + int(t[3])
  found = 1
}
AWK

cat >"$tmp/lines.awk" <<'AWK'
# Check 6, and what the sealed lines say for 4, 7, 9 and 10.
function wrong(check, word) { print word " " FILENAME >>(dir "/" check) }
function cell(path,   text) {
  text = (T[path] ~ /^[snb]$/) ? V[path] : ""
  return quoted(text)
}
function quoted(text) {
  if (text ~ /^[-=+@\t\r]/) text = "'" text
  if (text ~ /[",\r\n]/) { gsub(/"/, "\"\"", text); text = "\"" text "\"" }
  return text
}
function shown(path) { return (T[path] ~ /^[snb]$/) ? V[path] : "" }
function row(   last, out, i, later, window) {
  last = "/ex/" (N["/ex"] - 1); later = V["/kind"] == "annotated" || V["/kind"] == "retracted"
  for (i = 1; i <= keys; i++) {
    if (i == 9) out = out (later ? "" : cell("/why")) ","
    out = out cell("/" key[i]) ","
  }
  for (i = 0; i < 3; i++) out = out (T["/win"] == "a" ? cell("/win/" i) : "") ","
  if (T["/ex"] != "a") last = "/ex/none"
  out = out cell(last "/st") "," cell(last "/url") "," cell(last "/res") "," cell("/sim") "," cell("/rcv") ","
  return out (later ? quoted(shown("/of") " | " shown("/by") " | " shown("/why")) : cell("/note")) "\r\n"
}
BEGIN { keys = split("tgt van seq kind t0 due ms out q ql pl rule probe n first", key, " ") }
FILENAME == dir "/linehashes" { if ($1 == "unended") unended[$2] = 1; else { digest[$1] = $2; many[substr($1, 1, match($1, /\/[0-9]+$/) - 1)]++ } next }
FILENAME == dir "/hashes" { have[substr($0, 67)] = 1; next }
FILENAME == dir "/about" {
  split($0, field, "\t")
  if (field[1] == "target") id[field[2] + 0] = field[3]
  else if (field[1] == "called") called[field[2] + 0, field[3]] = 1
  else if (field[1] == "vantage") vantage[field[2] + 0, field[3] + 0, field[4]] = 1
  else said[field[1]] = field[2]
  next
}
FNR == 1 {
  split(FILENAME, parts, "/"); custody = parts[1] == "custody"; number = parts[2] + 0
  chain = custody ? "custody" : number "/" (parts[3] + 0)
  if (chain != previous) { previous = chain; before = ""; sequence = -1 }
  if (wanted) close(wanted)
  wanted = ""
  if (!custody && (number in id)) { wanted = dir "/wanted/" id[number] "_" substr(FILENAME, length(FILENAME) - 15, 10); printf "" >>wanted }
}
{
  json($0)
  if (bad || odd || T[""] != "o" || length($0) >= 1048576 || (FILENAME in unended && FNR == many[FILENAME])) {
    wrong(6, "form"); before = digest[FILENAME "/" FNR]; sequence = -1; next
  }
  count = T["/seq"] == "n" ? V["/seq"] + 0 : -1
  first = V["/prev"] ~ /^0+$/ && length(V["/prev"]) == 64
  if (T["/prev"] != "s") wrong(6, "form")
  else if (before != "" && V["/prev"] != before) wrong(6, "order")
  else if (!custody && (count < 0 || (count == 0) != first || (sequence >= 0 && count != sequence + 1))) wrong(6, "order")
  before = digest[FILENAME "/" FNR]; sequence = count
  if (custody) next
  if (("/ctx" in T) && !(("context/" V["/ctx"] ".json") in have)) wrong(4, "context")
  if (T["/sim"] != "b" || V["/sim"] != said["simulated"]) wrong(9, "label")
  if (!((number, flat(shown("/tgt"))) in called) || !((number, parts[3] + 0, flat(shown("/van"))) in vantage)) wrong(10, "label")
  for (i = 0; wanted && i < N["/ex"] && T["/ex"] == "a"; i++) {
    e = "/ex/" i; place = flat(shown("/t0")) "\t" flat(shown(e "/url")) "\t"
    if (T[e "/crt"] == "s") print "certificate\t\t\t" V[e "/crt"] >>wanted
    if (T[e "/req"] == "s" && V[e "/req"] != "") print "request\t" place V[e "/req"] >>wanted
    if (T[e "/res"] == "s" && V[e "/res"] != "") print "response\t" place V[e "/res"] >>wanted
  }
  printf "%s", row() >>(dir "/csv")
}
AWK

cat >"$tmp/turn.awk" <<'AWK'
# How many of the wanted records were found, all in their order; fails where others were found.
FILENAME == ARGV[1] { if ($1 == "certificate") known[$4] = 1; else want[++wants] = $0; next }
$1 == "warcinfo" || ($1 == "metadata" && ($4 in known)) { next }
{
  sub(/^resource\t/, "response\t")
  do place++; while (place <= wants && want[place] != $0)
  if (place > wants) { failed = 1; exit 1 }
  count++
}
END { if (failed) exit 1; print count + 0 }
AWK

# ---- What is there: plain files with harmless names, and all else ----------------------------------------------------
while IFS= read -r -d '' path; do
  path=${path#./}
  if [ -L "$path" ] || { [ ! -f "$path" ] && [ ! -d "$path" ]; } || ! [[ $path =~ ^$part(/$part)*$ ]]; then
    wrong 1 link "${path//[^ -~]/?}"
  elif [ -f "$path" ]; then
    printf '%s\n' "$path" >>"$tmp/files"
  fi
done < <(find . -mindepth 1 -print0)
sort -o "$tmp/files" "$tmp/files"
all=()
while IFS= read -r path; do all+=("$path"); done <"$tmp/files"
[ ${#all[@]} = 0 ] || sha256sum -- "${all[@]}" >"$tmp/hashes"

if ! there bundle.json || ! awk -f "$tmp/json.awk" -f "$tmp/about.awk" bundle.json >"$tmp/about"; then
  : >"$tmp/about"
  for n in 4 7 9 10; do wrong $n form bundle.json; done
fi
[ -n "$lang" ] || lang=$(about language)
[ "$lang" = fr ] || lang=en

# ---- 1, 4 and 5: hashes and names ------------------------------------------------------------------------------------
listed() { [ -s "$1" ] && ! unended "$1" && awk -v mark="$2" -f "$tmp/json.awk" -f "$tmp/listed.awk" "$1"; } # FILE MARK
if ! there SHA256SUMS; then
  wrong 1 missing SHA256SUMS
elif ! listed SHA256SUMS - >"$tmp/sums"; then
  : >"$tmp/sums"
  wrong 1 form SHA256SUMS
fi
matching "day/$day\\.sha256" >"$tmp/daylists"
while IFS= read -r path; do
  d=${path#day/}
  listed "$path" "${d%.sha256}" >>"$tmp/lists" || wrong 4 form "$path"
done <"$tmp/daylists"
awk -v dir="$tmp" -f "$tmp/hashes.awk" "$tmp/hashes" "$tmp/about" "$tmp/sums" "$tmp/daylists" "$tmp/lists" || unchecked 1 4 5

# ---- 2 and 3: time stamps --------------------------------------------------------------------------------------------
untrue() { # TOKEN FILE AUTHORITY: prints what is wrong; notes the moment of a token that holds
  local roots=tsa/$3.pem moment
  [ -z "$trust" ] || roots=$trust/$3.pem
  if ! there "tsa/$3.pem" || [ ! -f "$roots" ]; then echo certificate; return; fi
  command -v openssl >/dev/null || { echo openssl; return; }
  moment=$(openssl ts -reply -in "$1" -token_out -text 2>&1 </dev/null | awk -f "$tmp/json.awk" -f "$tmp/moment.awk")
  if [ -n "$moment" ] && openssl ts -verify -digest "$(hash_of "$2")" -in "$1" -CAfile "$roots" -untrusted "tsa/$3.pem" \
    -attime "$moment" 2>&1 </dev/null | grep -qx 'Verification: OK'; then
    printf '%s %s\n' "$1" "$moment" >>"$tmp/moments"
  else
    echo untrue
  fi
}
stamped() { # CHECK TOKEN FILE
  local authority=${2%.tsr} word
  word=$(untrue "$2" "$3" "${authority##*.}")
  [ -z "$word" ] || wrong "$1" "$word" "$2"
}
matching "SHA256SUMS\\.$name\\.tsr" >"$tmp/tokens"
if [ ! -s "$tmp/tokens" ] || ! there SHA256SUMS; then
  wrong 2 unstamped SHA256SUMS
else
  while IFS= read -r path; do stamped 2 "$path" SHA256SUMS; done <"$tmp/tokens"
fi
matching "day/$day\\.$name\\.tsr" >"$tmp/tokens"
while IFS= read -r path; do
  list=${path:0:14}.sha256
  if there "$list"; then stamped 3 "$path" "$list"; else wrong 3 missing "$list"; fi
done <"$tmp/tokens"
while IFS= read -r path; do
  grep -q "^${path:0:14}\\." "$tmp/tokens" || wrong 3 unstamped "$path"
done <"$tmp/daylists"
[ -s "$tmp/daylists" ] || wrong 3 missing day
while IFS= read -r path; do
  own=${path%.crl}.pem issued=''
  for form in PEM DER; do
    there "$own" && openssl crl -inform $form -in "$path" -noout -CAfile "$own" 2>&1 </dev/null | grep -q 'verify OK' && issued=1
  done
  [ -n "$issued" ] || wrong 3 crl "$path"
done < <(matching "tsa/$name\\.crl")

# ---- 6 and 10, and the lines' part of 4, 7 and 9 ---------------------------------------------------------------------
matching "obs/[0-9]{1,9}/[0-9]{1,9}/$day\\.jsonl" | sort -t / -k 2,2n -k 3,3n -k 4,4 >"$tmp/sealed"
[ -s "$tmp/sealed" ] && observed=1 || observed=''
matching "custody/$day\\.jsonl" >>"$tmp/sealed"
paths=()
while IFS= read -r path; do
  [ -s "$path" ] || continue
  paths+=("$path")
  awk -v dir="$tmp/lines" '{ f = sprintf("%s/%09d", dir, NR); printf "%s\n", $0 >f; close(f) }' "$path"
  (cd "$tmp/lines" && sha256sum -- *) | awk -v path="$path" '{ print path "/" ($2 + 0) " " $1 }' >>"$tmp/linehashes"
  find "$tmp/lines" -type f -delete
  ! unended "$path" || printf 'unended %s\n' "$path" >>"$tmp/linehashes"
done <"$tmp/sealed"
printf 'target,vantage,sequence,line_kind,started_at,due_at,milliseconds,outcome,reason,quote,quote_language,page_language,rule,probe,slots_count,slots_earliest,window_first,window_last,window_label,status,url,response_sha256,simulated,received_at,note\r\n' >"$tmp/csv"
[ ${#paths[@]} = 0 ] ||
  awk -v dir="$tmp" -f "$tmp/json.awk" -f "$tmp/lines.awk" "$tmp/linehashes" "$tmp/hashes" "$tmp/about" "${paths[@]}" ||
  unchecked 4 6 7 9 10
if ! there observations.csv; then
  wrong 10 missing observations.csv
else
  cmp -s observations.csv "$tmp/csv" || wrong 10 altered observations.csv
fi

# ---- 7 and 8: the archive --------------------------------------------------------------------------------------------
shopt -s nocasematch
records() { # the WARC file on descriptor 3: what each record states, and its bytes in files; fails where it is broken
  local line key value seen kind date url digest length
  while IFS= read -r line <&3; do
    [ "$line" = $'WARC/1.1\r' ] || return 1
    seen='|' kind='' date='' url='' digest='' length=''
    while IFS= read -r line <&3 && [ "$line" != $'\r' ]; do
      [[ $line == *': '* && $line == *$'\r' ]] || return 1
      key=${line%%: *} value=${line#*: } value=${value%$'\r'}
      [[ $seen != *"|$key|"* ]] || return 1
      seen="$seen$key|"
      case $key in
        warc-type) kind=$value ;;
        warc-date) date=$value ;;
        warc-target-uri) url=$value ;;
        warc-block-digest) digest=$value ;;
        content-length) length=$value ;;
      esac
    done
    [ "$line" = $'\r' ] && [[ $length =~ ^[0-9]{1,12}$ ]] || return 1
    if [ "${digest:0:7}" = sha256: ]; then digest=${digest:7}; else digest=''; fi
    number=$((number + 1))
    head -c "$length" <&3 >"$tmp/blocks/$number"
    IFS= read -r line <&3 && [ "$line" = $'\r' ] && IFS= read -r line <&3 && [ "$line" = $'\r' ] || return 1
    url=${url//\\/\\\\} url=${url//$'\t'/\\t} url=${url//$'\r'/\\r}
    printf '%s\t%s\t%s\t%s\n' "$kind" "$date" "$url" "$digest" >>"$tmp/records"
  done
  [ -z "$line" ]
}
absent=$(cat "$tmp"/wanted/* 2>/dev/null </dev/null | grep -c -v '^certificate') archived=''
while IFS= read -r path; do
  key=${path#archive/} key=${key%.warc.gz} number=0
  if ! [[ $key =~ ^${part}_$day$ ]]; then wrong 7 unknown "$path"; continue; fi
  archived=1
  : >"$tmp/records"
  gzip -dc <"$path" 2>/dev/null | head -c $most_unpacked >"$tmp/warc"
  whole=${PIPESTATUS[0]}
  records 3<"$tmp/warc" || whole=1
  if [ "$whole" != 0 ]; then wrong 7 broken "$path"; wrong 8 broken "$path"; fi
  awk -F '\t' '{ print $4 }' "$tmp/records" >"$tmp/stated"
  count=$(wc -l <"$tmp/stated")
  : >"$tmp/actual"
  if [ "$count" -gt 0 ]; then
    for ((n = 1; n <= count; n++)); do printf '%s\0' "$tmp/blocks/$n"; done | xargs -0 sha256sum -- | cut -c 1-64 >"$tmp/actual"
  fi
  cmp -s "$tmp/stated" "$tmp/actual" || wrong 8 altered "$path"
  find "$tmp/blocks" -type f -delete
  known=0
  if [ ! -f "$tmp/wanted/$key" ] || ! known=$(awk -F '\t' -f "$tmp/turn.awk" "$tmp/wanted/$key" "$tmp/records"); then
    known=0
    wrong 7 unknown "$path"
  fi
  absent=$((absent - known))
done < <(grep -Ei '^archive/.*\.warc(\.gz)?$' "$tmp/files")
shopt -u nocasematch
[ ! -s "$tmp/about" ] || [ "$absent" = "$(about absent)" ] || wrong 7 absent archive
# What people handed over bears its hash as its name, and a line of theirs names that hash.
while IFS= read -r path; do grep -ohE '"sha256":"[0-9a-f]{64}"' -- "$path"; done < <(grep '^obs/' "$tmp/files") >"$tmp/handed"
while IFS= read -r path; do
  name=${path#witness/} name=${name%%.*}
  if ! [[ $path =~ ^witness/[0-9a-f]{64}\.[a-z.]+$ ]]; then wrong 7 unknown "$path"
  elif [ "$(hash_of "$path")" != "$name" ]; then wrong 7 altered "$path"
  elif ! grep -qxF "\"sha256\":\"$name\"" "$tmp/handed"; then wrong 7 unknown "$path"; fi
done < <(grep '^witness/' "$tmp/files")

# ---- 9: the dates of the time stamps that hold -----------------------------------------------------------------------
simulated=''
if [ -s "$tmp/about" ] && [ ! -s "$tmp/9" ]; then
  if [ "$(about simulated)" = true ] && [ -n "$observed" ]; then
    simulated=1
  else
    [ -s "$tmp/daylists" ] || wrong 9 missing day
    awk -f "$tmp/json.awk" -f <(printf '%s\n' '
      FILENAME == ARGV[1] { moment[++moments] = $2; list[moments] = substr($1, 1, 14); next }
      {
        split(substr($0, 5, 10), d, "-"); start = days_of(d[1], d[2], d[3]) * 86400; ok = 0
        for (i = 1; i <= moments; i++) if (list[i] == substr($0, 1, 14) && moment[i] >= start && moment[i] <= start + 259200) ok = 1
        if (!ok) print "late " $0
      }') "$tmp/moments" "$tmp/daylists" >>"$tmp/9" || unchecked 9
  fi
fi

# ---- In words --------------------------------------------------------------------------------------------------------
sentence() { # CHECK ok|no|none
  case $lang-$1-$2 in
    en-1-ok) echo 'Every file is there, with the hash that SHA256SUMS states.' ;;
    en-1-no) echo 'Files were changed, added or removed.' ;;
    en-2-ok) echo 'SHA256SUMS carries a valid time stamp.' ;;
    en-2-no) echo 'SHA256SUMS carries no time stamp, or one that does not hold.' ;;
    en-3-ok) echo 'Each daily list carries a valid time stamp.' ;;
    en-3-no) echo 'A daily list has no time stamp, or one that does not hold.' ;;
    en-4-ok) echo 'The sealed files are those that the daily lists name.' ;;
    en-4-no) echo 'Sealed files differ from what the lists name.' ;;
    en-5-ok) echo 'Each daily list names the one before it.' ;;
    en-5-no) echo 'A daily list does not name the one before it.' ;;
    en-6-ok) echo 'Each sealed line names the line before it.' ;;
    en-6-no) echo 'Sealed lines are altered, or some are missing in between.' ;;
    en-7-ok) echo 'The archived bytes are those that the lines name.' ;;
    en-7-no) echo 'Archived bytes and sealed lines do not agree.' ;;
    en-8-ok) echo 'Each archived record has the hash that it states.' ;;
    en-8-no) echo 'An archived record does not have its own hash.' ;;
    en-8-none) echo 'Not applicable: no bytes are archived.' ;;
    en-9-ok) echo 'Each daily list was stamped within two days of its day.' ;;
    en-9-no) echo 'A daily list was not stamped in time.' ;;
    en-9-none) echo 'Not applicable: simulated time.' ;;
    en-10-ok) echo 'The table says what the sealed lines say.' ;;
    en-10-no) echo 'The table does not say what the sealed lines say.' ;;
    fr-1-ok) echo 'Chaque fichier est présent, avec l'\''empreinte indiquée dans SHA256SUMS.' ;;
    fr-1-no) echo 'Des fichiers ont été modifiés, ajoutés ou retirés.' ;;
    fr-2-ok) echo 'SHA256SUMS porte un horodatage valide.' ;;
    fr-2-no) echo 'SHA256SUMS ne porte pas d'\''horodatage, ou en porte un qui n'\''est pas valide.' ;;
    fr-3-ok) echo 'Chaque liste quotidienne porte un horodatage valide.' ;;
    fr-3-no) echo 'Une liste quotidienne n'\''a pas d'\''horodatage, ou en a un qui n'\''est pas valide.' ;;
    fr-4-ok) echo 'Les fichiers scellés sont ceux que nomment les listes quotidiennes.' ;;
    fr-4-no) echo 'Des fichiers scellés diffèrent de ce que nomment les listes quotidiennes.' ;;
    fr-5-ok) echo 'Chaque liste quotidienne nomme la précédente.' ;;
    fr-5-no) echo 'Une liste quotidienne ne nomme pas la précédente.' ;;
    fr-6-ok) echo 'Chaque ligne scellée nomme la ligne précédente.' ;;
    fr-6-no) echo 'Des lignes scellées ont été modifiées, ou il en manque entre elles.' ;;
    fr-7-ok) echo 'Les octets archivés sont ceux que nomment les lignes scellées.' ;;
    fr-7-no) echo 'Les octets archivés et les lignes scellées ne concordent pas.' ;;
    fr-8-ok) echo 'Chaque enregistrement archivé a l'\''empreinte qu'\''il indique.' ;;
    fr-8-no) echo 'Un enregistrement archivé n'\''a pas l'\''empreinte qu'\''il indique.' ;;
    fr-8-none) echo 'Sans objet : aucun octet n'\''est archivé.' ;;
    fr-9-ok) echo 'Chaque liste quotidienne a été horodatée dans les deux jours suivant sa journée.' ;;
    fr-9-no) echo 'Une liste quotidienne n'\''a pas été horodatée à temps.' ;;
    fr-9-none) echo 'Sans objet : temps simulé.' ;;
    fr-10-ok) echo 'Le tableau dit ce que disent les lignes scellées.' ;;
    fr-10-no) echo 'Le tableau ne dit pas ce que disent les lignes scellées.' ;;
  esac
}
words() { # of what is wrong with a path
  case $lang-$1 in
    en-absent) echo 'bytes that the lines name are not there, and the bundle does not say so' ;;
    en-altered) echo 'other content than its hash states' ;;
    en-broken) echo 'cannot be read to its end' ;;
    en-certificate) echo 'no certificate of this authority' ;;
    en-context) echo 'a line names a record that is not there' ;;
    en-crl) echo 'not issued by this authority' ;;
    en-form) echo 'not in the form that it must have' ;;
    en-label) echo 'the lines name another target, vantage or kind of time' ;;
    en-late) echo 'no valid time stamp within two days' ;;
    en-link) echo 'not a plain file' ;;
    en-missing) echo 'not there' ;;
    en-openssl) echo 'the program openssl is not there' ;;
    en-order) echo 'does not follow the line before it' ;;
    en-unchecked) echo 'the check did not run to its end' ;;
    en-unknown) echo 'no sealed line names this' ;;
    en-unlisted) echo 'no list names it' ;;
    en-unnamed) echo 'the next list does not name it' ;;
    en-unsafe) echo 'a name that leads elsewhere' ;;
    en-unstamped) echo 'no time stamp' ;;
    en-untrue) echo 'its time stamp does not hold' ;;
    fr-absent) echo 'des octets nommés par les lignes sont absents, sans que le dossier le dise' ;;
    fr-altered) echo 'contenu différent de l'\''empreinte indiquée' ;;
    fr-broken) echo 'illisible jusqu'\''au bout' ;;
    fr-certificate) echo 'aucun certificat de cette autorité' ;;
    fr-context) echo 'une ligne nomme un enregistrement absent' ;;
    fr-crl) echo 'n'\''a pas été émis par cette autorité' ;;
    fr-form) echo 'n'\''a pas la forme requise' ;;
    fr-label) echo 'les lignes nomment une autre cible, un autre point de vue ou un autre temps' ;;
    fr-late) echo 'aucun horodatage valide dans les deux jours' ;;
    fr-link) echo 'n'\''est pas un fichier ordinaire' ;;
    fr-missing) echo 'absent' ;;
    fr-openssl) echo 'le programme openssl est absent' ;;
    fr-order) echo 'ne suit pas la ligne précédente' ;;
    fr-unchecked) echo "la vérification n'est pas allée à son terme" ;;
    fr-unknown) echo 'aucune ligne scellée ne le nomme' ;;
    fr-unlisted) echo 'aucune liste ne le nomme' ;;
    fr-unnamed) echo 'la liste suivante ne le nomme pas' ;;
    fr-unsafe) echo 'un nom qui mène ailleurs' ;;
    fr-unstamped) echo 'aucun horodatage' ;;
    fr-untrue) echo 'son horodatage n'\''est pas valide' ;;
  esac
}
if [ $lang = fr ]; then yes=oui no=NON more='Ce qui n'\''est pas établi, et les comparaisons à faire : voir VERIFIER.md.'
else yes=ok no=NO more='What is not proved, and how to compare certificates and published lists: see VERIFY.md.'; fi
failed=0
for n in 1 2 3 4 5 6 7 8 9 10; do
  if [ -s "$tmp/$n" ]; then
    failed=1
    printf '%2d. [%s] %s\n' $n $no "$(sentence $n no)"
    awk '!seen[$0]++ { gsub(/[^ -~]/, "?"); print }' "$tmp/$n" | while IFS= read -r path; do
      printf '      %s: %s\n' "${path#* }" "$(words "${path%% *}")"
    done
  elif { [ $n = 8 ] && [ -z "$archived" ]; } || { [ $n = 9 ] && [ -n "$simulated" ]; }; then
    printf '%2d. [--] %s\n' $n "$(sentence $n none)"
  else
    printf '%2d. [%s] %s\n' $n $yes "$(sentence $n ok)"
  fi
done
count=$(about absent)
case $lang-${count:-0} in
  *-0) ;;
  fr-*) printf "    requêtes ou réponses dont les octets ne sont plus conservés, selon le dossier lui-même : %s\n" "$count" ;;
  en-*) printf "    requests or answers whose bytes are no longer kept, by the bundle's own word: %s\n" "$count" ;;
esac
while IFS= read -r path; do # the certificates, to be compared with those that the authorities publish
  awk -v dir="$tmp/lines" '/^-----BEGIN CERTIFICATE-----/ { f = dir "/" ++n } f { print >f } /^-----END CERTIFICATE-----/ { close(f); f = "" }' "$path"
  for pem in "$tmp"/lines/*; do
    [ ! -f "$pem" ] || openssl x509 -in "$pem" -outform DER 2>/dev/null </dev/null | sha256sum | sed "s/^\([0-9a-f]*\).*/    $(basename "$path" .pem): SHA-256 \1/"
  done
  find "$tmp/lines" -type f -delete
done < <(matching "tsa/$name\.pem")
printf '%s\n' "$more"
exit $failed
