# shellcheck shell=sh
# Loads a server for a time and measures whether it keeps anything.

# run_soak [MINUTES] [--folder DIR] [--every SECONDS] [--transport NAME] [--profile NAME]
run_soak() {
  minutes=3 folder='' every='' transport=auto PROFILE=throughput
  while [ $# -gt 0 ]; do
    case $1 in
      --folder | --every | --transport | --profile) [ $# -gt 1 ] || die "$1: a value is missing" ;;
    esac
    case $1 in
      --folder) folder=$2; shift 2 ;;
      --every) every=$2; shift 2 ;;
      --transport) transport=$2; shift 2 ;;
      --profile) PROFILE=$2; shift 2 ;;
      *[!0-9]* | '') die "soak: there is no flag '$1'" ;;
      *) minutes=$1; shift ;;
    esac
  done
  # A minute between samples, but some of them in short runs too.
  if [ -z "$every" ]; then if [ "$minutes" -ge 15 ]; then every=60; else every=20; fi; fi
  [ -n "$folder" ] || folder=$STATE/soak-$(date +%Y%m%d-%H%M%S)
  mkdir -p "$folder"
  folder=$(CDPATH='' cd -- "$folder" && pwd -P)
  jvm_flags
  build_example soak
  copy_path "$folder/classes" "$EXAMPLE_PATH"
  commit=$(git -C "$ROOT" rev-parse --short HEAD 2>/dev/null || echo unknown)
  if [ -n "$(git -C "$ROOT" status --porcelain 2>/dev/null)" ]; then commit=$commit+changes; fi
  printf 'covet: %s minutes in all, samples in %s\n' "$minutes" "$folder" >&2
  # shellcheck disable=SC2086
  exec nice -n 10 "$JDK/bin/java" $FLAGS -cp "$COPIED_PATH" soak.Soak "$folder" $((minutes * 60)) "$every" "$transport" "$commit"
}

# copy_path FOLDER PATH: copies what later builds would change, sets $COPIED_PATH
copy_path() {
  rm -rf "$1"
  COPIED_PATH='' number=0
  rest=$2:
  while [ -n "$rest" ]; do
    entry=${rest%%:*}; rest=${rest#*:}
    case $entry in
      "$ROOT"/*)
        number=$((number + 1))
        mkdir -p "$1/$number"
        if [ -d "$entry" ]; then cp -R "$entry/." "$1/$number/"; entry=$1/$number
        else cp "$entry" "$1/$number/"; entry=$1/$number/$(basename "$entry"); fi ;;
    esac
    COPIED_PATH=$COPIED_PATH${COPIED_PATH:+:}$entry
  done
}
