# shellcheck shell=sh
# Parts of the way of a request, each by itself, by JMH: time and allocated bytes of an operation.
run_bench_micro() {
  stamp=$STATE/micro.classpath
  build_module benchmarks/micro "$stamp" -Pmicro
  PROFILE=throughput
  jvm_flags
  # shellcheck disable=SC2086
  exec "$JDK/bin/java" $FLAGS -cp "$ROOT/benchmarks/micro/target/classes:$(sed -n 2p "$stamp")" org.openjdk.jmh.Main -prof gc -jvmArgsAppend "$FLAGS" "$@"
}
