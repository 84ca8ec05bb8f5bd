# shellcheck shell=sh
# Autobahn's fuzzing client against /ws of examples/conformance, out of the jar of its Maven plugin.
AUTOBAHN_PLUGIN=me.normanmaurer.maven.autobahntestsuite:autobahntestsuite-maven-plugin:0.1.5
JYTHON=org.python:jython-standalone:2.7.1
AUTOBAHN_CASES=301
AUTOBAHN_PORT=18477

judge_autobahn() {
  build_example conformance
  jars=$STATE/autobahn
  for artifact in "$AUTOBAHN_PLUGIN" "$JYTHON"; do
    quietly maven -q dependency:copy -Dartifact="$artifact" -DoutputDirectory="$jars" -Dmdep.useBaseVersion=true
  done
  PROFILE=throughput
  jvm_flags
  serverlog=$STATE/conformance-$AUTOBAHN_PORT.log
  : >"$serverlog"
  # shellcheck disable=SC2086
  "$JDK/bin/java" $FLAGS -cp "$EXAMPLE_PATH" Conformance --port "$AUTOBAHN_PORT" \
    --set websocket-compression=takeover >"$serverlog" 2>&1 &
  server=$!
  # shellcheck disable=SC2064
  trap "kill $server 2>/dev/null || true" EXIT
  await_listening "$server" "$serverlog"
  rm -rf "$jars/reports"
  report=$STATE/autobahn.log
  "$JDK/bin/java" -cp "$jars/*" org.python.util.jython "$ROOT/scripts/websocket-cases.py" \
    "ws://127.0.0.1:$AUTOBAHN_PORT/ws" "$jars/reports" '*' >"$report" 2>&1 || true
  stop_hello
  result=$(sed -n 's/^RESULT //p' "$report")
  printf 'Autobahn 0.6.4, WebSocket in clear text: %s\n' "${result:-did not end; $report says why}"
  grep '^WRONG ' "$report" >&2 || true
  [ "$result" = "$AUTOBAHN_CASES cases, 0 wrong" ]
}
