#!/bin/sh
# Builds Sallyport and plays the demo: a trojaned MCP server, unguarded, watched, and held.
# Needs a JDK (17 or newer) and Maven; uses $JAVA_HOME if it is set, else the java on the PATH.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
target=$root/test-harness/target
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

echo "Building (the first time, Maven fetches what it needs) ..."
(cd "$root" && mvn -ntp -B -q -Dstyle.color=never -DskipTests -pl test-harness -am package) >&2

exec "$java" -cp "$target/classes:$target/lib/*" dev.sallyport.harness.demo.Demo \
    "$target/weather-server.jar" "$root/agent/target/sallyport.jar" "$target/demo"
