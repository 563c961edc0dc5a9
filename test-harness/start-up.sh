#!/bin/sh
# What guarding costs at start: bare, an empty agent and Sallyport in turn, on every JDK found.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
[ -f "$root/agent/target/sallyport.jar" ] && [ -d "$root/test-harness/target/classes" ] ||
    (cd "$root" && mvn -ntp -B -q -DskipTests package)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$root/test-harness/target/classes" \
    dev.sallyport.harness.bench.StartUp "$root/agent/target/sallyport.jar" "$@"
