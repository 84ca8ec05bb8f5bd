package dev.covet.route;

import dev.covet.http.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The route of a path among 60. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RouterBenchmark {
  @Param({"/plaintext", "/api/things7/42", "/api/things7/42/parts/x", "/nothing/here"})
  public String path;

  private RouteTree<String> tree;

  @Setup
  public void prepare() {
    List<RouteEntry<String>> routes = new ArrayList<>();
    add(routes, "/plaintext");
    for (int i = 0; i < 20; i++) {
      add(routes, "/api/things" + i);
      add(routes, "/api/things" + i + "/{id:int}");
      add(routes, "/api/things" + i + "/{id:int}/parts/{part}");
    }
    tree = RouteTree.of(routes);
  }

  private static void add(List<RouteEntry<String>> routes, String pattern) {
    routes.add(new RouteEntry<>(Method.GET, PathPattern.parse(pattern), pattern, "here"));
  }

  @Benchmark
  public Object find() {
    return tree.find(path);
  }
}
