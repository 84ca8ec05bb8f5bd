# shellcheck shell=sh
# Parts of the way of a request, each by itself, by JMH: time and allocated bytes of an operation.
run_bench_micro() {
  stamp=$STATE/micro.classpath
  module=$ROOT/benchmarks/micro
  # shellcheck disable=SC2046
  if stale "$stamp" $(library_sources $(extras_of "$ROOT/$module")) "$module/pom.xml" "$module/src/main"; then build_module benchmarks/micro "$stamp" -Pmicro; fi
  PROFILE=throughput
  jvm_flags
  # shellcheck disable=SC2086
  exec "$JDK/bin/java" $FLAGS -cp "$module/target/classes:$(sed -n 2p "$stamp")" org.openjdk.jmh.Main -prof gc -jvmArgsAppend "$FLAGS" "$@"
}
