#!/bin/sh
# What guarding costs at start: bare, an empty agent, Sallyport and two others in turn, on every JDK
# found; and what its meters and its lines in the server's log add, where there are such. The argument is how many
# runs of each (41).
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
others=$root/test-harness/target
[ -f "$root/agent/target/sallyport.jar" ] && [ -d "$root/test-harness/target/classes" ] ||
    (cd "$root" && mvn -ntp -B -q -DskipTests -pl test-harness -am package)
[ -d "$others/opensearch-agent" ] && [ -d "$others/micrometer" ] && [ -d "$others/logs" ] ||
    (cd "$root" && mvn -ntp -B -q -pl test-harness dependency:copy@opensearch-agent \
        dependency:copy@micrometer dependency:copy@logs)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$root/test-harness/target/classes" \
    dev.sallyport.harness.bench.StartUp "$root/agent/target/sallyport.jar" "$others" "$@"
