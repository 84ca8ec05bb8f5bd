package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.ListenAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9090, 127.0.0.1, 9090",
    "[::1]:0, ::1, 0",
    "localhost:65535, localhost, 65535"
  })
  void addressesHaveAHostAndAPort(String text, String host, int port) {
    assertThat(Config.builder().set("admin-listen", text).build().adminAddress())
        .contains(new ListenAddress.Tcp(host, port));
  }

  @Test
  void aUnixDomainSocketIsItsOwnersUnlessThereIsAToken() {
    Config.Builder builder =
        Config.builder().set("admin-listen", "unix:/run/a.sock").set("unix-socket-access", "all");
    Config config = builder.build();
    assertThat(config.adminAddress()).contains(new ListenAddress.Unix(Path.of("/run/a.sock")));
    assertThat(config.adminSocketMode()).isEqualTo(0600);
    assertThat(config.report().getOrDefault("risky", "")).doesNotContain("admin-listen");
    assertThat(builder.set("admin-token", TOKEN).build().adminSocketMode()).isEqualTo(0666);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9090",
        ":9090",
        "127.0.0.1",
        "::1:90:",
        "127.0.0.1:",
        "a:65536",
        "a:-1",
        "unix:run/a.sock",
        "a:1,b:2"
      })
  void otherTextsAreNone(String text) {
    assertThatThrownBy(() -> Config.builder().set("admin-listen", text).build())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("code: admin-listen = " + text + ": holds ");
  }

  @Test
  void whereOthersCanReachItThereMustBeAToken() {
    Config.Builder open = Config.builder().set("admin-listen", "0.0.0.0:9090");
    assertThatThrownBy(open::build)
        .hasMessageContaining("admin-listen 0.0.0.0:9090 can be reached by others")
        .hasMessageContaining("set admin-token");
    assertThatThrownBy(() -> Config.builder().set("admin-listen", "10.0.0.1:1").build())
        .hasMessageContaining("can be reached by others");
    Config config = open.set("admin-token", TOKEN).build();
    assertThat(config.report().get("risky"))
        .contains("others can reach admin-listen, which speaks clear text");
    assertThat(config.report().get("settings")).contains("admin-token=***");
  }

  @Test
  void whatDoesNotGoTogetherStopsTheStart() {
    assertThatThrownBy(() -> Config.builder().set("admin-token", TOKEN).build())
        .hasMessage("admin-token is set and admin-listen is not");
    assertThatThrownBy(
            () ->
                Config.builder()
                    .set("admin-listen", "127.0.0.1:1")
                    .set("admin-token", "short")
                    .build())
        .hasMessage("code: admin-token = ***: must have at least 32 characters, random ones");
    assertThatThrownBy(() -> Config.builder().port(81).set("admin-listen", "127.0.0.1:81").build())
        .hasMessage(
            "admin-listen 127.0.0.1:81 is an address of the application as well: choose another"
                + " port or path");
    assertThatThrownBy(
            () ->
                Config.builder()
                    .set("listen", "127.0.0.1:80,unix:/run/a.sock")
                    .set("admin-listen", "unix:/run/a.sock")
                    .build())
        .hasMessageContaining("admin-listen unix:/run/a.sock is an address of the application");
  }

  @Test
  void withoutAnAddressThereIsNothing() {
    assertThat(Config.defaults().adminAddress()).isEmpty();
    AssembledApplication application = Covet.create(Config.defaults()).assemble();
    assertThat(application.admin()).isNull();
    assertThat(application.observers()).isEmpty();
  }

  @Test
  void aServerThatDoesNotTellIsNoReasonToFail() {
    Covet app = Covet.create(Config.builder().set("admin-listen", "127.0.0.1:1").build());
    AssembledApplication application = app.assemble();
    assertThat(application.observers()).hasSize(1);
    AdminViews views = new AdminViews(app, () -> application, new RouteCounts(() -> application));
    assertThatThrownBy(views::requests)
        .isInstanceOf(HttpException.class)
        .hasMessageContaining("does not tell");
  }

  @Test
  void eachSettingIsShownWithItsSourceAndNoSecret() {
    Config config =
        Config.of(
            List.of(
                ConfigSources.environment(
                    Map.of(
                        "COVET_CSRF_KEY", TOKEN, "COVET_APP_DB_URL", "postgres://u:pass@host/x")),
                ConfigSources.flags("--set", "port=82", "--host", "localhost")));
    AdminViews views =
        new AdminViews(Covet.create(config), () -> null, new RouteCounts(() -> null));
    assertThat(String.valueOf(views.config()))
        .contains("{key=port, value=82, source=flag, place=--set, reloadable=false}")
        .contains("{key=csrf-key, value=***, source=environment, place=COVET_CSRF_KEY,")
        .contains("{key=log-level, value=info, source=default, reloadable=true}")
        .contains("{key=app.db-url, value=postgres://***@host/x, source=environment")
        .doesNotContain(TOKEN, "pass@");
  }
}
