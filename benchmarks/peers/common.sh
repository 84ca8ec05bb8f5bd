# shellcheck shell=sh
# What the peers share; their build.sh and run.sh source it. ./covet bench peers sets PEERS_BUILD (where they are built),
# JDK (a JDK 25), JVM_FLAGS (those of Covet) and PEERS_FILES (the folder that is served as /files/), and for run.sh PORT, and
# TLS_PORT with TLS_CERT and TLS_KEY.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
PEERS=$(dirname "$here") NAME=$(basename "$here")
: "${PEERS_BUILD:?start it by ./covet bench peers}"
BUILT=$PEERS_BUILD/$NAME
# About 60 routes, as examples/bench has them, so that routing is real.
RESOURCES='users products carts invoices payments shipments reviews categories coupons suppliers warehouses returns tickets sessions'

die() { printf '%s: %s\n' "$NAME" "$*" >&2; exit 1; }

# need COMMAND PACKAGE: installs it where that can be done
need() {
  command -v "$1" >/dev/null 2>&1 && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    printf '%s: installing package %s\n' "$NAME" "$2"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" || true
  fi
  command -v "$1" >/dev/null 2>&1 || die "$1 is missing (package $2)"
}

# stage: a fresh copy of the peer's files in $BUILT
stage() {
  mkdir -p "$BUILT"
  rm -rf "$BUILT/src"
  cp -R "$PEERS/$NAME/." "$BUILT"
}

version() { printf '%s\n' "$1" >"$BUILT/VERSION"; }

# version_of FILE: what its pom names as <peer.version>
version_of() { version "$(sed -n 's:.*<peer.version>\(.*\)</peer.version>.*:\1:p' "$1")"; }

stage_java() {
  stage
  mkdir -p "$PEERS_BUILD/java"
  cp "$PEERS/java/pom.xml" "$PEERS_BUILD/java/pom.xml"
  cp -R "$PEERS/java/src" "$BUILT"
}

# controllers: a class for each resource, as users would write them, from the peer's Resource.java.txt
controllers() {
  for resource in $RESOURCES; do
    sed "s/@RESOURCE@/$resource/g" "$BUILT/Resource.java.txt" >"$BUILT/src/main/java/peer/R_$resource.java"
  done
}

# maven GOALS...: with JDK 25
maven() {
  need mvn maven
  JAVA_HOME=$JDK mvn -B -q -f "$BUILT/pom.xml" "$@"
  version_of "$BUILT/pom.xml"
}

maven_peer() { stage_java; rm -rf "$BUILT/target"; maven package; }

# java_peer FOLDER [OPTION...]: runs what maven_peer has built there
java_peer() {
  folder=$PEERS_BUILD/$1; shift
  # shellcheck disable=SC2086
  exec "$JDK/bin/java" $JVM_FLAGS "$@" -cp "$folder/target/classes:$folder/target/lib/*" peer.Main
}

# cargo_peer CRATE: the crate whose version counts
cargo_peer() {
  need cargo cargo
  stage
  cd "$BUILT"
  CARGO_TARGET_DIR=$PEERS_BUILD/cargo cargo build --release -q
  cp "$PEERS_BUILD/cargo/release/peer-$NAME" server
  version "$(sed -n "/^name = \"$1\"/{n;s/^version = \"\(.*\)\"/\1/p;}" Cargo.lock | tail -n 1)"
}

# python_peer: a virtual environment with requirements.txt
python_peer() {
  need python3 python3
  stage
  [ -x "$BUILT/venv/bin/python" ] || python3 -m venv "$BUILT/venv"
  "$BUILT/venv/bin/pip" install -q --disable-pip-version-check --only-binary :all: -r "$BUILT/requirements.txt"
  version "$(tr '\n' ' ' <"$BUILT/requirements.txt" | sed 's/==/ /g; s/ *$//'), $("$BUILT/venv/bin/python" --version)"
}
