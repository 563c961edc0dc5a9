#!/bin/sh
# What a decision, a known destination, an allowed connect, a refused one, an HTTP request and a tool call cost, on
# every JDK found: an hour.
# Arguments are JMH's own, e.g. `Matcher -f 1`, or -h for their list.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
target=$root/test-harness/benchmarks/target
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

echo "Building ..." >&2
(cd "$root" && mvn -ntp -B -q -Dstyle.color=never -DskipTests -pl test-harness/benchmarks -am package) >&2

exec "$java" -cp "$target/classes:$target/lib/*" dev.sallyport.bench.Benchmarks \
    "$root/agent/target/sallyport.jar" "$target/bench" "$root/test-harness/servers" "$@"
