package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both logins of the secured example with a real browser, under the policies of the server. */
class SecuredTest {
  private static final String SUBMIT = "document.querySelector('form').submit(); ''";

  @TempDir Path folder;

  @BeforeEach
  void tools() throws Exception {
    Tool.need("chromium");
  }

  /** The example must know both before it starts: the provider is told where to send browsers. */
  private static List<String> command() throws Exception {
    try (ServerSocket one = free();
        ServerSocket two = free()) {
      List<String> command = new ArrayList<>(ExampleProcess.command(List.of(), "secured.Secured"));
      command.set(command.lastIndexOf("0"), String.valueOf(one.getLocalPort()));
      command.addAll(List.of("--set", "app.provider-port=" + two.getLocalPort()));
      return command;
    }
  }

  private static ServerSocket free() throws Exception {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  @Test
  void peopleLogInByPasswordAndAtTheProvider() throws Exception {
    try (ExampleProcess server = ExampleProcess.of(new ProcessBuilder(command()))) {
      try (Browser browser = Browser.open(folder, server.url("/admin"))) {
        browser.await("location.pathname == '/login'");
        browser.evaluate(
            "document.getElementById('username').value = 'bob';"
                + "document.getElementById('password').value = 'wrong'; ''");
        browser.evaluate(SUBMIT);
        browser.await("document.querySelector('[role=alert]') != null");
        browser.evaluate(
            "document.getElementById('username').value = 'ann';"
                + "document.getElementById('password').value = 'correct horse'; ''");
        browser.evaluate(SUBMIT);
        // Back where ann wanted to go.
        browser.await("document.getElementById('trail') != null");
        browser.await("document.getElementById('trail').textContent.includes('wrong password')");

        browser.evaluate("location.href = '/account'; ''");
        browser.await("document.getElementById('who')?.textContent == 'ann'");
        browser.evaluate("document.querySelector('form[action=\"/logout\"]').submit(); ''");
        browser.await("document.getElementById('who')?.textContent == 'nobody'");

        browser.evaluate("location.href = '/oidc/login'; ''");
        browser.await("document.querySelector('h1')?.textContent == 'Who are you?'");
        browser.evaluate(
            "[...document.links].find(link => link.textContent == 'dave').click(); ''");
        browser.await("document.getElementById('who')?.textContent == 'Dave'");
        browser.evaluate("location.href = '/account'; ''");
        browser.await("document.querySelector('form[action=\"/account/key\"]') != null");
        browser.evaluate("document.querySelector('form[action=\"/account/key\"]').submit(); ''");
        browser.await("document.getElementById('secret')?.textContent.startsWith('ck_')");
        browser.evaluate("location.href = '/admin'; ''");
        browser.await("document.body.textContent.includes('may not')");
        browser.evaluate("location.href = '/account'; ''");
        browser.await("document.querySelector('form[action=\"/oidc/logout\"]') != null");
        browser.evaluate("document.querySelector('form[action=\"/oidc/logout\"]').submit(); ''");
        browser.await("document.body.textContent.includes('You are logged out.')");
      }
      assertThat(server.output()).doesNotContain("correct horse", "wrong\"");
      assertThat(server.terminate()).as(server.output()).isZero();
    }
  }
}
