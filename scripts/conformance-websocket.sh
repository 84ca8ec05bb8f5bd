# shellcheck shell=sh
# Autobahn's fuzzing client against /ws of examples/conformance, in clear text and over TLS: all of
# its cases, with compression, where Python 2.7 can be had; else what the jar of its Maven plugin has.
AUTOBAHN_PLUGIN=me.normanmaurer.maven.autobahntestsuite:autobahntestsuite-maven-plugin:0.1.5
JYTHON=org.python:jython-standalone:2.7.1
AUTOBAHN_PORT=18477
PYTHON2_RELEASE=bullseye
PYTHON2_PACKAGES="python2.7-minimal libpython2.7-minimal libpython2.7-stdlib libffi7 libssl1.1"
# Newest ones that run on Python 2.7; the suite's own list asks for a C compiler.
AUTOBAHN_WHEELS="txaio==2.1.0 incremental==16.10.1 pyOpenSSL==19.1.0 cryptography==3.3.2
  zope.interface==4.6.0 jinja2==2.11.3 markupsafe==1.1.1 Werkzeug==1.0.1 klein==17.10.0
  service_identity==18.1.0 six==1.16.0 Twisted==20.3.0 unittest2==1.1.0"

judge_autobahn() {
  build_example conformance
  autobahn=$STATE/autobahn
  mkdir -p "$autobahn"
  if have_python2 2>"$autobahn/python2.log"; then
    suite="0.8.2" cases=517 judge=python2
  else
    printf 'Python 2.7 can not be had here (%s says why): 301 of 517 cases, without compression\n' "$autobahn/python2.log"
    quietly maven -q dependency:copy -Dartifact="$AUTOBAHN_PLUGIN" -DoutputDirectory="$autobahn" -Dmdep.useBaseVersion=true
    quietly maven -q dependency:copy -Dartifact="$JYTHON" -DoutputDirectory="$autobahn" -Dmdep.useBaseVersion=true
    suite="0.6.4" cases=301 judge=jython
  fi
  judged=0
  run_autobahn "clear text" ws || judged=1
  run_autobahn TLS wss --mode dev --tls-self-signed true || judged=1
  return "$judged"
}

# run_autobahn NAME SCHEME SERVER-FLAGS...
run_autobahn() {
  name=$1 scheme=$2
  shift 2
  PROFILE=throughput
  jvm_flags
  serverlog=$STATE/conformance-$AUTOBAHN_PORT.log
  : >"$serverlog"
  # shellcheck disable=SC2086
  "$JDK/bin/java" $FLAGS -cp "$EXAMPLE_PATH" Conformance --port "$AUTOBAHN_PORT" \
    --set websocket-compression=takeover "$@" >"$serverlog" 2>&1 &
  server=$!
  # shellcheck disable=SC2064
  trap "kill $server 2>/dev/null || true" EXIT
  await_listening "$server" "$serverlog"
  report=$STATE/autobahn-$scheme.log
  # A JVM that has just started on a busy machine may take longer for its first handshakes than the judge waits; that
  # says nothing about the protocol. A few cases that do not count come first.
  "$judge" "$ROOT/scripts/websocket-cases.py" "$scheme://127.0.0.1:$AUTOBAHN_PORT/ws" \
    "$autobahn/warm-up" '1.*' >"$STATE/autobahn-warm-up.log" 2>&1 || true
  rm -rf "$autobahn/reports"
  "$judge" "$ROOT/scripts/websocket-cases.py" "$scheme://127.0.0.1:$AUTOBAHN_PORT/ws" \
    "$autobahn/reports" '*' >"$report" 2>&1 || true
  stop_hello
  result=$(sed -n 's/^RESULT //p' "$report")
  printf 'Autobahn %s, WebSocket, %s: %s\n' "$suite" "$name" "${result:-did not end; $report says why}"
  grep '^WRONG ' "$report" >&2 || true
  [ "$result" = "$cases cases, 0 wrong" ]
}

jython() {
  "$JDK/bin/java" -cp "$autobahn/*" org.python.util.jython "$@"
}

python2() {
  PYTHONHOME=$autobahn/root/usr PYTHONPATH=$autobahn/site:$autobahn/pip PYTHONDONTWRITEBYTECODE=1 \
    LD_LIBRARY_PATH=$autobahn/root/usr/lib/x86_64-linux-gnu \
    "$autobahn/root/usr/bin/python2.7" -W ignore "$@"
}

# Python 2.7 out of an old Debian release beside the system, and the suite in it.
have_python2() {
  [ -f "$autobahn/installed" ] && return 0
  [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || { echo "not Linux on x86_64" >&2; return 1; }
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || { echo "not Debian" >&2; return 1; }
  need_python
  mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | head -n 1)
  curl -fsS "$mirror/dists/$PYTHON2_RELEASE/main/binary-amd64/Packages.xz" | xz -dc >"$autobahn/Packages" || return 1
  for package in $PYTHON2_PACKAGES; do
    path=$(awk -v name="$package" -v RS= '$2 == name { match($0, /Filename: [^\n]*/); print substr($0, RSTART + 10, RLENGTH - 10); exit }' "$autobahn/Packages")
    curl -fsS "$mirror/$path" >"$autobahn/$package.deb" && dpkg-deb -x "$autobahn/$package.deb" "$autobahn/root" || return 1
  done
  pip=$STATE/venv/bin/pip
  "$pip" download -q --no-deps --python-version 2.7 --only-binary=:all: -d "$autobahn/wheels" \
    pip==20.3.4 setuptools==44.1.1 wheel==0.37.1 || return 1
  for wheel in "$autobahn"/wheels/*.whl; do
    (mkdir -p "$autobahn/pip" && cd "$autobahn/pip" && "$JDK/bin/jar" xf "$wheel")
  done
  # shellcheck disable=SC2086
  python2 -m pip install -q --no-compile --no-build-isolation --target "$autobahn/site" $AUTOBAHN_WHEELS >&2 &&
    python2 -m pip install -q --no-compile --no-build-isolation --no-deps --target "$autobahn/site" \
      autobahn==0.10.9 autobahntestsuite==0.8.2 >&2 || return 1
  : >"$autobahn/site/zope/__init__.py"
  python2 -c 'import autobahntestsuite.fuzzing' >&2 || return 1
  : >"$autobahn/installed"
}
