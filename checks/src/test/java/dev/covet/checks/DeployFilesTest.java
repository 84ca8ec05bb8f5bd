package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The files of {@code deploy/} fit the settings and the times of Covet. */
class DeployFilesTest {
  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final Pattern SETTING =
      Pattern.compile("COVET_([A-Z_]+)(?:=|: |, value: )([\\w.]+)");

  private static String text(String file) throws IOException {
    return Files.readString(DEPLOY.resolve(file));
  }

  /** Every {@code COVET_} variable of the file, as the configuration takes it. */
  private static Config config(String file) throws IOException {
    Map<String, String> settings = new TreeMap<>();
    Matcher found = SETTING.matcher(text(file));
    while (found.find()) {
      String key = found.group(1).toLowerCase(Locale.ROOT);
      settings.put(key.startsWith("app_") ? "app.secret" : key.replace('_', '-'), found.group(2));
    }
    assertThat(settings).isNotEmpty();
    Config.Builder builder = Config.builder();
    for (Entry<String, String> setting : settings.entrySet()) {
      if (!setting.getKey().startsWith("app.")) {
        builder.set(setting.getKey(), setting.getValue());
      }
    }
    return builder.build();
  }

  private static Duration stop(Config config) {
    return config.drainDelay().plus(config.limits().drain());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello.service", "compose.yaml", "kubernetes/hello.yaml"})
  void settingsAreCovets(String file) throws Exception {
    assertThat(stop(config(file))).isPositive();
  }

  @Test
  void theUnitIsKilledOnlyAfterItHasDrained() throws Exception {
    Matcher limit = Pattern.compile("(?m)^TimeoutStopSec=(\\d+)s$").matcher(text("hello.service"));
    assertThat(limit.find()).isTrue();
    assertThat(Duration.ofSeconds(Long.parseLong(limit.group(1))))
        .isGreaterThan(stop(config("hello.service")));
  }

  @Test
  void theContainerOfComposeIsKilledOnlyAfterItHasDrained() throws Exception {
    Map<?, ?> app = (Map<?, ?>) at(new Yaml().load(text("compose.yaml")), "services", "app");
    String limit = app.get("stop_grace_period").toString().replace("s", "");
    assertThat(Duration.ofSeconds(Long.parseLong(limit)))
        .isGreaterThan(stop(config("compose.yaml")));
    assertThat(DEPLOY.resolve(at(app, "build", "context") + "/deploy/Dockerfile")).isRegularFile();
  }

  @Test
  void thePodIsKilledOnlyAfterItHasDrained() throws Exception {
    List<Object> manifests =
        StreamSupport.stream(new Yaml().loadAll(text("kubernetes/hello.yaml")).spliterator(), false)
            .toList();
    assertThat(manifests.stream().map(manifest -> at(manifest, "kind")).collect(Collectors.toSet()))
        .contains("Deployment", "Service");
    Object pod = at(manifests.getFirst(), "spec", "template", "spec");
    assertThat(Duration.ofSeconds((Integer) at(pod, "terminationGracePeriodSeconds")))
        .isGreaterThan(stop(config("kubernetes/hello.yaml")));
    Map<?, ?> container = (Map<?, ?>) ((List<?>) at(pod, "containers")).getFirst();
    assertThat(container.keySet().stream().map(Object::toString))
        .contains("startupProbe", "readinessProbe", "livenessProbe", "resources");
  }

  private static Object at(Object from, String... path) {
    Object here = from;
    for (String name : path) {
      assertThat(here).isInstanceOf(Map.class);
      here = ((Map<?, ?>) here).get(name);
      assertThat(here).as(name).isNotNull();
    }
    return here;
  }
}
