#!/usr/bin/env bash
# Ten million events (some 14 GB; the folder is removed at the end): how long the tool takes to review
# them in 256 MB, and how long jq takes to group them by destination, in turn. Needs jq.
# Arguments: how many events (10000000), runs (1000), kinds (4000), pairs (1); FOLDER= says where to.
set -euo pipefail
events=${1:-10000000} runs=${2:-1000} kinds=${3:-4000} pairs=${4:-1}
root=$(cd "$(dirname "$0")/.." && pwd)
target=$root/test-harness/benchmarks/target
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jar=$root/agent/target/sallyport.jar
[ -f "$jar" ] && [ -f "$target/classes/dev/sallyport/bench/BigInput.class" ] ||
    (cd "$root" && mvn -ntp -B -q -Dstyle.color=never -DskipTests -pl test-harness/benchmarks -am package) >&2

folder=$(mktemp -d "${FOLDER:-${TMPDIR:-/tmp}}/sallyport-big.XXXXXX")
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/events"
"$java" -cp "$target/classes:$target/lib/*" dev.sallyport.bench.BigInput "$folder/events" "$events" "$runs" "$kinds"
echo "$events events of $kinds kinds in $runs files, $(du -sm "$folder/events" | cut -f1) MB"

destinations='reduce (inputs | select(.count)) as $e ({};
  .[$e.dst_endpoint.hostname // $e.query.hostname // "other"] += $e.count) | length'
review() { "$java" -Xmx256m -jar "$jar" review "$folder/events"; }
group() { find "$folder/events" -name '*.jsonl' -exec cat {} + | jq -n "$destinations"; }

TIMEFORMAT='%R %U %S'
measure() { # what the command says is of no interest, but that it ran is; review exits with 1 for violations
    { time { "$@" > "$folder/said" || [ $? = 1 ]; }; } 2>&1 | tail -n 1
}
for _ in $(seq "$pairs"); do
    ours=$(measure review) theirs=$(measure group)
    awk -v ours="$ours" -v theirs="$theirs" 'BEGIN {
        split(ours, o, " "); split(theirs, t, " ")
        printf "sallyport review  %7.1f s wall, %7.1f s CPU\n", o[1], o[2] + o[3]
        printf "jq, grouping      %7.1f s wall, %7.1f s CPU\n", t[1], t[2] + t[3]
        printf "factor            %7.1f   wall, %7.1f   CPU\n", t[1] / o[1], (t[2] + t[3]) / (o[2] + o[3]) }'
done
