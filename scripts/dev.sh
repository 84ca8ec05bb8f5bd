# shellcheck shell=sh
# dev TARGET FLAGS...: a supervisor (dev.covet.cli.Dev) compiles, starts and restarts the application. It asks this script,
# before each start, what the application is made of: `dev --describe TARGET` prints lines of key=value.
dev() {
  [ $# -ge 1 ] || die "dev what? ./covet dev examples/hello, or ./covet dev Hello.java"
  PROFILE=dev
  jvm_flags
  case $1 in
    --describe) shift; dev_describe "$@"; return ;;
  esac
  target=$1; shift
  stamp=$STATE/cli.classpath
  build_module covet-cli "$stamp"
  # shellcheck disable=SC2086
  exec "$JDK/bin/java" $FLAGS -cp "$ROOT/covet-cli/target/classes:$(sed -n 2p "$stamp")" dev.covet.cli.Dev "$ROOT/covet" "$target" "$@"
}

# What is watched comes first: it is known even if the rest fails, and then the next change is another try.
dev_describe() {
  for flag in $FLAGS ${COVET_JAVA_OPTS:-}; do printf 'flag=%s\n' "$flag"; done
  case $1 in
    *.java) dev_file "$1" ;;
    *) dev_folder "$1" ;;
  esac
}

dev_file() {
  [ -f "$1" ] || die "there is no file $1"
  folder=$(CDPATH='' cd -- "$(dirname -- "$1")" && pwd -P)
  printf 'source=%s/%s\nmain=%s\n' "$folder" "$(basename "$1")" "$(basename "$1" .java)"
  library_path
  printf 'path=%s\n' "$LIBRARY_PATH"
}

dev_folder() {
  module_folder "$1"
  printf 'source=%s/src/main/java\nresource=%s/src/main/resources\nwatch=%s/pom.xml\n' "$folder" "$folder" "$folder"
  if grep -q '<annotationProcessor' "$folder/pom.xml"; then
    printf 'note=the annotation processors of the pom do not run in dev\n'
  fi
  main=$(main_class "$folder/src/main/java")
  printf 'main=%s\n' "$main"
  known=$STATE/dev-$(printf '%s' "$folder" | cksum | tr -d ' ').classpath
  case $folder in
    "$ROOT"/*)
      # Sources that do not compile are the supervisor's business.
      # shellcheck disable=SC2046
      if stale "$known" $(library_sources $(extras_of "$folder")) "$folder/pom.xml"; then alone compile_module "${folder#"$ROOT"/}" "$known" -Dmaven.compiler.failOnError=false; fi
      ;;
    *)
      install_library
      if stale "$known" "$INSTALLED" "$folder/pom.xml"; then alone dev_outside "$folder" "$known"; fi
      ;;
  esac
  printf 'path=%s\n' "$(sed -n 2p "$known")"
}

# dev_outside FOLDER STAMP: the class path of an application outside this project
dev_outside() {
  printf 'covet: reading %s/pom.xml\n' "$1" >&2
  JAVA_HOME=$JDK quietly mvn -q -B -f "$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath \
    -Dmdep.outputFile="$STATE/classpath" -DincludeScope=runtime
  stamp_path "$2"
}
