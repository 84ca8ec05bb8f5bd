package dev.covet.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final Set<String> DAY =
      Set.of(
          "java.lang.System#currentTimeMillis",
          "java.time.Instant#now",
          "java.time.InstantSource#system",
          "java.time.Clock#systemUTC",
          "java.time.Clock#systemDefaultZone",
          "java.time.LocalDate#now",
          "java.time.LocalDateTime#now",
          "java.time.ZonedDateTime#now",
          "java.time.OffsetDateTime#now");

  private static JavaClasses all;

  @BeforeAll
  static void read() {
    all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.covet");
    assertThat(all.contain("dev.covet.Covet")).isTrue();
    assertThat(all.contain("dev.covet.engine.Engine")).isTrue();
    assertThat(all.contain("dev.covet.bridge.BridgeServer")).isTrue();
  }

  @Test
  void theVocabularyDependsOnTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage("dev.covet.http..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.covet.http..", "java..", "org.jspecify..")
        .check(all);
  }

  @Test
  void theApplicationLayerKnowsNoEngineAndNoNetty() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.covet", "dev.covet.route..", "dev.covet.limit..", "dev.covet.spi..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.covet.engine..", "dev.covet.bridge..", "io.netty..")
        .check(all);
  }

  @Test
  void theEngineKnowsNoApplicationLayer() {
    noClasses()
        .that()
        .resideInAPackage("dev.covet.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.covet", "dev.covet.route..", "dev.covet.spi..", "dev.covet.bridge..")
        .check(all);
  }

  @Test
  void onlyTheBridgeSeesBothSides() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.covet.engine..", "dev.covet.bridge..", "dev.covet.test..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.covet.engine..")
        .check(all);
  }

  @Test
  void nettyStaysInsideTheEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.covet.engine..")
        .and()
        // The test client reads header fields with a decoder that is not ours.
        .doNotHaveFullyQualifiedName("dev.covet.test.Http2Connection")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(all);
    methods()
        .that()
        .areDeclaredInClassesThat(in("dev.covet.engine"))
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .arePublic()
        .should(nameNoTypeOf("io.netty"))
        .check(all);
  }

  @Test
  void nothingKnowsTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.covet.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.covet.cli..")
        .check(all);
  }

  @Test
  void tokensAreKnownToTheirModulesAlone() {
    assertThat(all.contain("dev.covet.oidc.OidcLogin")).isTrue();
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.covet.jwt..", "dev.covet.oidc..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.covet.jwt..", "dev.covet.oidc..", "com.nimbusds..")
        .check(all);
  }

  @Test
  void passwordsAreKnownToTheirModuleAlone() {
    assertThat(all.contain("dev.covet.password.Passwords")).isTrue();
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.covet.password..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.covet.password..", "com.password4j..")
        .check(all);
  }

  /**
   * With an own scheduler each timed park of a virtual thread goes through one queue of the whole
   * JVM. These three have platform threads of their own.
   */
  @Test
  void onlyThreadsOfTheirOwnParkForATime() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.covet.engine..", "dev.covet.bridge..")
        .and()
        .haveNameNotMatching(".*\\.Watchdog\\$Rounds")
        .and()
        .doNotHaveSimpleName("CertificateWatch")
        .and()
        .doNotHaveSimpleName("LogWriter")
        .should()
        .callMethod(LockSupport.class, "parkNanos", long.class)
        .orShould()
        .callMethod(LockSupport.class, "parkNanos", Object.class, long.class)
        .check(all);
  }

  /** It may be set at any time: docs/design/time.md says of each of them what happens then. */
  @Test
  void theTimeOfDayIsAskedByThoseThatAreNamed() throws IOException {
    Set<String> asking = new TreeSet<>();
    for (JavaClass c : all) {
      boolean asks =
          Stream.concat(
                  c.getMethodCallsFromSelf().stream(), c.getMethodReferencesFromSelf().stream())
              .map(call -> call.getTargetOwner().getFullName() + "#" + call.getName())
              .anyMatch(DAY::contains);
      if (asks) {
        asking.add(c.getFullName().replaceAll(".*\\.|\\$.*", ""));
      }
    }
    Set<String> named = new TreeSet<>();
    Files.readString(Path.of("..", "docs", "design", "time.md"))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1)[1])
        .forEach(
            cell ->
                Pattern.compile("`(\\w+)`")
                    .matcher(cell)
                    .results()
                    .forEach(name -> named.add(name.group(1))));
    assertThat(asking).isEqualTo(named);
  }

  @Test
  void packagesOfTheEngineHaveNoCyclesBelowTheRoot() {
    slices().matching("dev.covet.engine.(*)..").should().beFreeOfCycles().check(all);
  }

  @Test
  void noPackageIsSplitOverTwoModules() {
    Map<String, Set<String>> modules = new TreeMap<>();
    for (JavaClass c : all) {
      URI source = c.getSource().orElseThrow().getUri();
      String folder = source.toString().replaceAll("/dev/covet/.*", "");
      modules.computeIfAbsent(c.getPackageName(), p -> new TreeSet<>()).add(folder);
    }
    assertThat(modules)
        .isNotEmpty()
        .allSatisfy((name, folders) -> assertThat(folders).as(name).hasSize(1));
  }

  private static DescribedPredicate<JavaClass> in(String name) {
    return DescribedPredicate.describe("in " + name, c -> c.getPackageName().equals(name));
  }

  private static ArchCondition<JavaMethod> nameNoTypeOf(String prefix) {
    return new ArchCondition<>("name no type of " + prefix) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean clean =
            method.getRawParameterTypes().stream().noneMatch(t -> t.getName().startsWith(prefix))
                && !method.getRawReturnType().getName().startsWith(prefix);
        events.add(new SimpleConditionEvent(method, clean, method.getFullName()));
      }
    };
  }
}
