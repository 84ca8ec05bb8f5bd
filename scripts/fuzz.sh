# shellcheck shell=sh
# Every fuzz target for some minutes each (10 by default); the normal test run only replays the corpus.
run_fuzz() {
  minutes=${1:-10}
  cd "$ROOT"
  mkdir -p "$STATE"
  find . -name '*FuzzTest.java' -path '*/src/test/*' | sort >"$STATE/fuzz"
  [ -s "$STATE/fuzz" ] || die "no fuzz targets"
  while read -r file; do
    module=$(printf '%s' "${file#./}" | cut -d/ -f1)
    name=$(basename "$file" .java)
    # Jazzer runs one @FuzzTest method of a class at a time.
    for method in $(sed -n '/@FuzzTest/,/(/s/^ *void \([a-zA-Z0-9_]*\)(.*/\1/p' "$file"); do
      printf 'covet: fuzzing %s#%s for %s minutes\n' "$name" "$method" "$minutes"
      JAZZER_FUZZ=1 maven -q -pl "$module" -am -Dsurefire.failIfNoSpecifiedTests=false -Djacoco.skip=true \
        -Djazzer.max_duration="${minutes}m" -Dtest="$name#$method" test </dev/null >"$STATE/fuzz.log" 2>&1 || die "$name#$method failed; see $STATE/fuzz.log"
    done
  done <"$STATE/fuzz"
  printf 'covet: all fuzz targets are clean\n'
}
