# shellcheck shell=sh
# Commands that look at an application instead of serving it: its main method runs until the start, which calls the tool.

# routes TARGET FLAGS...
routes() {
  [ $# -ge 1 ] || die "routes of what? ./covet routes examples/shop, or ./covet routes Hello.java"
  look routes "$@"
}

# openapi TARGET [--yaml] FLAGS...
openapi() {
  tool=openapi
  count=$#
  while [ "$count" -gt 0 ]; do
    argument=$1; shift; count=$((count - 1))
    case $argument in
      --yaml) tool=openapi-yaml ;;
      *) set -- "$@" "$argument" ;;
    esac
  done
  [ $# -ge 1 ] || die "openapi of what? ./covet openapi examples/shop, or ./covet openapi Hello.java --yaml"
  look "$tool" "$@"
}

# look TOOL TARGET FLAGS...: whatever the application prints goes to stderr, so that stdout is the tool's alone
look() {
  output=$(mktemp)
  # shellcheck disable=SC2064
  trap "rm -f '$output'" EXIT
  COVET_JAVA_OPTS="${COVET_JAVA_OPTS:-} -Dcovet.tool=$1 -Dcovet.tool.output=$output"
  shift
  (run "$@") >&2 || exit $?
  [ -s "$output" ] || die "the application ended before it was started"
  cat "$output"
}
