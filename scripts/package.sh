# shellcheck shell=sh
INSTALLED=$STATE/installed.stamp

# install_library: puts Covet into the local Maven repository if anything of it is newer
install_library() { library_installed || alone install_sources; }

# shellcheck disable=SC2046
library_installed() { ! stale "$INSTALLED" $(library_sources $EXTRAS); }

install_sources() {
  # Another command may have done it meanwhile.
  ! library_installed || return 0
  printf 'covet: installing the library into the local Maven repository\n' >&2
  # shellcheck disable=SC2086
  begin_compiling $LIBRARY $EXTRAS
  # shellcheck disable=SC2086
  quietly maven $SKIP -q -pl "covet-starter,$(printf '%s' "$EXTRAS" | tr ' ' ,)" -am -DskipTests install
  rm -f "$STATE/compiling"
  printf '# %s %s\n' "$ROOT" "$JDK" >"$INSTALLED"
}

# package_command FOLDER [--jlink] [--add-modules LIST]: prints where the jar is
package_command() {
  package_options "$@"
  [ -n "$TARGET" ] || die "package what? ./covet package path/to/project"
  [ -z "$REST" ] || die "package: there is no flag '$REST'"
  package "$TARGET"
  if [ -n "$JLINK" ]; then runtime_image; fi
  printf '%s\n' "$JAR"
}

# package_options ARGUMENT...: sets TARGET, JLINK and MODULES, and REST to the first that is none of these
package_options() {
  TARGET='' JLINK='' MODULES='' REST=''
  while [ $# -gt 0 ]; do
    case $1 in
      --jlink) JLINK=yes ;;
      --add-modules) [ $# -gt 1 ] || die "--add-modules: a value is missing"; MODULES=,$2; JLINK=yes; shift ;;
      -*) REST=$1; return ;;
      *) if [ -n "$TARGET" ]; then REST=$1; return; fi; TARGET=$1 ;;
    esac
    shift
  done
}

# package FOLDER: builds an application that depends on dev.covet:covet into FOLDER/target/covet, sets JAR, OUT and NAME.
# The manifest opens the fast path for `java -jar`; libraries lie beside the jar, and bin/NAME starts it with the flags of
# a profile.
package() {
  folder=$(CDPATH='' cd -- "$1" && pwd -P) || die "there is no folder $1"
  [ -f "$folder/pom.xml" ] || die "$folder has no pom.xml"
  install_library
  out=$folder/target/covet
  rm -rf "$out"
  mkdir -p "$folder/target"
  LOG=$folder/target/covet.log
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
  OUT=$out NAME=$(basename "$folder")
  JAR=$OUT/$NAME.jar
  "$JDK/bin/jar" --create --file "$JAR" --manifest "$out/manifest" -C "$folder/target/classes" .
  rm -f "$out/manifest"
  mkdir "$OUT/bin"
  sed -e "s|@NAME@|$NAME|g" -e "s|@THROUGHPUT@|$(packaged_flags throughput)|" -e "s|@SMALL@|$(packaged_flags small)|" \
    "$ROOT/scripts/start-template.sh" >"$OUT/bin/$NAME"
  chmod +x "$OUT/bin/$NAME"
}

# packaged_flags PROFILE: without those that the manifest holds; on a command line they would keep an AOT cache from
# being used by whoever leaves one of them out
packaged_flags() {
  (PROFILE=$1; jvm_flags; printf '%s' "$FLAGS" | sed -E 's/--add-(opens|exports) [^ ]+ ?//g; s/--enable-native-access=[^ ]+ ?//')
}

# runtime_image: what the package needs of the JDK, in OUT/runtime. Modules that are found by their services only
# (locales, DNS of JNDI) are not seen by jdeps: --add-modules names them.
runtime_image() {
  modules=$(cd "$OUT" && "$JDK/bin/jdeps" --print-module-deps --ignore-missing-deps --multi-release 25 \
    --class-path "$(printf '%s:' lib/*.jar)" "$NAME.jar" lib/*.jar 2>/dev/null | tail -n 1)
  case $modules in java.*) ;; *) die "jdeps did not tell which modules $NAME needs" ;; esac
  quietly "$JDK/bin/jlink" --add-modules "$modules$MODULES" --strip-debug --no-header-files --no-man-pages \
    --compress zip-6 --output "$OUT/runtime"
  # The classes of the JDK, parsed: for starts without an AOT cache.
  quietly "$OUT/runtime/bin/java" -XX:+UseCompactObjectHeaders -Xshare:dump
}
