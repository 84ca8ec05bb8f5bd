# shellcheck shell=sh
# google-java-format over all sources.
FORMATTER=com.google.googlejavaformat:google-java-format:1.37.0:jar:all-deps

formatter() {
  jar=${HOME:-/root}/.m2/repository/com/google/googlejavaformat/google-java-format/1.37.0/google-java-format-1.37.0-all-deps.jar
  if [ ! -f "$jar" ]; then
    quietly mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get -Dartifact=$FORMATTER
    jar=$(find "${HOME:-/root}/.m2" -name 'google-java-format-1.37.0-all-deps.jar' | head -n 1)
  fi
  find "$ROOT" -name '*.java' -path '*/src/*' -not -path '*/target/*' >"$STATE/sources"
  printf '%s\n' "$ROOT/examples/Hello.java" >>"$STATE/sources"
  "$JDK/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" "$@" "@$STATE/sources"
}

format_apply() {
  mkdir -p "$STATE"
  formatter --replace
}

format_check() {
  mkdir -p "$STATE"
  if ! formatter --dry-run --set-exit-if-changed >"$STATE/unformatted" 2>&1; then
    head -n 20 "$STATE/unformatted" >&2
    die "these files are not formatted; ./covet format does it"
  fi
}
