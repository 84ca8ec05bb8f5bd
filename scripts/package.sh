# shellcheck shell=sh
INSTALLED=$STATE/installed.stamp

# install_library: puts Covet into the local Maven repository if anything of it is newer
install_library() {
  # shellcheck disable=SC2046
  if stale "$INSTALLED" $(library_sources $EXTRAS); then
    printf 'covet: installing the library into the local Maven repository\n' >&2
    quietly maven -q -pl "covet-starter,$(printf '%s' "$EXTRAS" | tr ' ' ,)" -am -DskipTests install
    printf '# %s %s\n' "$ROOT" "$JDK" >"$INSTALLED"
  fi
}

# package FOLDER: builds an application that depends on dev.covet:covet into FOLDER/target/covet, sets JAR.
# The manifest opens the fast path for `java -jar`; libraries lie beside the jar.
package() {
  folder=$(CDPATH='' cd -- "$1" && pwd -P) || die "there is no folder $1"
  [ -f "$folder/pom.xml" ] || die "$folder has no pom.xml"
  install_library
  out=$folder/target/covet
  rm -rf "$out"
  # The application's own build may know nothing of toolchains or of Java 25, so Maven itself runs on JDK 25, and the
  # compiler plugin is named with its version: the one that old Mavens take by default knows Java 8 at most.
  JAVA_HOME=$JDK quietly mvn -q -B -f "$folder/pom.xml" -DskipTests -Dmaven.compiler.release=25 \
    -Dmaven.compiler.parameters=true -Dproject.build.sourceEncoding=UTF-8 process-resources \
    org.apache.maven.plugins:maven-compiler-plugin:3.16.0:compile \
    org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$out/lib"
  main=$(main_class "$folder/src/main/java")
  libraries=$(cd "$out/lib" && for jar in *.jar; do printf ' lib/%s' "$jar"; done)
  # Lines of a manifest hold at most 72 bytes; `jar` wraps them by itself only for what it writes.
  {
    printf 'Main-Class: %s\n' "$main"
    printf 'Add-Opens: java.base/java.lang java.base/sun.nio.ch\n'
    printf 'Enable-Native-Access: ALL-UNNAMED\n'
    printf 'Class-Path:%s\n' "$libraries" | awk '{
      line = $0; first = 70; out = substr(line, 1, first); rest = substr(line, first + 1)
      print out; while (length(rest) > 0) { print " " substr(rest, 1, 69); rest = substr(rest, 70) } }'
  } >"$out/manifest"
  JAR=$out/$(basename "$folder").jar
  "$JDK/bin/jar" --create --file "$JAR" --manifest "$out/manifest" -C "$folder/target/classes" .
  rm -f "$out/manifest"
}
