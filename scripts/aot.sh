# shellcheck shell=sh
# An AOT cache (JEP 483, 514, 515) of a packaged application: classes that are loaded and linked, and profiles of methods,
# recorded in a run that answers requests and ends by SIGTERM.

# aot_command FOLDER [--profile P] [--train FILE] [--jlink] [--add-modules LIST] [FLAGS OF THE APPLICATION]
aot_command() {
  [ $# -ge 1 ] || die "aot of what? ./covet aot path/to/project"
  case $1 in -*) die "aot of what? the folder comes first: ./covet aot path/to/project $1" ;; esac
  TARGET=$1 JLINK='' MODULES='' PROFILE=throughput TRAIN=''
  shift
  count=$#
  while [ "$count" -gt 0 ]; do
    argument=$1; shift; count=$((count - 1))
    case $argument in
      --jlink) JLINK=yes ;;
      --profile | --train | --add-modules)
        [ "$count" -gt 0 ] || die "$argument: a value is missing"
        case $argument in --profile) PROFILE=$1 ;; --train) TRAIN=$1 ;; *) MODULES=,$1 JLINK=yes ;; esac
        shift; count=$((count - 1)) ;;
      *) set -- "$@" "$argument" ;;
    esac
  done
  case $PROFILE in throughput | small) ;; *) die "--profile: there is no profile '$PROFILE'; there are throughput and small" ;; esac
  if [ -n "$TRAIN" ]; then
    [ -f "$TRAIN" ] && [ -x "$TRAIN" ] || die "--train: $TRAIN is no file that can be run"
    TRAIN=$(CDPATH='' cd -- "$(dirname -- "$TRAIN")" && pwd -P)/$(basename "$TRAIN")
  else
    command -v curl >/dev/null 2>&1 || die "aot needs curl to ask the application, or --train with a program that does"
  fi
  package "$TARGET"
  if [ -n "$JLINK" ]; then runtime_image; fi
  record "$@"
  printf '%s\n' "$CACHE"
}

# record FLAGS...: runs the package on a free port of this machine, has it asked, and ends it; sets CACHE
record() {
  CACHE=$OUT/$NAME-$PROFILE.aot
  log=$STATE/aot.log
  : >"$log"
  printf 'covet: recording a run of %s (%s)\n' "$NAME" "$PROFILE" >&2
  COVET_PROFILE=$PROFILE COVET_HOST=127.0.0.1 COVET_PORT=0 COVET_AOT_OUTPUT=$CACHE.new JAVA_HOME=$JDK \
    "$OUT/bin/$NAME" "$@" >"$log" 2>&1 &
  recorded=$!
  trap discard EXIT
  await_listening "$recorded" "$log"
  url=$(sed -n 's|.*Covet listens on \(https\{0,1\}://[^ ]*\).*|\1|p' "$log" | head -n 1)
  if [ -n "$TRAIN" ]; then
    "$TRAIN" "$url" >&2 || die "--train: $TRAIN $url ended with $?; there is no cache"
  else
    train "$url" "$@"
  fi
  kill -TERM "$recorded"
  wait "$recorded" || die "$NAME ended with $? when it was stopped; its output is in $log"
  trap - EXIT
  [ -s "$CACHE.new" ] || die "the JVM has written no cache; its output is in $log"
  (cd "$OUT" && cksum "$NAME.jar" lib/*.jar) >"$CACHE.sums"
  mv "$CACHE.new" "$CACHE"
}

# discard: a run that has failed leaves no cache
discard() {
  kill -KILL "$recorded" 2>/dev/null || true
  wait "$recorded" 2>/dev/null || true
  rm -f "$CACHE.new" "$CACHE.new.config"
}

# train URL FLAGS...: / and each GET route without a parameter, once, and again if the answer has ended by then. Nothing
# but GET: a recorded run changes no data by itself.
train() {
  url=$1; shift
  table=$(mktemp)
  COVET_JAVA_OPTS="${COVET_JAVA_OPTS:-} -Dcovet.tool=routes -Dcovet.tool.output=$table" JAVA_HOME=$JDK \
    "$OUT/bin/$NAME" "$@" >>"$log" 2>&1 || { rm -f "$table"; die "the routes of $NAME could not be listed; its output is in $log"; }
  paths=$(awk '$1 == "GET" && $2 !~ /[{*]/ { print $2 }' "$table" | sort -u | head -n 200)
  rm -f "$table"
  for path in / $paths; do
    if curl -skg -m 2 -o "$STATE/aot.answer" "$url$path"; then
      curl -skg -m 2 -o "$STATE/aot.answer" "$url$path" -o "$STATE/aot.answer" "$url$path" -o "$STATE/aot.answer" "$url$path" || true
    fi
  done
  rm -f "$STATE/aot.answer"
}
