# shellcheck shell=sh
# All that CI runs: tools, format, build with static checks, tests, leaks, coverage. One last line sums up.
COVERAGE=95

# apt_install PACKAGE...: installs them where that can be done
apt_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 0
  if [ ! -f "$STATE/apt-updated" ]; then
    apt-get update -qq >"$STATE/apt.log" 2>&1 || true
    : >"$STATE/apt-updated"
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$STATE/apt.log" 2>&1 || true
}

# need COMMAND PACKAGE: installs it when it can; else the tests that need it are skipped and counted
need() {
  command -v "$1" >/dev/null 2>&1 && return 0
  apt_install "$2"
  if ! command -v "$1" >/dev/null 2>&1; then
    printf 'SKIPPED: %s is missing (package %s); the tests that need it do not run\n' "$1" "$2"
    MISSING=$((MISSING + 1))
  fi
}

# What the tests run, as command:package.
TOOLS='curl:curl openssl:openssl wrk:wrk h2load:nghttp2-client nghttp:nghttp2-client node:nodejs chromium:chromium'

# install_tools: all that are missing in one step; what cannot be had is `need`'s to tell
install_tools() {
  set --
  for tool in $TOOLS; do
    command -v "${tool%:*}" >/dev/null 2>&1 || set -- "$@" "${tool#*:}"
  done
  has_venv || set -- "$@" python3 python3-venv
  [ $# -eq 0 ] || apt_install "$@"
}

# The packages of Python that tests and judges use, in one virtual environment: .covet/venv
PYTHON_PACKAGES='fastapi openapi websockets metrics'

python_requirements() {
  for name in $PYTHON_PACKAGES; do cat "$ROOT/checks/src/test/resources/$name/requirements.txt"; done
}

has_venv() { python3 -c 'import ensurepip, venv' >/dev/null 2>&1; }

# need_venv: Python itself
need_venv() {
  has_venv || apt_install python3 python3-venv
  need python3 python3
}

# install_python: the environment, if it is not there as it should be
install_python() {
  venv=$STATE/venv
  python_requirements | cmp -s - "$venv/installed.txt" && return 0
  python_requirements >"$STATE/requirements.txt"
  python3 -m venv "$venv" >"$STATE/pip.log" 2>&1 \
    && "$venv/bin/pip" install -q --no-compile --disable-pip-version-check -r "$STATE/requirements.txt" >>"$STATE/pip.log" 2>&1 \
    && mv "$STATE/requirements.txt" "$venv/installed.txt"
}

# no_python: says that install_python has failed
no_python() {
  printf 'SKIPPED: the packages of Python could not be installed (%s says why); the tests that need them do not run\n' "$STATE/pip.log"
  MISSING=$((MISSING + 1))
}

# need_python: all of it; else as need
need_python() {
  need_venv
  install_python || no_python
}

run_tests() {
  cd "$ROOT"
  mkdir -p "$STATE"
  MISSING=0
  rm -f "$STATE/apt-updated"
  # One waits for the network, the other keeps the processors busy.
  { install_tools; install_python; } &
  installing=$!
  format_check
  wait "$installing" || true
  for tool in $TOOLS; do need "${tool%:*}" "${tool#*:}"; done
  need_python
  find . -path '*/target/surefire-reports/*.xml' -exec rm -f {} +
  log=$STATE/test.log
  status=0
  # Two modules at once: compilers and tests each keep about one processor busy.
  maven -T 2 verify "$@" >"$log" 2>&1 || status=$?
  if compiled_wrongly "$log"; then : >"$STATE/compiling"; fi
  grep -E '^\[INFO\] Tests run:.*(Time elapsed|in )|^\[ERROR\]|^SKIPPED|COMPILATION' "$log" | sed 's/^\[INFO\] //' || true
  if grep -n 'LEAK:' "$log" >&2; then
    printf 'covet: a buffer leaked\n' >&2
    status=1
  fi
  sum_up
  if [ "$status" -eq 0 ]; then coverage || status=1; fi
  if [ "$status" -ne 0 ]; then printf 'covet: the build or a test failed; all output is in %s\n' "$log" >&2; fi
  if [ "${CI:-}" = true ] && [ $((SKIPPED + MISSING)) -gt 0 ]; then
    printf 'covet: in CI nothing may be skipped\n' >&2
    status=1
  fi
  if [ "$TESTS" -eq 0 ]; then status=1; fi
  printf '%s passed, %s failed, %s skipped\n' "$((TESTS - FAILED - SKIPPED))" "$FAILED" "$((SKIPPED + MISSING))"
  [ "$status" -eq 0 ] && [ "$FAILED" -eq 0 ]
}

# TESTS, FAILED and SKIPPED from the reports
sum_up() {
  counts=$(find . -path '*/target/surefire-reports/TEST-*.xml' -exec sed -n '/<testsuite /{p;q;}' {} \; | awk '
    function attribute(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
    { tests += attribute("tests"); failed += attribute("errors") + attribute("failures"); skipped += attribute("skipped") }
    END { print tests + 0, failed + 0, skipped + 0 }')
  # shellcheck disable=SC2086
  set -- $counts
  TESTS=$1 FAILED=$2 SKIPPED=$3
}

# Lines of the library that the tests of all modules together reach.
coverage() {
  report=checks/target/site/jacoco-aggregate/jacoco.csv
  [ -f "$report" ] || { printf 'covet: no coverage report\n' >&2; return 1; }
  awk -F, -v least="$COVERAGE" '
    # only the published library; what tests and examples run is no matter
    NR > 1 { module = $1; sub(".*/", "", module); missed[module] += $8; covered[module] += $9; m += $8; c += $9 }
    END {
      for (module in covered) printf "coverage of %s: %.1f %% of lines\n", module, 100 * covered[module] / (covered[module] + missed[module])
      total = 100 * c / (c + m)
      printf "coverage: %.1f %% of lines, at least %d wanted\n", total, least
      exit total < least
    }' "$report"
}
