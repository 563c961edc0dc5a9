#!/bin/sh
# The evasion suite alone, with its table in test-harness/target/evasion.md.
#   sh test-harness/evasion.sh              all techniques
#   sh test-harness/evasion.sh --write      and the table into SECURITY.md
#   sh test-harness/evasion.sh Socket       those whose name holds a text
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
[ "${1:-}" = --write ] && into=$root/SECURITY.md || into=
[ -z "$into" ] && only=${1:-} || only=
cd "$root"
exec mvn -ntp -B -q -Dstyle.color=never -pl test-harness -am package \
    -Dtest=EvasionTest -Dsurefire.failIfNoSpecifiedTests=false \
    "-Devasion.only=$only" "-Devasion.into=$into"
